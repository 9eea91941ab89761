import type { Role } from '../config/roles.ts'

/** Who may do what: every route of the admin API names one permission, every administrator and API client has one role. */

export const permissions = [
  'settings.read',
  'settings.change',
  'keys.read',
  'keys.change',
  /** Rolls a key over without the proof that Entra knows it. */
  'keys.override',
  'people.read',
  'people.change',
  'log.read',
  'troubleshoot',
  'rehearse',
  'administrators.read',
  'administrators.change',
  'audit.read',
] as const

export type Permission = (typeof permissions)[number]

const ofOwnersOnly: readonly Permission[] = ['administrators.change', 'keys.override']

export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  identityAdmin: permissions.filter((permission) => !ofOwnersOnly.includes(permission)),
  readOnly: permissions.filter((permission) => permission.endsWith('.read')),
  helpDesk: ['log.read', 'troubleshoot'],
}
