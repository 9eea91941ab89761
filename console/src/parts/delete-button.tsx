import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { usePermission } from '../api/session.tsx'
import { useChange } from '../api/use-api.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

export interface DeleteButtonProps {
  /** Of the resource in the API. */
  readonly path: string
  readonly etag: string | undefined
  /** What it is called, and what it is: "gateway". */
  readonly name: string
  readonly what: string
  /** What must be typed first. */
  readonly typed: string
  /** The page to go to afterwards. */
  readonly to: string
  /** What will be gone. */
  readonly children: ReactNode
}

/** Deletes what a page is about, and leaves the page. */
export function DeleteButton({ path, etag, name, what, typed, to, children }: DeleteButtonProps) {
  const mayChange = usePermission('settings.change')
  const [isOpen, { open, close }] = useDisclosure()
  const navigate = useNavigate()
  const remove = useChange({ method: 'DELETE', path, stale: [] })
  if (!mayChange) return null
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={open}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title={`Delete ${name}?`}
        action={`Delete the ${what}`}
        typed={typed}
        onConfirm={async () => {
          await remove.mutateAsync({ body: undefined, etag })
          await navigate(to, { replace: true })
        }}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}
