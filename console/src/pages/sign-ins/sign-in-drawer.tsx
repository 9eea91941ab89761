import { Alert, Anchor, Button, Code, Drawer, Group, Stack, Table, Text, Timeline } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconCloud, IconX } from '@tabler/icons-react'
import { Link, useSearchParams } from 'react-router'
import type { SignInDetail } from '../../../../src/admin/activity/sign-in-schema.ts'
import { usePermission } from '../../api/session.tsx'
import { useResource } from '../../api/use-api.ts'
import { CopyField } from '../../parts/copy-field.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { absoluteTime } from '../../parts/relative-time.tsx'
import { OutcomeBadge } from './outcome-badge.tsx'
import { placeToMend } from './place-to-mend.ts'

/** One attempt over the log, while the address names it. */
export function SignInDrawer() {
  const [parameters, setParameters] = useSearchParams()
  const traceId = parameters.get('trace')
  const close = (): void =>
    setParameters((now) => {
      const changed = new URLSearchParams(now)
      changed.delete('trace')
      return changed
    })
  return (
    <Drawer
      opened={traceId !== null}
      onClose={close}
      position="right"
      size="xl"
      title="One attempt"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {traceId !== null && <Attempt traceId={traceId} />}
    </Drawer>
  )
}

function Attempt({ traceId }: { traceId: string }) {
  const read = useResource<SignInDetail>(`/signIns/${encodeURIComponent(traceId)}`)
  return (
    <Loaded query={read} what="the attempt">
      {({ body }) => (
        <Stack gap="lg">
          <Head signIn={body} />
          <Reason signIn={body} />
          <Stages stages={body.stages} />
          <Entra signIn={body} />
          <Stack gap="xs">
            <CopyField label="Trace id" value={body.traceId} />
            {body.clientRequestId && <CopyField label="Client request id" value={body.clientRequestId} />}
          </Stack>
          <Similar signIn={body} />
        </Stack>
      )}
    </Loaded>
  )
}

function Head({ signIn }: { signIn: SignInDetail }) {
  const { outcome, principal, startedAt, endpoint, applicationId, remoteAddress, milliseconds } = signIn
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <OutcomeBadge outcome={outcome} />
        <Text fw={600} className="long-text">
          {principal ?? 'Nobody yet: no credential was shown'}
        </Text>
      </Group>
      <Text size="sm" c="dimmed" className="long-text">
        {absoluteTime(startedAt)} · {milliseconds} ms · {endpoint}
        {applicationId && ` of ${applicationId}`} · from {remoteAddress || 'an unknown address'}
      </Text>
    </Stack>
  )
}

/** Why it ended so, and the way to mend it. */
function Reason({ signIn }: { signIn: SignInDetail }) {
  const { code, means, fix, outcome } = signIn
  const mayRead = usePermission('settings.read')
  if (code === null) return null
  const isStep = outcome === 'challenged'
  const place = mayRead ? placeToMend(signIn) : undefined
  return (
    <Alert
      color={isStep ? 'gray' : 'red'}
      variant="light"
      icon={isStep ? <IconCircleDashed size={18} /> : <IconAlertTriangle size={18} />}
      title={isStep ? 'A step on the way' : 'Why it failed'}
    >
      <Stack gap="xs" align="flex-start">
        {means && (
          <Text size="sm" className="long-text">
            {means}
          </Text>
        )}
        {fix && !isStep && (
          <Text size="sm" className="long-text">
            <Text span fw={600} size="sm">
              What to do:{' '}
            </Text>
            {fix}
          </Text>
        )}
        <Group gap="sm">
          {place && !isStep && (
            <Button component={Link} to={place.to} size="xs">
              {place.label}
            </Button>
          )}
          <Anchor component={Link} to={`/troubleshoot?code=${encodeURIComponent(code)}`} size="sm">
            <Code>{code}</Code>
          </Anchor>
          {signIn.specification && (
            <Text size="xs" c="dimmed">
              {signIn.specification}
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}

const signs = {
  ok: { Icon: IconCheck, color: 'green', says: 'done' },
  failed: { Icon: IconX, color: 'red', says: 'ended here' },
  notReached: { Icon: IconCircleDashed, color: 'gray', says: 'not reached' },
} as const

const purposes: Readonly<Record<SignInDetail['stages'][number]['stage'], string>> = {
  accept: 'Is this a request we act on?',
  authenticate: 'Who is it?',
  lookup: 'Which entry of the directory is that?',
  map: 'Which claims does the entry give?',
  mint: 'The signed assertion',
  reply: 'The answer',
}

function Stages({ stages }: { stages: SignInDetail['stages'] }) {
  const last = stages.findLastIndex(({ outcome }) => outcome !== 'notReached')
  return (
    <Timeline active={last} bulletSize={24} lineWidth={2} aria-label="The six stages">
      {stages.map(({ stage, outcome, milliseconds, facts }) => {
        const { Icon, color, says } = signs[outcome]
        return (
          <Timeline.Item
            key={stage}
            color={color}
            bullet={<Icon size={14} aria-hidden />}
            title={
              <Group gap="xs">
                <span>{stage}</span>
                <Text span size="sm" c="dimmed">
                  {purposes[stage]} {outcome === 'ok' ? `${milliseconds} ms` : says}
                </Text>
              </Group>
            }
          >
            <FactTable facts={facts} what={`What ${stage} noted`} />
          </Timeline.Item>
        )
      })}
    </Timeline>
  )
}

function FactTable({ facts, what }: { facts: SignInDetail['stages'][number]['facts']; what: string }) {
  const rows = Object.entries(facts)
  if (rows.length === 0) return null
  return (
    <Table aria-label={what} withRowBorders={false} verticalSpacing={2} layout="fixed">
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" w="32%" fw={400} c="dimmed" style={{ verticalAlign: 'top' }}>
              <span className="long-text">{wordsOf(name)}</span>
            </Table.Th>
            <Table.Td className="long-text">
              {Array.isArray(value) ? value.map((one) => <div key={one}>{one}</div>) : wordOf(value)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function wordOf(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

/** insideIntranet -> inside intranet */
function wordsOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
}

function Entra({ signIn: { entra } }: { signIn: SignInDetail }) {
  if (entra.answer === 'notAsked') return null
  const isBad = entra.answer === 'AADSTS51004'
  const title = isBad ? 'Entra would have answered AADSTS51004' : 'What Entra would make of it'
  return (
    <Alert color={isBad ? 'red' : 'gray'} variant="light" icon={<IconCloud size={18} />} title={title}>
      <Text size="sm" className="long-text">
        {entra.why}
      </Text>
    </Alert>
  )
}

/** The log, by what this attempt has in common with others. */
function Similar({ signIn: { principal, remoteAddress, code } }: { signIn: SignInDetail }) {
  const links = [
    { label: 'All of this account', query: { principal } },
    { label: 'All from this address', query: { remoteAddress } },
    { label: 'All with this code', query: { code } },
  ]
  return (
    <Group gap="md">
      {links.map(({ label, query }) => {
        const [[name, value] = ['', null]] = Object.entries(query)
        if (!value) return null
        return (
          <Anchor key={label} component={Link} size="sm" to={`/sign-ins?${new URLSearchParams({ [name]: value })}`}>
            {label}
          </Anchor>
        )
      })}
    </Group>
  )
}
