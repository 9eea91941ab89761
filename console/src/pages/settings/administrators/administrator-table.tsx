import { Badge, Group, Text, UnstyledButton } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import type { Administrator } from '../../../../../src/admin/administrators/administrator-schema.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { RelativeTime } from '../../../parts/relative-time.tsx'
import { ResourceTable } from '../../../parts/resource-table.tsx'
import { roleNames } from '../../../parts/role-names.ts'
import { StatusBadge } from '../../../parts/status-badge.tsx'
import { AdministratorDrawer } from './administrator-drawer.tsx'

const factorNames = { totp: 'app', passkey: 'passkey' } as const

export function AdministratorTable() {
  const [opened, setOpened] = useState<string>()
  return (
    <>
      <ResourceTable<Administrator>
        path="/administrators"
        list="administrators"
        what="the administrators"
        rowKey={({ id }) => id}
        columns={[
          {
            title: 'Name',
            cell: ({ id, name }) => (
              <UnstyledButton onClick={() => setOpened(id)} aria-label={`Open ${name}`}>
                <Text size="sm" c="var(--mantine-color-anchor)" fw={550}>
                  {name}
                </Text>
              </UnstyledButton>
            ),
          },
          { title: 'Role', cell: ({ role }) => roleNames[role] ?? role },
          {
            title: 'State',
            cell: ({ enabled }) => <StatusBadge status={enabled ? 'good' : 'neutral'} label={enabled ? 'On' : 'Off'} />,
          },
          {
            title: 'Second factors',
            isMinor: true,
            cell: ({ secondFactors }) =>
              secondFactors.length === 0 ? (
                <StatusBadge status="warning" label="None" />
              ) : (
                <Group gap={4}>
                  {[...new Set(secondFactors)].map((kind) => (
                    <Badge key={kind} variant="light" color="gray">
                      {factorNames[kind]}
                    </Badge>
                  ))}
                </Group>
              ),
          },
          { title: 'From', isMinor: true, cell: ({ kind }) => (kind === 'local' ? 'Joinery' : 'The directory') },
          {
            title: 'Last sign-in',
            isMinor: true,
            cell: ({ lastSignInAt }) => (lastSignInAt ? <RelativeTime at={lastSignInAt} /> : 'Never'),
          },
        ]}
        empty={
          <EmptyState icon={IconUsersGroup} title="There is no administrator yet">
            Invite somebody, or name a group of your directory.
          </EmptyState>
        }
      />
      <AdministratorDrawer id={opened} onClose={() => setOpened(undefined)} />
    </>
  )
}
