import { Alert, Anchor, Code, Group, Paper, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { ClaimAnswer, PreviewAnswer } from '../../../../../src/admin/preview/preview-routes.ts'
import { type Status, StatusBadge } from '../../../parts/status-badge.tsx'

const statuses: Readonly<Record<ClaimAnswer['outcome'], readonly [Status, string]>> = {
  ok: ['good', 'right'],
  wrong: ['bad', 'wrong'],
  missing: ['bad', 'missing'],
  failed: ['bad', 'fails'],
  notReleased: ['neutral', 'not for this account'],
  leftOut: ['neutral', 'left out'],
}

/** What would come of it: Joinery's own refusal, or Entra's answer. */
export function Verdict({ preview: { refusal, entra } }: { preview: PreviewAnswer }) {
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
      title={isTaken ? 'Entra would take it' : 'Entra would refuse it'}
    >
      <Text size="sm">{entra.text}</Text>
    </Alert>
  )
}

/** One claim with its verdict; `mendAt` leads to its mapping. */
export function ClaimRow({ claim, mendAt }: { claim: ClaimAnswer; mendAt?: string }) {
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
