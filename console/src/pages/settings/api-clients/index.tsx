import { Button, Group, Modal, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconApi, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { callApi } from '../../../api/request.ts'
import { usePermission } from '../../../api/session.tsx'
import { queryClient, refresh } from '../../../api/use-api.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ErrorNotice } from '../../../parts/error-notice.tsx'
import { RelativeTime } from '../../../parts/relative-time.tsx'
import { ResourceTable } from '../../../parts/resource-table.tsx'
import { roleNames } from '../../../parts/role-names.ts'
import { StatusBadge } from '../../../parts/status-badge.tsx'
import { SettingsFrame } from '../settings-frame.tsx'
import type { ApiClient, MadeSecret } from './api-client.ts'
import { ClientDrawer } from './client-drawer.tsx'
import { ClientFields, type ClientValues, clientBody } from './client-fields.tsx'
import { ClientSecret } from './client-secret.tsx'

/** Programs that use the admin API. */
export default function ApiClients() {
  const mayChange = usePermission('administrators.change')
  const [isCreating, setCreating] = useState(false)
  const [opened, setOpened] = useState<string>()
  return (
    <SettingsFrame
      title="API clients"
      intro="Programs that use the admin API. Each has a role, as administrators have, and gets tokens for its secret."
      width="full"
      actions={
        mayChange && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
            New API client
          </Button>
        )
      }
    >
      <ResourceTable<ApiClient>
        path="/apiClients"
        list="apiClients"
        what="the API clients"
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
          { title: 'Description', isMinor: true, cell: ({ description }) => description },
          {
            title: 'Last used',
            isMinor: true,
            cell: ({ lastUsedAt }) => (lastUsedAt ? <RelativeTime at={lastUsedAt} /> : 'Never'),
          },
        ]}
        empty={
          <EmptyState icon={IconApi} title="No program uses the API yet">
            Scripts and deployment tools do here whatever the console does. Make an API client for each, with the least
            role it needs.
          </EmptyState>
        }
      />
      <Modal
        opened={isCreating}
        onClose={() => setCreating(false)}
        title="New API client"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <CreateForm onClose={() => setCreating(false)} />
      </Modal>
      <ClientDrawer id={opened} onClose={() => setOpened(undefined)} />
    </SettingsFrame>
  )
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const [values, setValues] = useState<ClientValues>({ name: '', description: '', role: 'readOnly' })
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [made, setMade] = useState<MadeSecret>()
  const create = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const call = { method: 'POST', path: '/apiClients', body: clientBody(values) } as const
      const { body } = await callApi<{ id: string; clientSecret: string }>(call)
      setMade({ clientId: body.id, clientSecret: body.clientSecret })
      await refresh(queryClient, ['/apiClients', '/audit'])
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  if (made)
    return (
      <Stack>
        <ClientSecret made={made} />
        <Group justify="flex-end">
          <Button onClick={onClose}>I have kept it</Button>
        </Group>
      </Stack>
    )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        void create()
      }}
    >
      <Stack>
        {error !== undefined && <ErrorNotice error={error} />}
        <ClientFields values={values} onChange={setValues} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
