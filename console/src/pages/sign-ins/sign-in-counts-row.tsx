import { Button, Group, Text } from '@mantine/core'
import type { SignInCounts } from '../../../../src/admin/activity/sign-in-schema.ts'
import type { QueryValues } from '../../api/request.ts'
import { useResource } from '../../api/use-api.ts'
import { useFilter } from '../../parts/resource-table.tsx'
import { outcomeLooks } from './outcome-badge.tsx'

const outcomes = ['issued', 'refused', 'failed', 'challenged', 'signedOut'] as const
const shownCodes = 4
const weekMilliseconds = 7 * 86_400_000

/** How many of each in this time, and the most frequent reasons: each is a filter. */
export function SignInCountsRow({ query, isLive }: { query: QueryValues; isLive: boolean }) {
  const [outcome, setOutcome] = useFilter('outcome')
  const [code, setCode] = useFilter('code')
  const { from, until } = query
  const range = { from: from ?? new Date(thisHour() - weekMilliseconds).toISOString(), until, bucket: 60 }
  const { data } = useResource<SignInCounts>('/signIns/summary', {
    query: range,
    refetchInterval: isLive && 10_000,
  })
  const totals = data?.body.totals
  if (totals === undefined || outcomes.every((name) => totals[name] === 0)) return null
  return (
    <Group gap="xs" aria-label="Counts">
      <Text size="sm" c="dimmed">
        {from === undefined && until === undefined ? 'In the last week:' : 'In this time, of everybody:'}
      </Text>
      {outcomes
        .filter((name) => totals[name] > 0)
        .map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant={outcome === name ? 'filled' : 'default'}
            aria-pressed={outcome === name}
            onClick={() => setOutcome(outcome === name ? '' : name)}
          >
            {totals[name].toLocaleString()} {outcomeLooks[name].label.toLowerCase()}
          </Button>
        ))}
      {data?.body.codes
        .filter((counted) => !counted.code.startsWith('ACCEPT_CREDENTIAL_MISSING'))
        .slice(0, shownCodes)
        .map((counted) => (
          <Button
            key={counted.code}
            size="compact-sm"
            variant={code === counted.code ? 'filled' : 'subtle'}
            aria-pressed={code === counted.code}
            onClick={() => setCode(code === counted.code ? '' : counted.code)}
          >
            {counted.count.toLocaleString()} × {counted.code}
          </Button>
        ))}
    </Group>
  )
}

/** So that the same is asked for as long as it would be answered the same. */
function thisHour(): number {
  return Math.floor(Date.now() / 3_600_000) * 3_600_000
}
