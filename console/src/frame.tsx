import {
  ActionIcon,
  Alert,
  AppShell,
  Burger,
  Group,
  NavLink,
  ScrollArea,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { useDisclosure, useNetwork } from '@mantine/hooks'
import { IconMoon, IconSun, IconWifiOff } from '@tabler/icons-react'
import { type ReactNode, Suspense, useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { useSession } from './api/session.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { pages } from './pages.ts'
import { Waiting } from './parts/waiting.tsx'
import { SessionMenu } from './session-menu.tsx'

/** What is around every page: header, navigation, and the place where what went wrong is said. */
export function Frame({ children }: { children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const { pathname } = useLocation()
  useCloseOnNavigation(pathname, close)
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', md: 'lg' }}
    >
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <AppShell.Header>
        <Header isOpen={isOpen} onToggle={toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className="canvas">
        <OfflineNotice />
        <ErrorBoundary resetKey={pathname}>
          <Suspense fallback={<Waiting what="the page" />}>{children}</Suspense>
        </ErrorBoundary>
      </AppShell.Main>
    </AppShell>
  )
}

/** The navigation of a phone closes once it was used; the focus is PageFrame's. */
function useCloseOnNavigation(pathname: string, close: () => void): void {
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    close()
    window.scrollTo(0, 0)
  }, [pathname, close])
}

function Header({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        <Burger opened={isOpen} onClick={onToggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
        <img src="/console/joinery.svg" width={26} height={26} alt="" />
        <Text fw={650} size="lg">
          Joinery
        </Text>
      </Group>
      <Group gap="xs" wrap="nowrap">
        <ColourSchemeToggle />
        <SessionMenu />
      </Group>
    </Group>
  )
}

function Navigation() {
  const { permissions } = useSession()
  const { pathname } = useLocation()
  return (
    <ScrollArea>
      {pages
        .filter(({ permission }) => permissions.includes(permission))
        .map(({ path, title, icon: Icon }) => {
          const isHere = pathname.split('/')[1] === path
          return (
            <NavLink
              key={path}
              component={Link}
              to={`/${path}`}
              label={title}
              leftSection={<Icon size={18} stroke={1.6} />}
              active={isHere}
              aria-current={isHere ? 'page' : undefined}
            />
          )
        })}
    </ScrollArea>
  )
}

function ColourSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const label = isDark ? 'Light colours' : 'Dark colours'
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  )
}

function OfflineNotice() {
  const { online } = useNetwork()
  if (online) return null
  return (
    <Alert color="yellow" icon={<IconWifiOff size={18} />} title="No network" mb="md" role="status">
      This browser has no network. What you see may be old; nothing can be changed until it is back.
    </Alert>
  )
}
