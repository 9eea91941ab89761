import { Stack, Switch } from '@mantine/core'
import type { SettingSchema } from '../../../../src/config/setting-schema.ts'
import type { Answer } from '../../api/request.ts'
import { usePermission } from '../../api/session.tsx'
import { schemaAt, useSettingsSchema } from '../../api/use-settings-schema.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { SchemaFields, type SettingsFormState, type SettingValues } from '../../parts/schema-fields.tsx'
import { Section } from '../../parts/section.tsx'
import { SettingsForm } from '../../parts/settings-form.tsx'
import { GatewayUserTypes } from './gateway-user-types.tsx'
import { SigningFields } from './signing-fields.tsx'

/** A table: the fields of an application as an administrator looks for them. What the schema has beyond comes last. */
const groups = [
  {
    title: 'Domain and addresses',
    intro: 'Which domain Entra federates, and where Joinery and Microsoft reach each other.',
    fields: [
      ...['name', 'description', 'enabled', 'domainName', 'cloud', 'hostNames', 'issuerUri'],
      ...['replyUrl', 'replyUrls', 'sloEndpoint', 'audienceRestriction', 'appliesTo'],
    ],
  },
  {
    title: 'Tokens',
    intro: 'How assertions are written and signed.',
    fields: ['subjectNameIdentifierFormat', 'assertionDuration', 'wsTrustVersion', 'stsTokenType'],
  },
  {
    title: 'Users and hybrid join',
    intro: 'How people are found by the name they type, and how computers are told from them.',
    fields: ['userAttributeUsernameMatch', 'hybridJoinDeviceAttribute', 'useMex13', 'passwordChangeUrl'],
  },
] as const

/** The names that the product behind the source document gives them. */
const titles: Readonly<Record<string, string>> = {
  domainName: 'Domain name',
  cloud: "Microsoft's cloud",
  issuerUri: 'Issuer URI',
  replyUrls: 'Further reply URLs',
  sloEndpoint: 'SLO endpoint',
  appliesTo: 'Further AppliesTo addresses',
  subjectNameIdentifierFormat: 'Subject NameIdentifier Format',
  assertionDuration: 'Assertion Validity Duration',
  wsTrustVersion: 'WS-Trust Version',
  stsTokenType: 'STS Token Type',
  userAttributeUsernameMatch: 'Attribute to identify users from username tokens',
  hybridJoinDeviceAttribute: 'Attribute to indicate Entra hybrid joined devices',
  useMex13: 'Show WS-Trust 1.3 Metadata Exchange URL in PowerShell cmdlets',
}

/** Shown in a way of its own, on a page of its own, or fixed. */
const apart = ['id', 'attributes', 'idpSigning', 'kerberos', 'passwords']

export function Configuration({ id, stored }: { id: string; stored: Answer<SettingValues> }) {
  const schema = useSettingsSchema()
  return (
    <Loaded query={schema} what="the settings">
      {(whole) => {
        const application = schemaAt(whole, 'applications')
        return (
          <SettingsForm
            path={`/applications/${encodeURIComponent(id)}`}
            base={`applications/${id}`}
            schema={application}
            stored={stored}
          >
            {(form) => <Groups form={form} schema={application} />}
          </SettingsForm>
        )
      }}
    </Loaded>
  )
}

function Groups({ form, schema }: { form: SettingsFormState; schema: SettingSchema }) {
  const grouped: readonly string[] = groups.flatMap(({ fields }) => fields)
  const others = Object.keys(schema.properties).filter((name) => !grouped.includes(name) && !apart.includes(name))
  return (
    <Stack gap="md" maw={820}>
      {groups.map(({ title, intro, fields }) => (
        <Section key={title} title={title} intro={intro}>
          <SchemaFields form={form} schema={schema} only={fields} titles={titles} />
          {title === 'Tokens' && <SigningFields form={form} schema={schema} />}
        </Section>
      ))}
      <Section
        title="Kerberos"
        intro="Tickets of Windows: those of computers for the join, those of people for sign-in without a form."
      >
        <OptionalUserTypes
          form={form}
          field="kerberos"
          off={null}
          label="Enable Kerberos Authentication"
          description="Off: no ticket is taken; people sign in with passwords, and no computer joins."
          listDescription="The users' user type first, then the devices'. Each ticket is looked up in this order."
        />
      </Section>
      <Section title="Passwords" intro="Of username tokens and of the sign-in page.">
        <OptionalUserTypes
          form={form}
          field="passwords"
          off={undefined}
          label="Take passwords of other user types than those above"
          description="Off: the passwords of the user types of people that Kerberos lists."
          listDescription="Whose passwords are taken."
        />
      </Section>
      {others.length > 0 && (
        <Section title="Other">
          <SchemaFields form={form} schema={schema} only={others} titles={titles} />
        </Section>
      )}
    </Stack>
  )
}

interface OptionalUserTypesProps {
  readonly form: SettingsFormState
  readonly field: 'kerberos' | 'passwords'
  /** What stands there while it is off. */
  readonly off: null | undefined
  readonly label: string
  readonly description: string
  readonly listDescription: string
}

function OptionalUserTypes({ form, field, off, label, description, listDescription }: OptionalUserTypesProps) {
  const mayChange = usePermission('settings.change')
  const isOn = form.values[field] !== null && form.values[field] !== undefined
  return (
    <>
      <Switch
        label={label}
        description={description}
        checked={isOn}
        disabled={!mayChange}
        error={isOn ? undefined : form.errors[field]}
        onChange={({ currentTarget }) => form.setFieldValue(field, currentTarget.checked ? { gateways: [] } : off)}
      />
      {isOn && (
        <GatewayUserTypes
          form={form}
          path={`${field}.gateways`}
          label="Gateway user types"
          description={listDescription}
        />
      )}
    </>
  )
}
