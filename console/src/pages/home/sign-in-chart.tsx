import { Anchor, Box, Button, ColorSwatch, Flex, Group, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChartBar } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { SignInCounts } from '../../../../src/admin/activity/sign-in-schema.ts'
import { useResource } from '../../api/use-api.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Section } from '../../parts/section.tsx'

/** From the bottom of a bar to its top. */
const outcomes = [
  { name: 'issued', label: 'token issued', color: 'var(--mantine-color-green-7)' },
  { name: 'signedOut', label: 'signed out', color: 'var(--mantine-color-gray-5)' },
  { name: 'challenged', label: 'asked for a ticket', color: 'var(--mantine-color-blue-4)' },
  { name: 'refused', label: 'refused', color: 'var(--mantine-color-orange-6)' },
  { name: 'failed', label: 'failed', color: 'var(--mantine-color-red-8)' },
] as const

const hourMilliseconds = 3_600_000
const hours = 24

interface Hour {
  readonly at: number
  readonly counts: SignInCounts['totals'] | undefined
  readonly sum: number
}

/** The last day by the hour and by outcome; as bars, or as a table for whoever reads better there. */
export function SignInChart() {
  const query = useResource<SignInCounts>('/signIns/summary', { query: { bucket: 60 }, refetchInterval: 60_000 })
  const [isTable, { toggle }] = useDisclosure()
  const isSomething = (query.data?.body.buckets.length ?? 0) > 0
  return (
    <Section
      title="Sign-ins of the last day"
      actions={
        isSomething && (
          <Button variant="default" size="xs" onClick={toggle} aria-pressed={isTable}>
            {isTable ? 'Show bars' : 'Show a table'}
          </Button>
        )
      }
    >
      <Loaded query={query} what="the counts">
        {({ body }) => {
          const day = hoursOf(body)
          if (day.every(({ sum }) => sum === 0)) return <Nothing />
          return isTable ? <CountTable day={day} /> : <Bars day={day} totals={body.totals} />
        }}
      </Loaded>
    </Section>
  )
}

function Nothing() {
  return (
    <EmptyState icon={IconChartBar} title="Nobody signed in">
      Every attempt of a device or a user is counted here, by the hour and by how it ended. The sign-in log has each of
      them.
    </EmptyState>
  )
}

/** All hours, also those without an attempt, the latest last. */
function hoursOf({ buckets, until }: SignInCounts): readonly Hour[] {
  const last = Math.floor(Date.parse(until) / hourMilliseconds) * hourMilliseconds
  return Array.from({ length: hours }, (_, index) => {
    const at = last - (hours - 1 - index) * hourMilliseconds
    const counts = buckets.find((bucket) => Date.parse(bucket.at) === at)?.outcomes
    return { at, counts, sum: outcomes.reduce((sum, { name }) => sum + (counts?.[name] ?? 0), 0) }
  })
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const timeOf = (at: number): string => clock.format(at)

const height = 140

function Bars({ day, totals }: { day: readonly Hour[]; totals: SignInCounts['totals'] }) {
  const most = Math.max(...day.map(({ sum }) => sum))
  const words = outcomes.filter(({ name }) => totals[name] > 0).map(({ name, label }) => `${totals[name]} ${label}`)
  return (
    <Stack gap="sm">
      <div
        role="img"
        aria-label={`Sign-ins of the last day by the hour: ${words.join(', ')}. At most ${most} in an hour.`}
      >
        <Flex gap={3} maw={960}>
          {day.map((hour, index) => (
            <Bar key={hour.at} hour={hour} most={most} isNamed={index % 6 === 5} />
          ))}
        </Flex>
      </div>
      <Group gap="md">
        {outcomes
          .filter(({ name }) => totals[name] > 0)
          .map(({ name, label, color }) => (
            <Anchor key={name} component={Link} to={`/sign-ins?outcome=${name}`} size="sm">
              <Group gap={6} component="span">
                <ColorSwatch color={color} size={12} component="span" withShadow={false} aria-hidden />
                {totals[name].toLocaleString()} {label}
              </Group>
            </Anchor>
          ))}
      </Group>
    </Stack>
  )
}

function Bar({ hour: { at, counts, sum }, most, isNamed }: { hour: Hour; most: number; isNamed: boolean }) {
  const parts = outcomes.flatMap(({ name, color, label }) => {
    const count = counts?.[name] ?? 0
    // One attempt among thousands is still to be seen.
    return count === 0 ? [] : [{ name, color, label: `${count} ${label}`, size: Math.max(2, (count / most) * height) }]
  })
  return (
    <Box flex={1} miw={0} title={`${timeOf(at)}: ${sum === 0 ? 'none' : parts.map(({ label }) => label).join(', ')}`}>
      <Flex direction="column-reverse" h={height} style={{ borderBottom: '1px solid var(--joinery-line)' }}>
        {parts.map(({ name, color, size }) => (
          <Box key={name} h={size} bg={color} />
        ))}
      </Flex>
      <Text size="xs" c="dimmed" h={18} style={{ whiteSpace: 'nowrap', direction: 'rtl' }}>
        {isNamed && <bdi>{timeOf(at)}</bdi>}
      </Text>
    </Box>
  )
}

function CountTable({ day }: { day: readonly Hour[] }) {
  return (
    <Table.ScrollContainer minWidth={520} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-label="Sign-ins of the last day by the hour">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Hour from</Table.Th>
            {outcomes.map(({ name, label }) => (
              <Table.Th key={name}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {day
            .filter(({ sum }) => sum > 0)
            .map(({ at, counts }) => (
              <Table.Tr key={at}>
                <Table.Td>{timeOf(at)}</Table.Td>
                {outcomes.map(({ name }) => (
                  <Table.Td key={name}>{counts?.[name] ?? 0}</Table.Td>
                ))}
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt="xs">
        Hours without an attempt are left out.
      </Text>
    </Table.ScrollContainer>
  )
}
