import { Code, Radio, Stack, Table, TagsInput, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { SetupState } from '../../../../../src/admin/setup/setup-routes.ts'
import { refresh, useChange } from '../../../api/use-api.ts'
import type { StepProps } from './directory-steps.tsx'
import { StepForm } from './step-form.tsx'
import { connectionOf, type Found, type Setup } from './use-setup.ts'

/** The decisions for which the directory proposes an answer, and the end of it all. */

interface BaseStepProps extends StepProps {
  readonly kind: 'users' | 'computers'
}

export function BaseStep({ setup, kind, onBack, onNext }: BaseStepProps) {
  const { draft, found, change } = setup
  const field = kind === 'users' ? 'usersBaseDn' : 'devicesBaseDn'
  const value = draft[field]
  const other = kind === 'users' ? '' : draft.usersBaseDn
  const isNested = other !== '' && overlaps(value, other)
  const bases = (found?.bases ?? []).filter((base) => base[kind] > 0)
  return (
    <StepForm
      title={kind === 'users' ? 'Where are the people?' : 'Where are the computers?'}
      intro={
        kind === 'users'
          ? 'Only accounts below it sign in. Everything below counts, so name the highest OU that holds people and nobody else.'
          : 'Only computers below it may join. For a pilot, an OU with a few of them is enough.'
      }
      isReady={/^(?:OU|CN|DC)=.+,DC=/i.test(value.trim()) && !isNested}
      onBack={onBack}
      onNext={onNext}
    >
      {bases.length > 0 && (
        <Radio.Group label="Proposed, by how many are there" value={value} onChange={(dn) => change({ [field]: dn })}>
          <Stack gap="xs" mt="xs">
            {bases.slice(0, 8).map((base) => (
              <Radio key={base.dn} value={base.dn} label={<BaseLabel base={base} kind={kind} />} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <TextInput
        label="Distinguished name"
        value={value}
        onChange={(event) => change({ [field]: event.currentTarget.value })}
        error={isNested && `It must not overlap with that of the people, ${other}`}
        spellCheck={false}
      />
    </StepForm>
  )
}

function BaseLabel({ base, kind }: { base: Found['bases'][number]; kind: 'users' | 'computers' }) {
  return (
    <span className="long-text">
      {base.dn}{' '}
      <Text span size="sm" c="dimmed">
        {base[kind]} {kind}
      </Text>
    </span>
  )
}

function overlaps(one: string, other: string): boolean {
  const [a, b] = [`,${one.trim().toLowerCase()}`, `,${other.trim().toLowerCase()}`]
  return a.endsWith(b) || b.endsWith(a)
}

export function NetworksStep({ setup: { draft, found, change }, onBack, onNext }: StepProps) {
  const isFromSites = (found?.subnets.length ?? 0) > 0
  return (
    <StepForm
      title="From which networks do devices come?"
      intro="Tickets are taken from there only. Never name the whole Internet: anybody could have accounts locked."
      isReady={draft.intranetRanges.length > 0}
      onBack={onBack}
      onNext={onNext}
    >
      <TagsInput
        label="Networks"
        description={
          isFromSites ? 'Proposed: the subnets of AD Sites and Services.' : 'Ranges such as 10.0.0.0/8, or addresses.'
        }
        placeholder={draft.intranetRanges.length === 0 ? '10.0.0.0/8' : ''}
        value={[...draft.intranetRanges]}
        onChange={(intranetRanges) => change({ intranetRanges })}
        acceptValueOnBlur
        maw={640}
      />
    </StepForm>
  )
}

export function ReviewStep({ setup, state, onBack, onNext }: StepProps & { readonly state: SetupState }) {
  const { draft, found } = setup
  const client = useQueryClient()
  const apply = useChange<unknown, { applicationId: string }>({ method: 'POST', path: '/setup/settings', stale: [] })
  const go = (): void =>
    apply.mutate(
      { body: answersOf(setup, state) },
      {
        onSuccess: async () => {
          onNext()
          await refresh(client, ['/setup', '/road', '/applications', '/gateways'])
        },
      },
    )
  const rows: readonly (readonly [string, string])[] = [
    ['Federated domain', draft.domainName],
    ['Domain controllers', draft.servers.join(', ')],
    ['Reads as', draft.bindDN],
    ['Service account', draft.serviceAccount],
    ['People', draft.usersBaseDn],
    ['Computers', draft.devicesBaseDn],
    ['Source anchor', found ? `${found.anchor.attribute}: ${found.anchor.why}` : ''],
    ['Networks', draft.intranetRanges.join(', ')],
    ['Public address', state.publicUrl],
  ]
  return (
    <StepForm
      title="Set it up like this?"
      intro="All of it becomes one change of the settings. Everything else has the default values of hybrid join; each can be changed later."
      isReady={found !== undefined}
      isBusy={apply.isPending}
      error={apply.error}
      onBack={onBack}
      onNext={go}
      next="Set up"
    >
      <Table aria-label="Answers" variant="vertical" layout="auto">
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th>{name}</Table.Th>
              <Table.Td className="long-text">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {!state.endsTls && (
        <Text size="sm" c="dimmed">
          A proxy ends TLS, so <Code>extendedProtection</Code> is off.
        </Text>
      )}
    </StepForm>
  )
}

function answersOf(setup: Setup, { endsTls }: SetupState) {
  const { draft, secrets, found } = setup
  return {
    domainName: draft.domainName,
    gatewayName: found?.dnsDomain ?? draft.domainName,
    connection: connectionOf(setup),
    serviceAccountUserPrincipalName: draft.serviceAccount.trim(),
    serviceAccountPassword: secrets.serviceAccountPassword,
    usersBaseDn: draft.usersBaseDn.trim(),
    devicesBaseDn: draft.devicesBaseDn.trim(),
    ...(found && { anchorAttribute: found.anchor.attribute }),
    intranetRanges: draft.intranetRanges,
    endsTls,
  }
}
