import { ActionIcon, Group, Menu, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { IconDots, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { KeyResource } from '../../../../src/admin/keys/key-resource.ts'
import { usePermission } from '../../api/session.tsx'
import { type Collection, useChange, useResource } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { saveFile } from '../../parts/download-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { notifyDone } from '../../parts/notify.ts'
import { absoluteTime, RelativeTime } from '../../parts/relative-time.tsx'
import { type Status, StatusBadge } from '../../parts/status-badge.tsx'
import { RenameDialog } from './rename-dialog.tsx'

const states: Readonly<Record<KeyResource['state'], { status: Status; label: string; rank: number }>> = {
  active: { status: 'good', label: 'Signs', rank: 0 },
  next: { status: 'busy', label: 'Next', rank: 1 },
  previous: { status: 'neutral', label: 'Before', rank: 2 },
  available: { status: 'neutral', label: 'Available', rank: 3 },
  retired: { status: 'neutral', label: 'Retired', rank: 4 },
}

/** Every key with its time; the one that signs first. */
export function KeyList() {
  const read = useResource<Collection<KeyResource>>('/keys', { refetchInterval: 15_000 })
  return (
    <Stack gap="sm">
      <Title order={2}>All keys</Title>
      <Loaded query={read} what="the keys">
        {({ body }) => (
          <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {(body._embedded.keys ?? [])
              .toSorted((one, other) => states[one.state].rank - states[other.state].rank)
              .map((key) => (
                <KeyCard key={key.id} signingKey={key} />
              ))}
          </Stack>
        )}
      </Loaded>
    </Stack>
  )
}

function KeyCard({ signingKey }: { signingKey: KeyResource }) {
  const { name, state, subjectDN, thumbprint, keyLength, applications, id } = signingKey
  return (
    <Paper withBorder p="md" radius="md" component="li" aria-label={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="xs">
          <Title order={3}>{name}</Title>
          <StatusBadge status={states[state].status} label={states[state].label} />
        </Group>
        <KeyMenu signingKey={signingKey} />
      </Group>
      <Lifetime signingKey={signingKey} />
      <Group gap={4} mt="xs">
        <Text size="xs" c="dimmed" ff="monospace" className="long-text">
          {thumbprint}
        </Text>
        <CopyButton value={thumbprint} what="the thumbprint" />
      </Group>
      <Text size="xs" c="dimmed" className="long-text">
        {subjectDN} · RSA {keyLength} · {id}
        {applications.length > 0 && ` · signs for ${applications.join(', ')}`}
      </Text>
    </Paper>
  )
}

const day = 86_400_000

/** How much of its time is left, as a bar and in words. */
function Lifetime({ signingKey: { startsAt, expiresAt, daysLeft, state, name } }: { signingKey: KeyResource }) {
  const whole = (Date.parse(expiresAt) - Date.parse(startsAt)) / day
  const isUsed = state !== 'retired'
  const color = !isUsed ? 'gray' : daysLeft <= 14 ? 'red' : daysLeft <= 60 ? 'yellow' : 'green'
  return (
    <Stack gap={4} mt="xs">
      <Progress
        value={Math.max(0, Math.min(100, (daysLeft / whole) * 100))}
        color={color}
        size="sm"
        aria-label={`Time left of ${name}`}
      />
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          from {absoluteTime(startsAt)}
        </Text>
        <Text size="xs" c={isUsed && daysLeft <= 60 ? undefined : 'dimmed'} fw={isUsed && daysLeft <= 60 ? 600 : 400}>
          {daysLeft < 0 ? 'ended ' : 'ends '}
          <RelativeTime at={expiresAt} /> ({absoluteTime(expiresAt)})
        </Text>
      </Group>
    </Stack>
  )
}

function KeyMenu({ signingKey }: { signingKey: KeyResource }) {
  const { id, name, state, certificate } = signingKey
  const mayChange = usePermission('keys.change')
  const [opened, setOpened] = useState<'rename' | 'retire' | 'delete'>()
  const close = (): void => setOpened(undefined)
  const retire = useChange({ method: 'POST', path: `/keys/${id}/retire`, stale: ['/keys'] })
  const remove = useChange({ method: 'DELETE', path: `/keys/${id}`, stale: ['/keys'] })
  const mayRetire = state === 'available'
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={`Actions for ${name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => saveCertificate(id, certificate, 'cer')}>
            Download certificate (.cer)
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => saveCertificate(id, certificate, 'pem')}>
            Download certificate (.pem)
          </Menu.Item>
          {mayChange && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setOpened('rename')}>
              Rename
            </Menu.Item>
          )}
          {mayChange && mayRetire && (
            <Menu.Item color="red" onClick={() => setOpened('retire')}>
              Retire
            </Menu.Item>
          )}
          {mayChange && state === 'retired' && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setOpened('delete')}>
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <RenameDialog isOpen={opened === 'rename'} onClose={close} signingKey={signingKey} />
      <ConfirmDialog
        isOpen={opened === 'retire'}
        onClose={close}
        title={`Retire ${name}?`}
        action="Retire the key"
        onConfirm={async () => {
          await retire.mutateAsync({ body: undefined })
          notifyDone('The key is retired.')
        }}
      >
        It signs for nobody any more. It can be deleted afterwards.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={opened === 'delete'}
        onClose={close}
        title={`Delete ${name}?`}
        action="Delete the key"
        onConfirm={async () => {
          await remove.mutateAsync({ body: undefined })
          notifyDone('The key is deleted.')
        }}
      >
        The private key is gone for ever; only a backup has it still.
      </ConfirmDialog>
    </>
  )
}

function saveCertificate(id: string, base64: string, format: 'cer' | 'pem'): void {
  const lines = base64.match(/.{1,64}/g) ?? []
  const content =
    format === 'pem'
      ? ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
      : Uint8Array.from(atob(base64), (octet) => octet.charCodeAt(0))
  saveFile(`joinery-${id}.${format}`, new Blob([content]))
}
