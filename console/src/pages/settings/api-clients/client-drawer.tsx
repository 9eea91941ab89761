import { Button, Divider, Drawer, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { type Answer, callApi } from '../../../api/request.ts'
import { usePermission } from '../../../api/session.tsx'
import { queryClient, refresh, useResource } from '../../../api/use-api.ts'
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx'
import { ErrorNotice } from '../../../parts/error-notice.tsx'
import { Loaded } from '../../../parts/loaded.tsx'
import { notifyDone } from '../../../parts/notify.ts'
import { RelativeTime } from '../../../parts/relative-time.tsx'
import type { ApiClient, MadeSecret } from './api-client.ts'
import { ClientFields, clientBody } from './client-fields.tsx'
import { ClientSecret } from './client-secret.tsx'

const reread = (): Promise<void> => refresh(queryClient, ['/apiClients', '/audit'])

export function ClientDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="md"
      title="API client"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {id !== undefined && <Details id={id} onClose={onClose} />}
    </Drawer>
  )
}

function Details({ id, onClose }: { id: string; onClose: () => void }) {
  const read = useResource<ApiClient>(`/apiClients/${id}`)
  return (
    <Loaded query={read} what="the API client">
      {(answer) => (
        <Stack>
          <Form key={answer.etag} answer={answer} onClose={onClose} />
          <Divider />
          <Secrets client={answer.body} />
          <Remove client={answer.body} onClose={onClose} />
        </Stack>
      )}
    </Loaded>
  )
}

function Form({ answer: { body, etag }, onClose }: { answer: Answer<ApiClient>; onClose: () => void }) {
  const mayChange = usePermission('administrators.change')
  const [values, setValues] = useState({ name: body.name, description: body.description ?? '', role: body.role })
  const [isEnabled, setEnabled] = useState(body.enabled)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const save = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      await callApi({ method: 'PUT', path: `/apiClients/${body.id}`, body: clientBody(values, isEnabled), etag })
      notifyDone(`${values.name} is saved.`)
      await reread()
      onClose()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        void save()
      }}
    >
      <Stack>
        {error !== undefined && <ErrorNotice error={error} />}
        <ClientFields values={values} onChange={setValues} isReadOnly={!mayChange} />
        <Switch
          label="Gets tokens"
          description="Switched off, the tokens it has end at once."
          checked={isEnabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
          disabled={!mayChange}
        />
        {mayChange && (
          <Group>
            <Button type="submit" loading={isBusy}>
              Save
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}

function Secrets({ client: { id, secrets } }: { client: ApiClient }) {
  const mayChange = usePermission('administrators.change')
  const [made, setMade] = useState<MadeSecret>()
  const [removed, setRemoved] = useState<string>()
  const [error, setError] = useState<unknown>()
  const path = `/apiClients/${id}/secrets`
  const add = async (): Promise<void> => {
    setError(undefined)
    try {
      const { body } = await callApi<{ clientSecret: string }>({ method: 'POST', path })
      setMade({ clientId: id, clientSecret: body.clientSecret })
      await reread()
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <Stack>
      <Title order={2} size="h4">
        Secrets
      </Title>
      <Text size="sm" c="dimmed">
        Two at most. To rotate without a gap: make the second, use it everywhere, then remove the first.
      </Text>
      {error !== undefined && <ErrorNotice error={error} />}
      {made && <ClientSecret made={made} />}
      {secrets.map((secret) => (
        <Group key={secret.id} justify="space-between">
          <Text size="sm">
            Made <RelativeTime at={secret.createdAt} />,{' '}
            {secret.lastUsedAt ? (
              <>
                used <RelativeTime at={secret.lastUsedAt} />
              </>
            ) : (
              'never used'
            )}
          </Text>
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            disabled={!mayChange}
            onClick={() => setRemoved(secret.id)}
          >
            Remove
          </Button>
        </Group>
      ))}
      {mayChange && secrets.length < 2 && (
        <Group>
          <Button size="xs" variant="default" onClick={() => void add()}>
            Make another secret
          </Button>
        </Group>
      )}
      <ConfirmDialog
        isOpen={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title="Remove this secret?"
        action="Remove the secret"
        onConfirm={async () => {
          await callApi({ method: 'DELETE', path: `${path}/${removed}` })
          await reread()
        }}
      >
        What uses it gets no tokens any more, and those it has end at once.
      </ConfirmDialog>
    </Stack>
  )
}

function Remove({ client: { id, name }, onClose }: { client: ApiClient; onClose: () => void }) {
  const mayChange = usePermission('administrators.change')
  const [isAsked, setAsked] = useState(false)
  if (!mayChange) return null
  return (
    <Group mt="md">
      <Button color="red" variant="light" onClick={() => setAsked(true)}>
        Delete the API client
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={`Delete ${name}?`}
        action="Delete the API client"
        onConfirm={async () => {
          await callApi({ method: 'DELETE', path: `/apiClients/${id}` })
          onClose()
          notifyDone(`${name} is deleted.`)
          await reread()
        }}
      >
        With its secrets; its tokens end at once. This cannot be undone.
      </ConfirmDialog>
    </Group>
  )
}
