import {
  IconBuilding,
  IconClockHour4,
  IconDatabaseImport,
  IconDeviceMobileCode,
  IconHistory,
  IconKey,
  IconLockExclamation,
  IconNetwork,
  IconPalette,
  IconShieldLock,
  IconTrash,
  IconWorldWww,
} from '@tabler/icons-react'
import type { PageEntry } from '../../pages.ts'

/** A table: the pages below Settings, in the order of its overview. */
export interface SettingsPage extends PageEntry {
  readonly description: string
}

export const settingsPages: readonly SettingsPage[] = [
  {
    path: 'organisation',
    title: 'Organisation',
    description: 'The name of this installation.',
    icon: IconBuilding,
    permission: 'settings.read',
    load: async () => ({ default: (await import('./section-pages.tsx')).Organisation }),
  },
  {
    path: 'branding',
    title: 'Branding',
    description: 'Name, logo, colour and help on the pages that users see.',
    icon: IconPalette,
    permission: 'settings.read',
    load: () => import('./branding.tsx'),
  },
  {
    path: 'domains',
    title: 'Custom domains',
    description: 'The host names Joinery answers to, and whether its certificate covers them.',
    icon: IconWorldWww,
    permission: 'settings.read',
    load: () => import('./domains.tsx'),
  },
  {
    path: 'networks',
    title: 'Networks',
    description: 'Which addresses are your intranet, and what is open from where.',
    icon: IconNetwork,
    permission: 'settings.read',
    load: async () => ({ default: (await import('./section-pages.tsx')).Networks }),
  },
  {
    path: 'lockout',
    title: 'Lockout',
    description: 'How many wrong passwords are let through to the directory.',
    icon: IconLockExclamation,
    permission: 'settings.read',
    load: async () => ({ default: (await import('./section-pages.tsx')).Lockout }),
  },
  {
    path: 'sessions',
    title: 'Sessions',
    description: 'How long users stay signed in.',
    icon: IconClockHour4,
    permission: 'settings.read',
    load: async () => ({ default: (await import('./section-pages.tsx')).Sessions }),
  },
  {
    path: 'second-factor',
    title: 'Second factor',
    description: 'What people prove beside a password, and when.',
    icon: IconDeviceMobileCode,
    permission: 'settings.read',
    load: async () => ({ default: (await import('./section-pages.tsx')).SecondFactor }),
  },
  {
    path: 'retention',
    title: 'Retention',
    description: 'How long the sign-in log and the audit log are kept.',
    icon: IconTrash,
    permission: 'settings.read',
    load: async () => ({ default: (await import('./section-pages.tsx')).Retention }),
  },
  {
    path: 'signing-keys',
    title: 'Signing keys',
    description: 'When the key that signs is replaced, and what happens by itself.',
    icon: IconKey,
    permission: 'settings.read',
    load: async () => ({ default: (await import('./section-pages.tsx')).SigningKeys }),
  },
  {
    path: 'import-export',
    title: 'Import and export',
    description: 'All settings as one YAML document, with the differences before anything is applied.',
    icon: IconDatabaseImport,
    permission: 'settings.read',
    load: () => import('./import-export.tsx'),
  },
  {
    path: 'history',
    title: 'History',
    description: 'Every version of the settings, what changed in it, and the way back.',
    icon: IconHistory,
    permission: 'settings.read',
    load: () => import('./history.tsx'),
  },
  {
    path: 'audit',
    title: 'Audit log',
    description: 'Who changed what, when, and from where.',
    icon: IconShieldLock,
    permission: 'audit.read',
    load: () => import('./audit.tsx'),
  },
]
