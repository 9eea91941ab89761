import { Stack, Title } from '@mantine/core'
import { IconTheater } from '@tabler/icons-react'
import type { RehearsalSummary } from '../../../../src/admin/activity/rehearsal-schema.ts'
import { usePermission } from '../../api/session.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { ResourceTable } from '../../parts/resource-table.tsx'
import { NewRehearsal } from './new-rehearsal.tsx'
import { StateBadge } from './state-badge.tsx'

export function RehearsalsPage() {
  const mayStart = usePermission('rehearse')
  return (
    <PageFrame
      title="Rehearse"
      intro="A simulated Windows computer joins with the name of a real one, through the settings in force, before any real computer does. Nothing in Active Directory or Entra is changed, and no token that comes of it is of any use."
    >
      {mayStart && <NewRehearsal />}
      <Stack gap="sm">
        <Title order={2}>Rehearsals so far</Title>
        <ResourceTable<RehearsalSummary>
          path="/rehearsals"
          list="rehearsals"
          what="the rehearsals"
          pageSize={20}
          refetchInterval={5000}
          rowKey={({ id }) => id}
          linkOf={({ id }) => id}
          columns={[
            { title: 'Computer', cell: ({ computer }) => computer },
            { title: 'Result', cell: ({ state }) => <StateBadge state={state} /> },
            { title: 'When', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
            { title: 'User', cell: ({ user }) => user ?? '—', isMinor: true },
            { title: 'Application', cell: ({ applicationId }) => applicationId, isMinor: true },
            { title: 'Asked for by', cell: ({ requestedBy }) => requestedBy, isMinor: true },
          ]}
          empty={
            <EmptyState icon={IconTheater} title="Nothing was rehearsed yet">
              Choose a computer of the directory above. A join takes about ten seconds; you see each step as Windows
              would take it, and what dsregcmd would print at the end.
            </EmptyState>
          }
        />
      </Stack>
    </PageFrame>
  )
}
