import { Code, Stack, Text } from '@mantine/core'
import type { Problem } from '../../../src/config/problem.ts'
import { Prose } from './prose.tsx'
import { StatusBadge } from './status-badge.tsx'

/** Problems of settings, each with its place, the reason and the fix. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
      {problems.map((problem) => (
        <li key={`${problem.path} ${problem.check} ${problem.reason}`}>
          <StatusBadge status={statusOf[problem.severity]} label={problem.severity} />{' '}
          <Code className="long-text">{problem.path || 'the document'}</Code>
          {problem.line !== undefined && (
            <Text span size="sm" c="dimmed">
              {' '}
              line {problem.line}
            </Text>
          )}
          <Text size="sm" mt={4} className="long-text">
            {problem.value !== undefined && <Code>{problem.value}</Code>}{' '}
            <Prose text={`${problem.reason}; ${problem.fix.replace(/\.$/, '')}.`} />
          </Text>
        </li>
      ))}
    </Stack>
  )
}

const statusOf = { error: 'bad', warning: 'warning', note: 'neutral' } as const
