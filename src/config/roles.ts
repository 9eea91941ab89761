/** What an administrator or an API client may be. What each may do is in src/admin/permissions.ts. */
export const roles = ['owner', 'identityAdmin', 'readOnly', 'helpDesk'] as const

export type Role = (typeof roles)[number]
