import { Button } from '@mantine/core'
import { IconDevices } from '@tabler/icons-react'
import { useState } from 'react'
import type { AdministratorSessionEntry } from '../../../../../src/admin/administrators/administrator-schema.ts'
import { callApi } from '../../../api/request.ts'
import { usePermission } from '../../../api/session.tsx'
import { queryClient, refresh } from '../../../api/use-api.ts'
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { RelativeTime } from '../../../parts/relative-time.tsx'
import { ResourceTable } from '../../../parts/resource-table.tsx'
import { browserOf } from '../../account/session-list.tsx'

export function SessionTable() {
  const mayChange = usePermission('administrators.change')
  const [ended, setEnded] = useState<AdministratorSessionEntry>()
  return (
    <>
      <ResourceTable<AdministratorSessionEntry>
        path="/administratorSessions"
        list="administratorSessions"
        what="the sessions of administrators"
        rowKey={({ id }) => id}
        columns={[
          { title: 'Administrator', cell: ({ administrator }) => administrator.name },
          { title: 'From', cell: ({ remoteAddress }) => remoteAddress },
          { title: 'Browser', isMinor: true, cell: ({ userAgent = '' }) => browserOf(userAgent) },
          { title: 'Used', cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} /> },
          {
            title: 'End',
            cell: (row) => (
              <Button
                size="compact-xs"
                variant="subtle"
                color="red"
                disabled={!mayChange}
                onClick={() => setEnded(row)}
                aria-label={`End the session of ${row.administrator.name}`}
              >
                End
              </Button>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconDevices} title="Nobody is signed in to the console">
            Programs with access tokens have no session; they are listed under API clients.
          </EmptyState>
        }
      />
      <ConfirmDialog
        isOpen={ended !== undefined}
        onClose={() => setEnded(undefined)}
        title={`End the session of ${ended?.administrator.name}?`}
        action="End the session"
        onConfirm={async () => {
          await callApi({ method: 'DELETE', path: `/administratorSessions/${ended?.id}` })
          await refresh(queryClient, ['/administratorSessions', '/audit'])
        }}
      >
        The browser has to sign in again. What was not saved there is lost.
      </ConfirmDialog>
    </>
  )
}
