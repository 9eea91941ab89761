import { Button, Paper, Stack, Table, Text } from '@mantine/core'
import { IconBrowser } from '@tabler/icons-react'
import { useState } from 'react'
import type { SessionAnswer } from '../../../../src/admin/people/session-routes.ts'
import { usePermission } from '../../api/session.tsx'
import { type Collection, useChange, useResource } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { notifyDone } from '../../parts/notify.ts'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { useFilter } from '../../parts/resource-table.tsx'
import { SearchInput } from '../../parts/search-input.tsx'

export function Sessions() {
  const [objectSid, setObjectSid] = useFilter('sid')
  return (
    <Stack>
      <SearchInput label="Account" placeholder="SID of an account" value={objectSid} onChange={setObjectSid} />
      <Paper withBorder radius="md">
        <SessionTable path="/sessions" objectSid={objectSid} />
      </Paper>
    </Stack>
  )
}

interface Found extends Collection<SessionAnswer> {
  readonly more: boolean
}

const methods = { kerberos: 'ticket', password: 'password' } as const

/** Browsers that are signed in, of all or of one person. */
export function SessionTable({ path, objectSid, isOfOne }: { path: string; objectSid?: string; isOfOne?: true }) {
  const mayChange = usePermission('people.change')
  const [ending, setEnding] = useState<SessionAnswer>()
  const read = useResource<Found>(path, { query: { objectSid } })
  const end = useChange<string>({ method: 'DELETE', path: (id) => `/sessions/${id}`, stale: [path, '/sessions'] })
  return (
    <Loaded query={read} what="the sessions">
      {({ body }) => {
        const sessions = body._embedded.sessions ?? []
        if (sessions.length === 0)
          return (
            <EmptyState icon={IconBrowser} title="Nobody is signed in">
              A browser that signs in stays signed in for the lifetimes under Settings. Tickets of Windows and the
              tokens of Microsoft 365 are not sessions of Joinery.
            </EmptyState>
          )
        return (
          <>
            <Table.ScrollContainer minWidth={320}>
              <Table aria-label="Sessions">
                <Table.Thead>
                  <Table.Tr>
                    {!isOfOne && <Table.Th>Account</Table.Th>}
                    <Table.Th>Last used</Table.Th>
                    <Table.Th visibleFrom="sm">Proved by</Table.Th>
                    <Table.Th visibleFrom="sm">Address</Table.Th>
                    <Table.Th visibleFrom="md">Applications</Table.Th>
                    {mayChange && <Table.Th>End</Table.Th>}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {sessions.map((session) => (
                    <Table.Tr key={session.id}>
                      {!isOfOne && <Table.Td className="long-text">{session.samAccountName}</Table.Td>}
                      <Table.Td>
                        <RelativeTime at={session.lastUsedAt} />
                      </Table.Td>
                      <Table.Td visibleFrom="sm">
                        {methods[session.firstFactor.method]}
                        {session.secondFactor && ` and ${session.secondFactor.method}`}
                      </Table.Td>
                      <Table.Td visibleFrom="sm" className="long-text">
                        {session.remoteAddress}
                      </Table.Td>
                      <Table.Td visibleFrom="md" className="long-text">
                        {session.applicationIds.join(', ')}
                      </Table.Td>
                      {mayChange && (
                        <Table.Td>
                          <Button
                            size="xs"
                            variant="default"
                            onClick={() => setEnding(session)}
                            aria-label={`End the session of ${session.samAccountName} at ${session.remoteAddress}`}
                          >
                            End
                          </Button>
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            {body.more && (
              <Text size="sm" c="dimmed" p="sm">
                There are older ones; filter by an account to see them.
              </Text>
            )}
            <ConfirmDialog
              isOpen={ending !== undefined}
              onClose={() => setEnding(undefined)}
              title={`Sign ${ending?.samAccountName} out of this browser?`}
              action="End the session"
              onConfirm={async () => {
                await end.mutateAsync({ body: ending?.id ?? '' })
                notifyDone('The session has ended.')
              }}
            >
              The browser must sign in again. Tokens that Microsoft 365 got from it live on until they end by
              themselves.
            </ConfirmDialog>
          </>
        )
      }}
    </Loaded>
  )
}
