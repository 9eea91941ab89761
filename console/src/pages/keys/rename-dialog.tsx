import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { KeyResource } from '../../../../src/admin/keys/key-resource.ts'
import { useChange } from '../../api/use-api.ts'
import { ErrorNotice } from '../../parts/error-notice.tsx'

interface RenameDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly signingKey: KeyResource
}

export function RenameDialog({ isOpen, onClose, signingKey: { id, name: now } }: RenameDialogProps) {
  const [name, setName] = useState(now)
  const change = useChange<{ name: string }>({ method: 'PUT', path: `/keys/${id}`, stale: ['/keys'] })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate({ body: { name: name.trim() } }, { onSuccess: onClose })
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title="Rename the key" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            data-autofocus
          />
          {change.error && <ErrorNotice error={change.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending} disabled={name.trim() === ''}>
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
