import { Alert, Button, Checkbox, Group, PasswordInput, Stack, Stepper, Table, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { GatewayProposalsAnswer } from '../../../../src/admin/gateways/lookup-test-routes.ts'
import type { Gateway, UserType } from '../../../../src/config/gateway.ts'
import { ApiError, callApi } from '../../api/request.ts'
import { fieldErrors } from '../../api/settings-values.ts'
import { useChange } from '../../api/use-api.ts'
import { schemaAt, useSettingsSchema } from '../../api/use-settings-schema.ts'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { SchemaFields, type SettingsFormState, type SettingValues } from '../../parts/schema-fields.tsx'
import { Section } from '../../parts/section.tsx'
import { gatewayTitles } from './connection.tsx'
import { ConnectionTest } from './connection-test.tsx'

const asked = [
  ...['name', 'serversHostAndPort', 'connectionSecurity', 'validateTlsCertificates', 'caFile', 'bindDN'],
  'bindPassword',
] as const

/** From a domain controller's name to a gateway that works: three steps, and nothing saved before the last. */
export default function AddGateway() {
  const schema = useSettingsSchema()
  const [step, setStep] = useState(0)
  const [proposals, setProposals] = useState<GatewayProposalsAnswer>()
  const form = useForm<SettingValues>({
    mode: 'controlled',
    initialValues: {
      ...{ name: '', serversHostAndPort: [], connectionSecurity: 'TLS', validateTlsCertificates: true, bindDN: '' },
      ...{ bindPassword: '', userTypes: [] },
    },
  })
  const proposed = (found: GatewayProposalsAnswer): void => {
    setProposals(found)
    form.setFieldValue('userTypes', found.userTypes)
    if (form.values.name === '') form.setFieldValue('name', found.dnsDomain)
    setStep(1)
  }
  return (
    <PageFrame
      title="Add a gateway"
      above={[{ title: 'Gateways', to: '/gateways' }]}
      intro="Nothing is saved before the last step; each step is tried on the real directory."
      width="form"
    >
      <Stepper active={step} onStepClick={setStep} allowNextStepsSelect={false} size="sm">
        <Stepper.Step label="Connection" description="Domain controller and account">
          <Loaded query={schema} what="the settings">
            {(whole) => (
              <Stack>
                <Section title="Domain controllers and bind account">
                  <SchemaFields form={form} schema={schemaAt(whole, 'gateways')} only={asked} titles={gatewayTitles} />
                </Section>
                <ConnectionTest gatewayId={newId} gateway={withoutBlanks(form.values)} />
                <Propose gateway={withoutBlanks(form.values)} onProposed={proposed} />
              </Stack>
            )}
          </Loaded>
        </Stepper.Step>
        <Stepper.Step label="User types" description="Which accounts count">
          {proposals && <ChooseBases form={form} proposals={proposals} onDone={() => setStep(2)} />}
        </Stepper.Step>
        <Stepper.Step label="Kerberos" description="The service account">
          <Finish form={form} />
        </Stepper.Step>
      </Stepper>
    </PageFrame>
  )
}

/** What an unsaved gateway is called in tests. */
const newId = 'new-gateway'

function withoutBlanks(values: SettingValues): SettingValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined))
}

function Propose({
  gateway,
  onProposed,
}: {
  gateway: SettingValues
  onProposed: (found: GatewayProposalsAnswer) => void
}) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const ask = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const path = `/gateways/${newId}/proposals`
      onProposed((await callApi<GatewayProposalsAnswer>({ method: 'POST', path, body: { gateway } })).body)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <Stack>
      {error !== undefined && <ErrorNotice error={error} />}
      <Group justify="flex-end">
        <Button loading={isBusy} onClick={() => void ask()}>
          Connect and go on
        </Button>
      </Group>
    </Stack>
  )
}

interface ChooseBasesProps {
  readonly form: SettingsFormState
  readonly proposals: GatewayProposalsAnswer
  readonly onDone: () => void
}

function ChooseBases({ form, proposals, onDone }: ChooseBasesProps) {
  const { bases, anchor, dnsDomain, namingContext } = proposals
  const types = userTypesOf(form.values)
  const change = (account: UserType['account'], searchBaseDn: string): void =>
    form.setFieldValue(
      'userTypes',
      types.map((type) => (type.account === account ? { ...type, searchBaseDn } : type)),
    )
  const baseOf = (account: UserType['account']): string =>
    types.find((type) => type.account === account)?.searchBaseDn ?? ''
  return (
    <Section
      title={`Where users and computers of ${dnsDomain} are`}
      intro="The whole subtree of a base is searched. Two user types with the default values are made; both can be changed afterwards."
    >
      <Table.ScrollContainer minWidth={320}>
        <Table aria-label="Where accounts are">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Container</Table.Th>
              <Table.Th>Users</Table.Th>
              <Table.Th>Computers</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bases.map(({ dn, users, computers }) => (
              <Table.Tr key={dn}>
                <Table.Td className="long-text">{dn}</Table.Td>
                <Table.Td>{users}</Table.Td>
                <Table.Td>{computers}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <TextInput
        label="Search base of the users"
        description={`The whole domain would be ${namingContext}.`}
        value={baseOf('user')}
        onChange={(event) => change('user', event.currentTarget.value)}
      />
      <TextInput
        label="Search base of the computers"
        value={baseOf('device')}
        onChange={(event) => change('device', event.currentTarget.value)}
      />
      <Alert color="gray" title={`Devices are known by ${anchor.attribute}`}>
        {anchor.why}
      </Alert>
      <Group justify="flex-end">
        <Button onClick={onDone}>Go on</Button>
      </Group>
    </Section>
  )
}

function userTypesOf({ userTypes }: SettingValues): readonly UserType[] {
  // They are as the server proposed them.
  return Array.isArray(userTypes) ? (userTypes as UserType[]) : []
}

function Finish({ form }: { form: SettingsFormState }) {
  const navigate = useNavigate()
  const [hasAccount, setHasAccount] = useState(true)
  const [account, setAccount] = useState({ upn: '', password: '' })
  const create = useChange<object, Gateway>({ method: 'POST', path: '/gateways', stale: ['/gateways'] })
  const kerberos = {
    serviceAccountUserPrincipalName: account.upn.trim(),
    ...(account.password !== '' && { serviceAccountPassword: account.password }),
  }
  const save = async (): Promise<void> => {
    try {
      const body = { ...withoutBlanks(form.values), ...(hasAccount && { kerberos }) }
      const made = await create.mutateAsync({ body })
      await navigate(`/gateways/${encodeURIComponent(made.body.id)}`)
    } catch (error) {
      if (error instanceof ApiError) form.setErrors(fieldErrors(error.problems, '', form.values))
    }
  }
  return (
    <Section
      title="Service account"
      intro="An ordinary account of the domain that owns the SPN HTTP/ and the host name of Joinery, with AES turned on. Its password makes the keys that open the tickets of computers and users. Home has a script that makes it."
    >
      <Checkbox
        label="There is a service account"
        description="Without one no computer can join; it can be added later, under Kerberos."
        checked={hasAccount}
        onChange={(event) => setHasAccount(event.currentTarget.checked)}
      />
      {hasAccount && (
        <>
          <TextInput
            label="Service Account User Principal Name"
            description="Case sensitive: the keys depend on it."
            placeholder="svc-joinery@corp.example.com"
            value={account.upn}
            onChange={({ currentTarget: { value: upn } }) => setAccount((now) => ({ ...now, upn }))}
            required
          />
          <PasswordInput
            label="Service Account Password"
            value={account.password}
            autoComplete="new-password"
            onChange={({ currentTarget: { value: password } }) => setAccount((now) => ({ ...now, password }))}
          />
        </>
      )}
      {create.isError && <ErrorNotice error={create.error} />}
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          Now the gateway is saved, and its passwords are stored encrypted.
        </Text>
        <Button
          loading={create.isPending}
          disabled={hasAccount && account.upn.trim() === ''}
          onClick={() => void save()}
        >
          Save the gateway
        </Button>
      </Group>
    </Section>
  )
}
