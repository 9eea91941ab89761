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
          size="compact-sm"
          leftSection={<IconUser size={18} />}
          rightSection={<IconChevronDown size={14} />}
          aria-label={`Signed in as ${name}`}
        >
          <Text span size="sm" fw={500} truncate maw={{ base: 90, sm: 220 }}>
            {name}
          </Text>
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
