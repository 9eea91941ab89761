import { Alert, Button, Code, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { ApiError } from '../api/request.ts'
import { ProblemList } from './problem-list.tsx'
import { Prose } from './prose.tsx'

/** What went wrong, why, and what to do: for whatever a call or a page threw. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, text, fix } = wordsOf(error)
  const problems = error instanceof ApiError ? error.problems : []
  const details = error instanceof ApiError && problems.length === 0 ? (error.body.details ?? []) : []
  const code = error instanceof ApiError ? error.body.joinery?.code : undefined
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={title} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm" className="long-text">
          <Prose text={text} />
        </Text>
        {fix && (
          <Text size="sm" className="long-text">
            <Prose text={fix} />
          </Text>
        )}
        {details.length > 0 && (
          <List size="sm">
            {details.map(({ target, message }) => (
              <List.Item key={`${target} ${message}`}>
                {target && <Code>{target}</Code>} {message}
              </List.Item>
            ))}
          </List>
        )}
        <ProblemList problems={problems} />
        {(onRetry || code) && (
          <Group gap="sm">
            {onRetry && (
              <Button size="xs" variant="default" onClick={onRetry}>
                Try again
              </Button>
            )}
            {code && <Code>{code}</Code>}
          </Group>
        )}
      </Stack>
    </Alert>
  )
}

interface Words {
  readonly title: string
  readonly text: string
  readonly fix?: string | undefined
}

function wordsOf(error: unknown): Words {
  if (!(error instanceof ApiError)) {
    const text = error instanceof Error ? error.message : String(error)
    return { title: 'This page stopped working', text }
  }
  const { status, message, body } = error
  const fix = body.joinery?.fix
  switch (status) {
    case 0:
      return {
        title: 'The server does not answer',
        text: 'The console could not reach it. It may be restarting, or the network in between is gone.',
      }
    case 401:
      return { title: 'You are signed out', text: 'Sign in again; you will come back to this page.' }
    case 403:
      return {
        title: 'Your role does not allow this',
        text: message,
        fix: fix ?? 'An owner can give you another role.',
      }
    case 404:
      return { title: 'Not found', text: message, fix }
    case 412:
      return {
        title: 'Somebody else changed this meanwhile',
        text: 'Nothing was saved. Load it again, look at what changed, and make your change once more.',
      }
    case 429:
      return { title: 'Too many requests', text: message, fix: fix ?? 'Wait a minute, then try again.' }
    default:
      return { title: status >= 500 ? 'The server failed' : 'This was refused', text: message, fix }
  }
}
