import { Alert, Anchor, Code, Group, Paper, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { Link } from 'react-router'
import { type Status, StatusBadge } from '../../../parts/status-badge.tsx'

/** What POST /applications/{id}/preview answers. */
export interface ClaimsPreview {
  readonly dn: string
  readonly samAccountName: string
  readonly objectSid: string
  readonly gatewayId: string
  readonly refusal?: { readonly code: string; readonly means: string; readonly fix: string }
  readonly issuer?: string
  readonly audience: string
  readonly nameIdentifierFormat: string
  readonly authenticationMethod?: string
  readonly claims: readonly PreviewedClaim[]
  readonly entra?: { readonly code?: string; readonly text: string }
  readonly warnings: readonly { readonly code: string; readonly means: string; readonly fix: string }[]
}

export interface PreviewedClaim {
  readonly name: string
  readonly namespace?: string
  readonly values: readonly string[]
  readonly expression?: string
  readonly outcome: 'ok' | 'wrong' | 'missing' | 'failed' | 'notReleased' | 'leftOut'
  readonly verdict: string
  readonly expected?: string
  readonly fix?: string
  readonly code?: string
}

const statuses: Readonly<Record<PreviewedClaim['outcome'], readonly [Status, string]>> = {
  ok: ['good', 'right'],
  wrong: ['bad', 'wrong'],
  missing: ['bad', 'missing'],
  failed: ['bad', 'fails'],
  notReleased: ['neutral', 'not for this account'],
  leftOut: ['neutral', 'left out'],
}

/** What would come of it: Joinery's own refusal, or Entra's answer. */
export function Verdict({ preview: { refusal, entra } }: { preview: ClaimsPreview }) {
  if (refusal)
    return (
      <Alert color="red" icon={<IconAlertTriangle size={18} />} title="Joinery would issue nothing">
        <Text size="sm">
          {refusal.means} {refusal.fix}
        </Text>
        <Code mt="xs">{refusal.code}</Code>
      </Alert>
    )
  if (entra === undefined) return null
  const isTaken = entra.code === undefined
  return (
    <Alert
      color={isTaken ? 'green' : 'red'}
      icon={isTaken ? <IconCheck size={18} /> : <IconAlertTriangle size={18} />}
      title={isTaken ? 'Entra would take it' : `Entra would answer ${entra.code}`}
    >
      <Text size="sm">{entra.text}</Text>
    </Alert>
  )
}

/** One claim with its verdict; `mendAt` leads to its mapping. */
export function ClaimRow({ claim, mendAt }: { claim: PreviewedClaim; mendAt?: string }) {
  const [status, label] = statuses[claim.outcome]
  const isWrong = status === 'bad'
  return (
    <Paper withBorder p="sm" component="article" aria-label={claim.name}>
      <Stack gap={4}>
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={600}>
            {claim.name}
          </Text>
          <StatusBadge status={status} label={label} />
        </Group>
        {claim.namespace && (
          <Text size="xs" c="dimmed" className="long-text">
            {claim.namespace}
          </Text>
        )}
        {claim.values.map((value) => (
          <Code key={value} className="long-text" style={{ alignSelf: 'flex-start' }}>
            {value}
          </Code>
        ))}
        {claim.outcome !== 'ok' && (
          <Text size="sm" c={isWrong ? undefined : 'dimmed'}>
            {claim.verdict} {isWrong && claim.fix}
          </Text>
        )}
        {isWrong && mendAt && (
          <Anchor component={Link} to={mendAt} size="sm">
            Mend the mapping
          </Anchor>
        )}
      </Stack>
    </Paper>
  )
}
