import { Button } from '@mantine/core'
import { IconPlus, IconServer2 } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { Gateway } from '../../../../src/config/gateway.ts'
import { usePermission } from '../../api/session.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { type Column, ResourceTable } from '../../parts/resource-table.tsx'
import { HealthBadge } from './health-badge.tsx'

const columns: readonly Column<Gateway>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Domain controllers', cell: ({ serversHostAndPort }) => serversHostAndPort.join(', '), isMinor: true },
  { title: 'Kerberos', cell: ({ kerberos }) => (kerberos ? 'on' : 'off'), isMinor: true },
  { title: 'User types', cell: ({ userTypes }) => userTypes.map(({ name }) => name).join(', '), isMinor: true },
  { title: 'Health', cell: ({ id, enabled }) => <HealthBadge gatewayId={id} enabled={enabled} /> },
]

export function GatewayList() {
  const mayChange = usePermission('settings.change')
  const add = mayChange && (
    <Button component={Link} to="/gateways/add" leftSection={<IconPlus size={16} />}>
      Add a gateway
    </Button>
  )
  return (
    <PageFrame
      title="Gateways"
      intro="How Active Directory is reached: one gateway for each domain, with the accounts it vouches for and the tickets it takes."
      actions={add}
    >
      <ResourceTable<Gateway>
        path="/gateways"
        list="gateways"
        what="the gateways"
        columns={columns}
        rowKey={({ id }) => id}
        linkOf={({ id }) => encodeURIComponent(id)}
        empty={
          <EmptyState icon={IconServer2} title="No gateway yet" action={add}>
            A gateway reads Active Directory with an account that may read and nothing else. You need the name of a
            domain controller and that account; the connection is tried before anything is saved.
          </EmptyState>
        }
      />
    </PageFrame>
  )
}
