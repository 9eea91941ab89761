import { Accordion, Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash, IconWand } from '@tabler/icons-react'
import { useState } from 'react'
import type { GatewayProposalsAnswer } from '../../../../../src/admin/gateways/lookup-test-routes.ts'
import type { SettingSchema } from '../../../../../src/config/setting-schema.ts'
import { callApi } from '../../../api/request.ts'
import { usePermission } from '../../../api/session.tsx'
import { isRecord } from '../../../api/settings-values.ts'
import { schemaAt, useSettingsSchema } from '../../../api/use-settings-schema.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ErrorNotice } from '../../../parts/error-notice.tsx'
import { Loaded } from '../../../parts/loaded.tsx'
import { SchemaFields, type SettingsFormState } from '../../../parts/schema-fields.tsx'
import { SettingsForm } from '../../../parts/settings-form.tsx'
import type { GatewayTabProps } from '../gateway-page.tsx'
import { FilterTester } from './filter-tester.tsx'
import { LinkAttributes } from './link-attributes.tsx'
import { NewUserLookup } from './new-user-lookup.tsx'

/** Which entries count, and as what: the user types, each tried on the live directory before it is saved. */
export default function Lookup({ id, path, stored }: GatewayTabProps) {
  const schema = useSettingsSchema()
  return (
    <Loaded query={schema} what="the settings">
      {(whole) => (
        <SettingsForm path={path} base={`gateways/${id}`} schema={schemaAt(whole, 'gateways')} stored={stored}>
          {(form) => <UserTypes form={form} schema={schemaAt(whole, 'gateways/userTypes')} gatewayPath={path} />}
        </SettingsForm>
      )}
    </Loaded>
  )
}

interface UserTypesProps {
  readonly form: SettingsFormState
  readonly schema: SettingSchema
  readonly gatewayPath: string
}

function UserTypes({ form, schema, gatewayPath }: UserTypesProps) {
  const mayChange = usePermission('settings.change')
  const [opened, setOpened] = useState<string | null>('0')
  const types = listOf(form.values.userTypes)
  const add = (account: 'user' | 'device'): void => {
    form.setFieldValue('userTypes', [...types, blankType(account, types)])
    setOpened(String(types.length))
  }
  const adding = mayChange && (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => add('user')}>
        Add users
      </Button>
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => add('device')}>
        Add devices
      </Button>
    </Group>
  )
  return (
    <Stack component="section" aria-label="User types">
      <Group justify="space-between" align="flex-start">
        <Text c="dimmed" size="sm" maw={720}>
          A user type is a part of the directory with a purpose: cloud users, hybrid joined devices. Applications name
          the ones whose tickets and passwords they take.
        </Text>
        {types.length > 0 && adding}
      </Group>
      {types.length === 0 ? (
        <EmptyState icon={IconWand} title="No user type yet" action={adding}>
          Hybrid join needs two: the users, and the computers. Each begins with the default values for Active Directory.
        </EmptyState>
      ) : (
        <Accordion variant="separated" value={opened} onChange={setOpened}>
          {types.map((type, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a type has no other name while it is being written
            <Accordion.Item key={index} value={String(index)}>
              <Accordion.Control>
                <Text fw={600}>{String(type.name || type.id || 'A new user type')}</Text>
                <Text size="sm" c="dimmed" className="long-text">
                  {type.account === 'device' ? 'Devices' : 'Users'} under {String(type.searchBaseDn || '…')}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                {opened === String(index) && (
                  <UserType
                    form={form}
                    schema={schema}
                    index={index}
                    gatewayPath={gatewayPath}
                    onRemove={() => form.setFieldValue('userTypes', types.toSpliced(index, 1))}
                  />
                )}
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </Stack>
  )
}

const titles = {
  account: 'What its entries are',
  searchBaseDn: 'Search base DN',
  passwordAuthority: 'Password authority',
  allowPasswordChanges: 'Allow password changes',
  updateUserOnSuccessfulAuthentication: 'Update the profile at every sign-in',
  onlyMembersOf: 'Only members of',
} as const
const before = ['id', 'name', 'account', 'searchBaseDn'] as const
const after = [
  ...['onlyMembersOf', 'passwordAuthority', 'allowPasswordChanges', 'updateUserOnSuccessfulAuthentication'],
] as const

interface UserTypeProps extends UserTypesProps {
  readonly index: number
  readonly onRemove: () => void
}

function UserType({ form, schema, index, gatewayPath, onRemove }: UserTypeProps) {
  const mayChange = usePermission('settings.change')
  const path = `userTypes.${index}`
  const type = listOf(form.values.userTypes)[index] ?? {}
  return (
    <Stack>
      <SchemaFields form={form} schema={schema} path={path} only={before} titles={titles} />
      <LinkAttributes
        value={textsOf(type.orderedCorrelationAttributes)}
        onChange={(next) => form.setFieldValue(`${path}.orderedCorrelationAttributes`, next)}
        error={form.errors[`${path}.orderedCorrelationAttributes`]}
      />
      {mayChange && (
        <DefaultValues
          gatewayPath={gatewayPath}
          gateway={form.values}
          account={type.account === 'device' ? 'device' : 'user'}
          onChoose={(proposed) => form.setFieldValue(path, { ...type, ...proposed, id: type.id, name: type.name })}
        />
      )}
      {schema.properties.newUserLookup && (
        <NewUserLookup form={form} schema={schema.properties.newUserLookup} path={`${path}.newUserLookup`} />
      )}
      <FilterTester path={gatewayPath} gateway={form.values} userType={type} />
      <SchemaFields form={form} schema={schema} path={path} only={after} titles={titles} />
      {mayChange && (
        <Group justify="flex-end">
          <Button variant="subtle" color="red" leftSection={<IconTrash size={16} />} onClick={onRemove}>
            Remove this user type
          </Button>
        </Group>
      )}
    </Stack>
  )
}

type Proposed = GatewayProposalsAnswer['userTypes'][number]

interface DefaultValuesProps {
  readonly gatewayPath: string
  readonly gateway: Record<string, unknown>
  readonly account: 'user' | 'device'
  readonly onChoose: (proposed: Proposed) => void
}

function DefaultValues({ gatewayPath, gateway, account, onChoose }: DefaultValuesProps) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [why, setWhy] = useState<GatewayProposalsAnswer>()
  const use = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const { body } = await callApi<GatewayProposalsAnswer>({
        ...{ method: 'POST', path: `${gatewayPath}/proposals` },
        body: { gateway: { ...gateway, userTypes: [] } },
      })
      const proposed = body.userTypes.find((one) => one.account === account)
      if (proposed) onChoose(proposed)
      setWhy(body)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <Stack gap="xs">
      <Group>
        <Button variant="default" leftSection={<IconWand size={16} />} loading={isBusy} onClick={() => void use()}>
          Use default values
        </Button>
      </Group>
      {error !== undefined && <ErrorNotice error={error} />}
      {why && (
        <Alert color="gray" title={`From what is in ${why.dnsDomain}`}>
          <Text size="sm">
            The search base is where most {account === 'device' ? 'computers' : 'users'} are; change it if it is not the
            right one. {account === 'device' && why.anchor.why}
          </Text>
        </Alert>
      )}
    </Stack>
  )
}

function blankType(account: 'user' | 'device', types: readonly Record<string, unknown>[]): Record<string, unknown> {
  const word = account === 'device' ? 'devices' : 'cloud-users'
  const taken = types.map(({ id }) => id)
  const id = taken.includes(word) ? `${word}-${types.length + 1}` : word
  const name = account === 'device' ? 'hybrid joined devices' : 'cloud users'
  return { id, name, account, searchBaseDn: '', orderedCorrelationAttributes: usualLinks }
}

const usualLinks = ['objectGUID', 'objectSid', 'dn', 'sAMAccountName']

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
