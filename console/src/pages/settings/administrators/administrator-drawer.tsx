import { Button, Divider, Drawer, Group, Radio, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type {
  Administrator,
  FactorReset,
  MadeInvitation,
} from '../../../../../src/admin/administrators/administrator-schema.ts'
import type { Role } from '../../../../../src/config/roles.ts'
import { type Answer, callApi } from '../../../api/request.ts'
import { usePermission, useSession } from '../../../api/session.tsx'
import { queryClient, refresh, useResource } from '../../../api/use-api.ts'
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx'
import { ErrorNotice } from '../../../parts/error-notice.tsx'
import { Loaded } from '../../../parts/loaded.tsx'
import { notifyDone } from '../../../parts/notify.ts'
import { roleChoices } from '../../../parts/role-names.ts'
import { InvitationLink } from './invitation-link.tsx'

const reread = (): Promise<void> =>
  refresh(queryClient, ['/administrators', '/administratorSessions', '/invitations', '/audit'])

export function AdministratorDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="md"
      title="Administrator"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {id !== undefined && <Details id={id} onClose={onClose} />}
    </Drawer>
  )
}

function Details({ id, onClose }: { id: string; onClose: () => void }) {
  const read = useResource<Administrator>(`/administrators/${id}`)
  return (
    <Loaded query={read} what="the administrator">
      {(answer) => <Form key={answer.etag} answer={answer} onClose={onClose} />}
    </Loaded>
  )
}

function Form({ answer: { body, etag }, onClose }: { answer: Answer<Administrator>; onClose: () => void }) {
  const mayChange = usePermission('administrators.change')
  const isLocal = body.kind === 'local'
  const [name, setName] = useState(body.name)
  const [email, setEmail] = useState(body.email ?? '')
  const [role, setRole] = useState<Role>(body.role)
  const [isEnabled, setEnabled] = useState(body.enabled)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const save = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const wanted = { enabled: isEnabled, ...(email !== '' && { email }), ...(isLocal && { name, role }) }
      await callApi({ method: 'PUT', path: `/administrators/${body.id}`, body: wanted, etag })
      notifyDone(`${name} is saved.`)
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
        {!isLocal && (
          <Text size="sm" className="long-text">
            An account of your directory ({body.dn}). Its name and its role come from there; here it can be switched
            off.
          </Text>
        )}
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          readOnly={!isLocal || !mayChange}
        />
        <TextInput
          label="E-mail"
          description="For other administrators; Joinery sends no mail."
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          readOnly={!mayChange}
        />
        <Radio.Group label="Role" value={role} onChange={(value) => setRole(value as Role)}>
          <Stack gap="xs" mt="xs">
            {roleChoices.map(({ value, label, description }) => (
              <Radio
                key={value}
                value={value}
                label={label}
                description={description}
                disabled={!isLocal || !mayChange}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Switch
          label="May sign in"
          description="Switched off, all sessions of the account end."
          checked={isEnabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
          disabled={!mayChange}
        />
        {mayChange && (
          <>
            <Group>
              <Button type="submit" loading={isBusy}>
                Save
              </Button>
            </Group>
            <Divider />
            <Acts administrator={body} onClose={onClose} />
          </>
        )}
      </Stack>
    </form>
  )
}

function Acts({ administrator, onClose }: { administrator: Administrator; onClose: () => void }) {
  const { id, name, kind } = administrator
  const { administrator: me } = useSession()
  const [asked, setAsked] = useState<'reset' | 'remove'>()
  const [link, setLink] = useState<MadeInvitation>()
  return (
    <Stack>
      {link && <InvitationLink invitation={link} />}
      <Group>
        <Button variant="default" onClick={() => setAsked('reset')}>
          Reset second factors
        </Button>
        <Button color="red" variant="light" onClick={() => setAsked('remove')} disabled={me.id === id}>
          Remove
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={asked === 'reset'}
        onClose={() => setAsked(undefined)}
        title={`Reset the second factors of ${name}?`}
        action="Reset them"
        onConfirm={async () => {
          const { body } = await callApi<FactorReset>({ method: 'DELETE', path: `/administrators/${id}/factors` })
          setLink(body.invitation)
          await refresh(queryClient, ['/administratorSessions', '/invitations', '/audit'])
        }}
      >
        All sessions end. {kind === 'local' && 'You get a link by which a new password and second factor are chosen.'}
        {kind === 'directory' && 'A new one is set up at the next sign-in.'}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'remove'}
        onClose={() => setAsked(undefined)}
        title={`Remove ${name}?`}
        action="Remove the administrator"
        onConfirm={async () => {
          await callApi({ method: 'DELETE', path: `/administrators/${id}` })
          onClose()
          notifyDone(`${name} is removed.`)
          await reread()
        }}
      >
        With all sessions and second factors. This cannot be undone; the audit log keeps the name.
        {kind === 'directory' && ' Members of a group can sign in again: switch the account off instead.'}
      </ConfirmDialog>
    </Stack>
  )
}
