import { Alert, Text } from '@mantine/core'
import { type Collection, useResource } from '../../api/use-api.ts'
import { schemaAt, useSettingsSchema } from '../../api/use-settings-schema.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { SchemaField, SchemaFields } from '../../parts/schema-fields.tsx'
import { Section } from '../../parts/section.tsx'
import { SettingsForm } from '../../parts/settings-form.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { gatewayTitles } from './connection.tsx'
import { ConnectionTest } from './connection-test.tsx'
import type { GatewayTabProps } from './gateway-page.tsx'

/** Passwords are typed and never shown: what is stored is encrypted. */
export function Credentials({ id, path, stored }: GatewayTabProps) {
  const schema = useSettingsSchema()
  return (
    <Loaded query={schema} what="the settings">
      {(whole) => {
        const gateway = schemaAt(whole, 'gateways')
        const password = gateway.properties.kerberos?.properties.serviceAccountPassword
        return (
          <SettingsForm path={path} base={`gateways/${id}`} schema={gateway} stored={stored}>
            {(form) => (
              <>
                <Section
                  title="Bind account"
                  intro="What the directory is read with. It needs to read users and computers, and nothing else: Joinery never writes."
                >
                  <SchemaFields form={form} schema={gateway} only={['bindDN', 'bindPassword']} titles={gatewayTitles} />
                  <Stored path={path} id="bindPassword" />
                </Section>
                {password && form.values.kerberos !== undefined && (
                  <Section
                    title="Service account"
                    intro="Its password makes the keys that open tickets. Type it again after it was changed in Active Directory; until then tickets of the old one are taken for as long as they are retained."
                  >
                    <SchemaField
                      schema={password}
                      form={form}
                      path="kerberos.serviceAccountPassword"
                      title="Service account password"
                    />
                    <Stored path={path} id="serviceAccountPassword" />
                  </Section>
                )}
                <ConnectionTest gatewayId={id} gateway={form.values} />
                <Alert color="gray">
                  <Text size="sm">
                    A stored password is never sent to other servers than those it was typed for: where the servers, the
                    security or the CA change, type it again.
                  </Text>
                </Alert>
              </>
            )}
          </SettingsForm>
        )
      }}
    </Loaded>
  )
}

interface Credential {
  readonly id: string
  readonly isSet: boolean
  readonly setAt?: string
}

/** Whether a password is stored; never the password. */
function Stored({ path, id }: { path: string; id: Credential['id'] }) {
  const { data } = useResource<Collection<Credential>>(`${path}/credentials`)
  const found = data?.body._embedded.credentials?.find((one) => one.id === id)
  if (found === undefined) return null
  return (
    <Text size="sm">
      <StatusBadge status={found.isSet ? 'good' : 'bad'} label={found.isSet ? 'stored' : 'not set'} />{' '}
      {found.setAt && (
        <>
          typed <RelativeTime at={found.setAt} />
        </>
      )}
    </Text>
  )
}
