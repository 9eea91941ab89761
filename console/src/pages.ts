import {
  IconApps,
  IconHome,
  IconKey,
  IconListSearch,
  IconServer2,
  IconSettings,
  IconStethoscope,
  IconTheater,
  IconUsers,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'

/**
 * A table: the pages of the console, in the order of the navigation. A page is a folder of `pages/` whose index.tsx has the component
 * as its default export, with routes of its own below `/{path}/`; it appears here, and so in the navigation, once it exists.
 */
export interface PageEntry {
  readonly path: string
  readonly title: string
  readonly icon: ComponentType<{ size?: number | string; stroke?: number }>
  /** Whoever lacks it does not see the page. */
  readonly permission: string
  readonly load: () => Promise<{ default: ComponentType }>
}

export const pages: readonly PageEntry[] = [
  {
    path: 'home',
    title: 'Home',
    icon: IconHome,
    permission: 'settings.read',
    load: () => import('./pages/home/index.tsx'),
  },
  {
    path: 'applications',
    title: 'Applications',
    icon: IconApps,
    permission: 'settings.read',
    load: () => import('./pages/applications/index.tsx'),
  },
  {
    path: 'gateways',
    title: 'Gateways',
    icon: IconServer2,
    permission: 'settings.read',
    load: () => import('./pages/gateways/index.tsx'),
  },
  {
    path: 'directory',
    title: 'Directory',
    icon: IconUsers,
    permission: 'people.read',
    load: () => import('./pages/directory/index.tsx'),
  },
  {
    path: 'sign-ins',
    title: 'Sign-in log',
    icon: IconListSearch,
    permission: 'log.read',
    load: () => import('./pages/sign-ins/index.tsx'),
  },
  {
    path: 'rehearse',
    title: 'Rehearse',
    icon: IconTheater,
    permission: 'log.read',
    load: () => import('./pages/rehearse/index.tsx'),
  },
  {
    path: 'troubleshoot',
    title: 'Troubleshoot',
    icon: IconStethoscope,
    permission: 'troubleshoot',
    load: () => import('./pages/troubleshoot/index.tsx'),
  },
  {
    path: 'keys',
    title: 'Keys',
    icon: IconKey,
    permission: 'keys.read',
    load: () => import('./pages/keys/index.tsx'),
  },
  {
    path: 'settings',
    title: 'Settings',
    icon: IconSettings,
    permission: 'settings.read',
    load: () => import('./pages/settings/index.tsx'),
  },
]
