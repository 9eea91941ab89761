import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconApps, IconPlus } from '@tabler/icons-react'
import type { Application } from '../../../../src/config/application.ts'
import { usePermission } from '../../api/session.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { type Column, ResourceTable } from '../../parts/resource-table.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { AddApplication } from './add-application.tsx'

const columns: readonly Column<Application>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Federated domain', cell: ({ domainName }) => domainName },
  { title: 'Id', cell: ({ id }) => id, isMinor: true },
  {
    title: 'State',
    cell: ({ enabled }) => <StatusBadge status={enabled ? 'good' : 'neutral'} label={enabled ? 'on' : 'off'} />,
  },
]

export function ApplicationList() {
  const mayChange = usePermission('settings.change')
  const [isAdding, { open, close }] = useDisclosure()
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      Add an application
    </Button>
  )
  return (
    <PageFrame
      title="Applications"
      intro="One Microsoft 365 application for each domain that Entra federates with Joinery: Entra wants an issuer of its own for each."
      actions={add}
    >
      <ResourceTable<Application>
        path="/applications"
        list="applications"
        what="the applications"
        columns={columns}
        rowKey={({ id }) => id}
        linkOf={({ id }) => encodeURIComponent(id)}
        empty={
          <EmptyState icon={IconApps} title="No application yet" action={add}>
            An application says which domain is federated, which claims a token holds, and whose tickets and passwords
            are taken. It begins with everything that hybrid join needs.
          </EmptyState>
        }
      />
      <AddApplication isOpen={isAdding} onClose={close} />
    </PageFrame>
  )
}
