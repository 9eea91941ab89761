import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { IconMailForward, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Invitation, MadeInvitation } from '../../../../../src/admin/administrators/administrator-schema.ts'
import type { Role } from '../../../../../src/config/roles.ts'
import { callApi } from '../../../api/request.ts'
import { usePermission } from '../../../api/session.tsx'
import { queryClient, refresh } from '../../../api/use-api.ts'
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ErrorNotice } from '../../../parts/error-notice.tsx'
import { RelativeTime } from '../../../parts/relative-time.tsx'
import { ResourceTable } from '../../../parts/resource-table.tsx'
import { roleChoices, roleNames } from '../../../parts/role-names.ts'
import { InvitationLink } from './invitation-link.tsx'

const reread = (): Promise<void> => refresh(queryClient, ['/invitations', '/audit'])
const purposes = { first: 'The first administrator', invite: 'A new administrator', reset: 'A new password and factor' }

export function InvitationTable() {
  const mayChange = usePermission('administrators.change')
  const [isInviting, setInviting] = useState(false)
  const [removed, setRemoved] = useState<Invitation>()
  const invite = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setInviting(true)}>
      Invite
    </Button>
  )
  return (
    <Stack>
      {mayChange && <Group justify="flex-end">{invite}</Group>}
      <ResourceTable<Invitation>
        path="/invitations"
        list="invitations"
        what="the invitations"
        rowKey={({ id }) => id}
        columns={[
          { title: 'For', cell: ({ name, purpose }) => name ?? purposes[purpose] },
          { title: 'Role', cell: ({ role }) => roleNames[role] ?? role },
          { title: 'Expires', cell: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
          { title: 'Made by', isMinor: true, cell: ({ createdBy }) => createdBy },
          {
            title: 'Take back',
            cell: (row) => (
              <Button
                size="compact-xs"
                variant="subtle"
                color="red"
                disabled={!mayChange}
                onClick={() => setRemoved(row)}
                aria-label={`Take back the invitation of ${row.name ?? purposes[row.purpose]}`}
              >
                Take back
              </Button>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconMailForward} title="No open invitation">
            An invitation is a link, good once for three days. Whoever opens it chooses a password and a second factor.
          </EmptyState>
        }
      />
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
      <ConfirmDialog
        isOpen={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title="Take this invitation back?"
        action="Take it back"
        onConfirm={async () => {
          await callApi({ method: 'DELETE', path: `/invitations/${removed?.id}` })
          await reread()
        }}
      >
        Its link leads nowhere then.
      </ConfirmDialog>
    </Stack>
  )
}

function InviteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Invite an administrator"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <InviteForm onClose={onClose} />
    </Modal>
  )
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const [role, setRole] = useState<Role>('identityAdmin')
  const [name, setName] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [made, setMade] = useState<MadeInvitation>()
  const make = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const body = { role, ...(name !== '' && { name }) }
      setMade((await callApi<MadeInvitation>({ method: 'POST', path: '/invitations', body })).body)
      await reread()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  if (made)
    return (
      <Stack>
        <InvitationLink invitation={made} />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        void make()
      }}
    >
      <Stack>
        {error !== undefined && <ErrorNotice error={error} />}
        <TextInput
          label="Name"
          description="Proposed to whoever opens the link; it may be left out."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Radio.Group label="Role" value={role} onChange={(value) => setRole(value as Role)}>
          <Stack gap="xs" mt="xs">
            {roleChoices.map(({ value, label, description }) => (
              <Radio key={value} value={value} label={label} description={description} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Make the link
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
