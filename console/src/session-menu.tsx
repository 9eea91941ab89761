import { Button, Menu, Text } from '@mantine/core'
import { IconChevronDown, IconLogout, IconUser, IconUserCog } from '@tabler/icons-react'
import { Link } from 'react-router'
import { callApi } from './api/request.ts'
import { useSession } from './api/session.tsx'
import { queryClient } from './api/use-api.ts'
import { roleNames } from './parts/role-names.ts'

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
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCog size={16} />}>
          My account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Nothing of what was read stays in the browser. */
async function signOut(): Promise<void> {
  await callApi({ method: 'DELETE', path: '/console/session' }).catch(() => undefined)
  queryClient.clear()
  window.location.assign('/console/')
}
