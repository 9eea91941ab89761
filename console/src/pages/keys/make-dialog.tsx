import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api/use-api.ts'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { notifyDone } from '../../parts/notify.ts'

/** A key beside the default one. */
export function MakeDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [name, setName] = useState('')
  const [keyLength, setKeyLength] = useState('2048')
  const change = useChange<{ name: string; keyLength: number }>({ method: 'POST', path: '/keys', stale: ['/keys'] })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const done = (): void => {
      setName('')
      notifyDone('The key is made.')
      onClose()
    }
    change.mutate({ body: { name: name.trim(), keyLength: Number(keyLength) } }, { onSuccess: done })
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title="Make a key" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            For an application that is to have a key of its own. To replace the key that signs, use the steps on the
            page instead.
          </Text>
          <TextInput
            label="Name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            data-autofocus
          />
          <Select
            label="Size"
            description="2048 bits is what Entra expects; each step up makes every token dearer."
            data={['2048', '3072', '4096'].map((bits) => ({ value: bits, label: `RSA ${bits}` }))}
            value={keyLength}
            onChange={(value) => setKeyLength(value ?? '2048')}
            allowDeselect={false}
          />
          {change.error && <ErrorNotice error={change.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending} disabled={name.trim() === ''}>
              Make the key
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
