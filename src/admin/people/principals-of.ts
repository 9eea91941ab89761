import type { SessionRecord } from '../../ports/session-repository.ts'
import type { ProfileRecord } from '../../ports.ts'
import { parseDn } from '../../protocol/ldap/distinguished-name.ts'

/** Every spelling by which the sign-in log may name the account: each name it had, in each realm. */
export function principalsOf(
  { links }: Pick<ProfileRecord, 'links'>,
  sessions: readonly Pick<SessionRecord, 'samAccountName' | 'kerberosRealm'>[],
): readonly string[] {
  const link = (name: string): readonly string[] =>
    Object.entries(links).flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []))
  const names = [...link('samaccountname'), ...sessions.map(({ samAccountName }) => samAccountName)]
  const dns = [...link('dn'), ...link('distinguishedname')]
  const realms = [...dns.map(realmOfDn), ...sessions.map(({ kerberosRealm }) => kerberosRealm)]
  return [...new Set(names.flatMap((name) => realms.map((realm) => `${name}@${realm}`)))]
}

/** The realm of a domain is its DNS name. */
function realmOfDn(dn: string): string {
  const labels = parseDn(dn).flatMap(([first]) => (first?.type === 'dc' ? [first.value] : []))
  return labels.join('.').toUpperCase()
}
