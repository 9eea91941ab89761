import { z } from 'zod'

/** All that a simulated Windows needs to know of itself and of where it stands. */

/** A keytab that proves an account, or a ticket cache that somebody else filled. */
const credential = z.union([z.strictObject({ keytab: z.string() }), z.strictObject({ ticketCache: z.string() })])

const browserOptions = z.strictObject({
  /** Hosts it sends tickets to without asking: the intranet zone, or AuthServerAllowlist. */
  ticketHosts: z.array(z.string()).default([]),
  /** As an application asks that wants a fresh sign-in. */
  promptLogin: z.boolean().default(false),
  /** Sign out again in the end. */
  signOut: z.boolean().default(false),
})

const signInUser = z.strictObject({
  userPrincipalName: z.string().regex(/.@./),
  samAccountName: z.string().min(1),
  /** For tickets: windowstransport, and the browser. */
  credential,
  /**
   * What the user types at logon: CloudAP then asks usernamemixed. Left out, it asks windowstransport with the user's ticket, as Microsoft's
   * pages say it does when the password was changed.
   */
  password: z.string().optional(),
  /** A browser of the user that knows nothing of the device's tokens; left out, none is opened. */
  browser: browserOptions.optional(),
})

/** Windows' choice among the windowstransport endpoints of a MEX document; nobody outside has seen which it is. */
const mexRules = ['13-only', '13-then-2005'] as const

export const deviceOptions = z.strictObject({
  computer: z.strictObject({
    /** With the trailing `$`. */
    samAccountName: z.string().regex(/.\$$/),
    dnsHostName: z.string().min(1),
    credential,
  }),
  domain: z.strictObject({
    kerberosRealm: z.string().min(1),
    dnsDomain: z.string().min(1),
    netbiosDomain: z.string().min(1),
    domainController: z.string().min(1),
    /** By a name that the domain controller has an `ldap/` SPN for; the ticket seals the connection, so TLS is not needed. */
    ldapUrl: z.string().startsWith('ldap://'),
  }),
  /** KRB5_CONFIG; left out, the system's own. */
  krb5ConfigFile: z.string().optional(),
  /** An existing folder of the device's own, for its ticket caches. */
  folder: z.string(),
  hosts: z.record(z.string(), z.strictObject({ address: z.string(), port: z.int().optional() })).default({}),
  /** PEM files of the authorities the device trusts. */
  caFiles: z.array(z.string()),
  /** CDJ\AAD in the registry: wins over the service connection point. */
  clientSideTenant: z.strictObject({ tenantId: z.string(), tenantName: z.string() }).optional(),
  /** CDJ\FallbackToSyncJoin. */
  fallbackToSyncJoin: z.boolean().default(true),
  /** False in a rehearsal on a real domain: a sync join, which writes userCertificate, is then refused. */
  mayWriteToDomain: z.boolean().default(true),
  mexRule: z.enum(mexRules).default('13-only'),
  /** How far the clock that the computer's authenticators show is ahead of the true time. */
  authenticatorOffsetSeconds: z.int().default(0),
  /** Who signs in after the join. */
  user: signInUser.optional(),
  osVersion: z.string().default('10.0.26100.4061'),
})

export type DeviceOptions = z.input<typeof deviceOptions>
export type Device = z.output<typeof deviceOptions>
export type MexRule = (typeof mexRules)[number]
export type Credential = z.output<typeof credential>
