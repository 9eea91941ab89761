import { Button, Checkbox, FileInput, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { KeyResource } from '../../../../src/admin/keys/key-resource.ts'
import { useChange } from '../../api/use-api.ts'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { notifyDone } from '../../parts/notify.ts'

interface ImportedFile {
  readonly file: string
  readonly password?: string
  readonly name?: string
  readonly aside: boolean
}

/** A key of one's own, from PEM or PKCS #12. */
export function ImportDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Import a key" closeButtonProps={{ 'aria-label': 'Close' }}>
      <ImportForm onClose={onClose} />
    </Modal>
  )
}

function ImportForm({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null)
  const [password, setPassword] = useState('')
  const [name, setName] = useState('')
  const [aside, setAside] = useState(false)
  const change = useChange<ImportedFile, KeyResource>({ method: 'POST', path: '/keys/import', stale: ['/keys'] })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (file === null) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    const body = {
      file: btoa(Array.from(bytes, (octet) => String.fromCharCode(octet)).join('')),
      ...(password !== '' && { password }),
      ...(name.trim() !== '' && { name: name.trim() }),
      aside,
    }
    const done = ({ body: { state } }: { body: KeyResource }): void => {
      notifyDone(state === 'next' ? 'Imported: it is the next key.' : 'Imported.')
      onClose()
    }
    change.mutate({ body }, { onSuccess: done })
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <Text size="sm" c="dimmed">
          An RSA key of 2048 bits or more, with its certificate. Entra takes no elliptic curves here.
        </Text>
        <FileInput
          label="File"
          description="PKCS #12 (.pfx, .p12) or PEM"
          placeholder="Choose a file"
          accept=".pfx,.p12,.pem,.key,application/x-pkcs12"
          value={file}
          onChange={setFile}
          clearable
          clearButtonProps={{ 'aria-label': 'Take the file away' }}
          data-autofocus
        />
        <PasswordInput
          label="Password of the file"
          description="Left empty where it has none."
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="off"
        />
        <TextInput
          label="Name"
          description="Left empty, Joinery finds one."
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
        />
        <Checkbox
          label="Keep it available, even if it could be the next key"
          checked={aside}
          onChange={(event) => setAside(event.currentTarget.checked)}
        />
        {change.error && <ErrorNotice error={change.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={change.isPending} disabled={file === null}>
            Import
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
