import { Button, Group, Menu } from '@mantine/core'
import { IconChevronDown, IconFileImport, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import type { RolloverResource } from '../../../../src/admin/keys/rollover-resource.ts'
import { usePermission } from '../../api/session.tsx'
import { useResource } from '../../api/use-api.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { KeyList } from './key-list.tsx'
import { MakeDialog } from './make-dialog.tsx'
import { Rollover } from './rollover.tsx'
import { Warnings } from './warnings.tsx'

/** Signing keys: which one signs, until when, and how the next one takes over without a sign-in failing. */
export default function Keys() {
  const rollover = useResource<RolloverResource>('/keys/rollover', { refetchInterval: 15_000 })
  return (
    <PageFrame
      title="Keys"
      intro="Joinery signs what it tells Entra, and Entra believes only the certificates it was given. A key is replaced in steps, so that Entra knows the new certificate before the first token is signed with it."
      actions={<AddKey />}
    >
      <Loaded query={rollover} what="the signing keys">
        {({ body }) => (
          <>
            <Warnings warnings={body.warnings} />
            <Rollover rollover={body} />
          </>
        )}
      </Loaded>
      <KeyList />
    </PageFrame>
  )
}

function AddKey() {
  const mayChange = usePermission('keys.change')
  const [opened, setOpened] = useState<'import' | 'make'>()
  const close = (): void => setOpened(undefined)
  if (!mayChange) return null
  return (
    <Group>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} />}>
            Add a key
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileImport size={16} />} onClick={() => setOpened('import')}>
            Import a file
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} />} onClick={() => setOpened('make')}>
            Make one for a single application
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ImportDialog isOpen={opened === 'import'} onClose={close} />
      <MakeDialog isOpen={opened === 'make'} onClose={close} />
    </Group>
  )
}
