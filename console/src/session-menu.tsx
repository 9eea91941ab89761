import { Button, Menu, Text } from '@mantine/core'
import { IconChevronDown, IconUser } from '@tabler/icons-react'
import { useSession } from './api/session.tsx'

/** What each role is called. */
const roleNames: Readonly<Record<string, string>> = {
  owner: 'Owner',
  identityAdmin: 'Identity administrator',
  readOnly: 'Read only',
  helpDesk: 'Help desk',
}

/** Who is signed in. */
export function SessionMenu() {
  const { administrator } = useSession()
  const { name, role } = administrator
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={<IconUser size={18} />}
          rightSection={<IconChevronDown size={14} />}
          maw={200}
        >
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          {roleNames[role] ?? role}
        </Menu.Label>
      </Menu.Dropdown>
    </Menu>
  )
}
