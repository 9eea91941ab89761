import { Alert, Button, Paper, Stack, Table, Text } from '@mantine/core'
import { IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import type { LockoutAnswer, LockoutPolicyAnswer } from '../../../../src/admin/people/lockout-routes.ts'
import type { Gateway } from '../../../../src/config/gateway.ts'
import { usePermission } from '../../api/session.tsx'
import { type Collection, useChange, useResource } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { notifyDone } from '../../parts/notify.ts'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { Section } from '../../parts/section.tsx'

/** Whose wrong passwords count now, and how our limits stand to those of the directory. */
export function Lockouts() {
  const maySettings = usePermission('settings.read')
  return (
    <Stack>
      <Counted />
      {maySettings && <Policies />}
    </Stack>
  )
}

function Counted() {
  const mayChange = usePermission('people.change')
  const [unlocking, setUnlocking] = useState<LockoutAnswer>()
  const read = useResource<Collection<LockoutAnswer>>('/lockouts', { refetchInterval: 10_000 })
  const unlock = useChange<string>({
    ...{ method: 'DELETE', path: (id) => `/lockouts/${encodeURIComponent(id)}`, stale: ['/lockouts'] },
  })
  return (
    <Paper withBorder radius="md">
      <Loaded query={read} what="the wrong passwords">
        {({ body }) => {
          const lockouts = body._embedded.lockouts ?? []
          if (lockouts.length === 0)
            return (
              <EmptyState icon={IconLockOpen} title="No wrong password counts now">
                Wrong passwords are counted here before they reach Active Directory, so that guessing from outside locks
                nobody out.
              </EmptyState>
            )
          return (
            <Table.ScrollContainer minWidth={320}>
              <Table aria-label="Accounts with wrong passwords">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Account</Table.Th>
                    <Table.Th>Wrong passwords</Table.Th>
                    <Table.Th visibleFrom="sm">Last</Table.Th>
                    <Table.Th visibleFrom="sm">Counts until</Table.Th>
                    {mayChange && <Table.Th>Unlock</Table.Th>}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {lockouts.map((one) => (
                    <Table.Tr key={one.id}>
                      <Table.Td className="long-text">{one.dn}</Table.Td>
                      <Table.Td>
                        {one.unfamiliarAttempts} from elsewhere, {one.familiarAttempts} from known places
                      </Table.Td>
                      <Table.Td visibleFrom="sm">
                        <RelativeTime at={one.lastAt} />
                      </Table.Td>
                      <Table.Td visibleFrom="sm">
                        <RelativeTime at={one.expiresAt} />
                      </Table.Td>
                      {mayChange && (
                        <Table.Td>
                          <Button
                            size="xs"
                            variant="default"
                            onClick={() => setUnlocking(one)}
                            aria-label={`Unlock ${one.dn}`}
                          >
                            Unlock
                          </Button>
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }}
      </Loaded>
      <ConfirmDialog
        isOpen={unlocking !== undefined}
        onClose={() => setUnlocking(undefined)}
        title="Forget these wrong passwords?"
        action="Unlock"
        color="joint"
        onConfirm={async () => {
          await unlock.mutateAsync({ body: unlocking?.id ?? '' })
          notifyDone('Unlocked.')
        }}
      >
        {unlocking?.dn} may try again at once. If it was somebody guessing, they may, too. An account that Active
        Directory itself has locked stays locked there.
      </ConfirmDialog>
    </Paper>
  )
}

function Policies() {
  const read = useResource<Collection<Gateway>>('/gateways', { query: { limit: 100 } })
  return (
    <Loaded query={read} what="the gateways">
      {({ body }) =>
        (body._embedded.gateways ?? [])
          .filter(({ enabled }) => enabled)
          .map((gateway) => <GatewayPolicies key={gateway.id} gateway={gateway} />)
      }
    </Loaded>
  )
}

function GatewayPolicies({ gateway }: { gateway: Gateway }) {
  const read = useResource<Collection<LockoutPolicyAnswer>>(
    `/gateways/${encodeURIComponent(gateway.id)}/lockoutPolicies`,
  )
  return (
    <Section
      title={`Policies of ${gateway.name}`}
      intro="Joinery stops asking before the directory would lock. Where the settings would not, they are lowered to what is shown here."
    >
      <Loaded query={read} what="the policies">
        {({ body }) =>
          (body._embedded.lockoutPolicies ?? []).map((policy) => (
            <Stack key={policy.policy} gap="xs">
              <Text size="sm" className="long-text">
                <b>{policy.policy}</b>:{' '}
                {policy.directoryThreshold === 0
                  ? 'the directory never locks'
                  : `the directory locks after ${policy.directoryThreshold} wrong passwords in ${policy.directoryWindowMinutes} minutes`}
                ; Joinery stops after {policy.unfamiliarThreshold} from elsewhere and {policy.familiarThreshold} from
                known places, in {policy.observationWindowMinutes} minutes.
              </Text>
              {policy.warnings.map((warning) => (
                <Alert key={warning} color="yellow">
                  {warning}
                </Alert>
              ))}
            </Stack>
          ))
        }
      </Loaded>
    </Section>
  )
}
