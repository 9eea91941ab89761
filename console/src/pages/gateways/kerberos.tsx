import { Alert, Button, Group, SimpleGrid, Stack, Switch, Table, Text } from '@mantine/core'
import { IconTicket } from '@tabler/icons-react'
import type { KerberosReportAnswer, KerberosStateAnswer } from '../../../../src/admin/gateways/kerberos-routes.ts'
import { usePermission } from '../../api/session.tsx'
import { useChange, useResource } from '../../api/use-api.ts'
import { schemaAt, useSettingsSchema } from '../../api/use-settings-schema.ts'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { SchemaFields, type SettingsFormState } from '../../parts/schema-fields.tsx'
import { Section } from '../../parts/section.tsx'
import { SettingsForm } from '../../parts/settings-form.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { GatewayTabProps } from './gateway-page.tsx'
import { Figure } from './overview.tsx'

const titles = {
  serviceAccountUserPrincipalName: 'Service Account User Principal Name',
  serviceAccountPassword: 'Service Account Password',
  minutesToRetainPreviousCredentials: 'Retain previous credentials, minutes',
} as const

/** Service account, names, keys: what is set, what the directory has, what is in force, and a ticket to prove it. */
export default function Kerberos({ id, path, stored }: GatewayTabProps) {
  const schema = useSettingsSchema()
  const isOn = stored.body.kerberos !== undefined
  return (
    <Stack>
      {isOn && <State path={path} />}
      {isOn && <SelfTest path={path} />}
      <Loaded query={schema} what="the settings">
        {(whole) => {
          const gateway = schemaAt(whole, 'gateways')
          return (
            <SettingsForm path={path} base={`gateways/${id}`} schema={gateway} stored={stored}>
              {(form) => (
                <Section title="Settings">
                  <Enable form={form} />
                  {form.values.kerberos !== undefined && (
                    <SchemaFields
                      form={form}
                      schema={schemaAt(whole, 'gateways/kerberos')}
                      path="kerberos"
                      titles={titles}
                    />
                  )}
                </Section>
              )}
            </SettingsForm>
          )
        }}
      </Loaded>
    </Stack>
  )
}

function Enable({ form }: { form: SettingsFormState }) {
  const mayChange = usePermission('settings.change')
  return (
    <Switch
      label="Enable Kerberos authentication"
      description="Off, the gateway takes no tickets: no computer joins, and nobody signs in without a form."
      checked={form.values.kerberos !== undefined}
      disabled={!mayChange}
      onChange={({ currentTarget }) =>
        form.setFieldValue('kerberos', currentTarget.checked ? { serviceAccountUserPrincipalName: '' } : undefined)
      }
    />
  )
}

function State({ path }: { path: string }) {
  const read = useResource<KerberosStateAnswer>(`${path}/kerberos`)
  return (
    <Section title="State" intro="As the directory has it, beside the keys that this node holds.">
      <Loaded query={read} what="the service account">
        {({ body }) => (
          <>
            <Account {...body} />
            <Keys keys={body.keys} />
            <Names services={body.services} />
          </>
        )}
      </Loaded>
    </Section>
  )
}

function Account({
  account,
  serviceAccountUserPrincipalName,
  keys,
  minutesToRetainPreviousCredentials,
}: KerberosStateAnswer) {
  if (account === undefined)
    return (
      <Alert color="red" title="There is no such account">
        The directory has nobody with the UPN {serviceAccountUserPrincipalName}. It is case sensitive.
      </Alert>
    )
  const current = keys.find((key) => key.current)
  const isFresh = current !== undefined && current.keyVersion === account.keyVersionNumber
  return (
    <Stack>
      {!account.supportsAes && (
        <Alert color="yellow" title="AES is not turned on for the service account">
          In Active Directory Users and Computers open the account, Account tab, and tick "This account supports
          Kerberos AES 256 bit encryption". Then restart this gateway; if tickets still are not AES, purge them (klist
          purge), and at last reset the password of the account and type it under Credentials.
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, sm: 3 }} component="dl" m={0}>
        <Figure name="Service account">{account.dn}</Figure>
        <Figure name="AES">
          <StatusBadge
            status={account.supportsAes ? 'good' : 'warning'}
            label={account.supportsAes ? 'on' : 'not set'}
          />
        </Figure>
        <Figure name="Password set">
          {account.passwordLastSet ? <RelativeTime at={account.passwordLastSet} /> : 'must be changed'}
        </Figure>
        <Figure name="Key version in the directory">{account.keyVersionNumber}</Figure>
        <Figure name="Key version in force">
          {current?.keyVersion ?? 'none'}{' '}
          <StatusBadge status={isFresh ? 'good' : 'bad'} label={isFresh ? 'the same' : 'differs'} />
        </Figure>
        <Figure name="Replaced keys are taken for">{minutesToRetainPreviousCredentials} minutes</Figure>
      </SimpleGrid>
    </Stack>
  )
}

function Keys({ keys }: { keys: KerberosStateAnswer['keys'] }) {
  if (keys.length === 0)
    return <Alert color="red">No key is in force, so no ticket can be opened. The self-test says why.</Alert>
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table aria-label="Keys held">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Key version</Table.Th>
            <Table.Th>Encryption</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map(({ principal, keyVersion, encryptionType, current }) => (
            <Table.Tr key={`${principal} ${keyVersion} ${encryptionType} ${current}`}>
              <Table.Td>{keyVersion}</Table.Td>
              <Table.Td>{encryptionType}</Table.Td>
              <Table.Td>
                <StatusBadge status={current ? 'good' : 'neutral'} label={current ? 'in force' : 'replaced'} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Names({ services }: { services: KerberosStateAnswer['services'] }) {
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table aria-label="Service principal names">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Service principal name</Table.Th>
            <Table.Th>Held by</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {services.map(({ servicePrincipalName, holders, isRight }) => (
            <Table.Tr key={servicePrincipalName}>
              <Table.Td className="long-text">{servicePrincipalName}</Table.Td>
              <Table.Td className="long-text">
                {holders.map(({ samAccountName }) => samAccountName).join(', ')}{' '}
                <StatusBadge
                  status={isRight ? 'good' : 'bad'}
                  label={
                    isRight
                      ? 'right'
                      : holders.length === 0
                        ? 'nobody'
                        : holders.length > 1
                          ? 'several'
                          : 'another account'
                  }
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function SelfTest({ path }: { path: string }) {
  const mayTest = usePermission('settings.change')
  const test = useChange<undefined, KerberosReportAnswer>({ method: 'POST', path: `${path}/kerberosTests`, stale: [] })
  if (!mayTest) return null
  return (
    <Section
      title="Self-test"
      intro="Joinery asks the KDC for a ticket to each of its names and accepts it, as it would that of a computer."
      actions={
        <Button
          variant="default"
          leftSection={<IconTicket size={16} />}
          loading={test.isPending}
          onClick={() => test.mutate({ body: undefined })}
        >
          Run the self-test
        </Button>
      }
    >
      {test.isPending && <Waiting what="the tickets" />}
      {test.isError && <ErrorNotice error={test.error} />}
      {test.data && <Report {...test.data.body} />}
    </Section>
  )
}

function Report({ principal, clockOffsetSeconds, services }: KerberosReportAnswer) {
  const isLate = clockOffsetSeconds !== undefined && Math.abs(clockOffsetSeconds) > 60
  return (
    <Stack>
      <Text size="sm">
        As {principal}.{' '}
        {clockOffsetSeconds !== undefined && (
          <>
            The clock of the KDC is {clockOffsetSeconds} s from ours; Kerberos takes 300.{' '}
            {isLate && <StatusBadge status="warning" label="far off" />}
          </>
        )}
      </Text>
      {services.map(({ servicePrincipalName, encryptionType, keyVersion, problem }) => (
        <Stack key={servicePrincipalName} gap={4}>
          <Group gap="xs">
            <StatusBadge status={problem ? 'bad' : 'good'} label={problem ? 'refused' : 'accepted'} />
            <Text size="sm" className="long-text">
              {servicePrincipalName}
              {encryptionType && `, ${encryptionType}, key version ${keyVersion}`}
            </Text>
          </Group>
          {problem && (
            <Text size="sm">
              {problem.means} {problem.fix}
            </Text>
          )}
        </Stack>
      ))}
    </Stack>
  )
}
