import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import type { AccountAnswer } from '../../../../src/http/console-session-schema.ts'
import { callApi } from '../../api/request.ts'
import { notifyDone } from '../../parts/notify.ts'
import { RelativeTime } from '../../parts/relative-time.tsx'

type Session = AccountAnswer['sessions'][number]

export function SessionList({ sessions, onEnded }: { sessions: readonly Session[]; onEnded: () => Promise<void> }) {
  const end = async (id: string): Promise<void> => {
    await callApi({ method: 'DELETE', path: `/console/session/sessions/${id}` })
    notifyDone('The session has ended.')
    await onEnded()
  }
  return (
    <Stack gap="sm">
      {sessions.map(({ id, current, remoteAddress, userAgent = '', createdAt, lastUsedAt }) => (
        <Group key={id} justify="space-between" wrap="nowrap" gap="sm">
          <Stack gap={0}>
            <Group gap="xs">
              <Text size="sm" fw={550}>
                {remoteAddress}
              </Text>
              {current && <Badge variant="light">This one</Badge>}
            </Group>
            <Text size="xs" c="dimmed">
              {browserOf(userAgent)}, signed in <RelativeTime at={createdAt} />, used <RelativeTime at={lastUsedAt} />
            </Text>
          </Stack>
          {!current && (
            <Button size="xs" variant="subtle" color="red" onClick={() => void end(id)}>
              End
            </Button>
          )}
        </Group>
      ))}
    </Stack>
  )
}

/** Enough to know one's own browsers by. */
export function browserOf(userAgent: string): string {
  const browser = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((name) => userAgent.includes(`${name}/`))
  const system = ['Windows', 'Android', 'iPhone', 'Mac OS', 'Linux'].find((name) => userAgent.includes(name))
  return [browser === 'Edg' ? 'Edge' : (browser ?? 'A browser'), system && `on ${system}`].filter(Boolean).join(' ')
}
