/** A referral as a server writes it, `ldap://child.corp.example.com/DC=child,DC=corp,…`. [RFC4516 §2] [RFC4511 §4.1.10] */

export interface Referral {
  readonly scheme: 'ldap' | 'ldaps'
  /** Lower case. Empty where the referral names no host. */
  readonly host: string
  readonly port: number | undefined
  /** The search base to use there; undefined: the same. */
  readonly base: string | undefined
}

/** Never throws: a referral that cannot be read is one to no host, and no such host is ever listed. */
export function parseReferral(uri: string): Referral {
  const [, scheme, authority = '', path = ''] = /^(ldaps?):\/\/([^/?]*)(?:\/([^?]*))?/i.exec(uri) ?? []
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(authority) ?? []
  return {
    scheme: scheme?.toLowerCase() === 'ldaps' ? 'ldaps' : 'ldap',
    host: host.replace(/^\[|\]$/g, '').toLowerCase(),
    port: port === undefined ? undefined : Number(port),
    base: decoded(path),
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path) || undefined
  } catch {
    return undefined
  }
}
