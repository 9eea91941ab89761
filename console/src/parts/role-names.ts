import type { Role } from '../../../src/config/roles.ts'

/** What each role is called, and what it is for. */
export const roleNames: Readonly<Record<string, string>> = {
  owner: 'Owner',
  identityAdmin: 'Identity administrator',
  readOnly: 'Read only',
  helpDesk: 'Help desk',
} satisfies Record<Role, string>

export const roleChoices: readonly { readonly value: Role; readonly label: string; readonly description: string }[] = [
  { value: 'owner', label: 'Owner', description: 'Everything, administrators and their roles too.' },
  {
    value: 'identityAdmin',
    label: 'Identity administrator',
    description: 'Everything but administrators, and a key rollover without proof.',
  },
  { value: 'readOnly', label: 'Read only', description: 'Sees everything, changes nothing.' },
  { value: 'helpDesk', label: 'Help desk', description: 'The sign-in log and troubleshooting only.' },
]
