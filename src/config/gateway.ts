import { z } from 'zod'
import { identifier } from './identifier.ts'

/** An LDAP gateway: how one Active Directory is reached, whose tickets it vouches for, which entries count. */

const profileMapping = z.strictObject({
  name: z.string().min(1).describe('Profile attribute: username, externalId, name.given, or a custom attribute.'),
  value: z.string().min(1).describe("Source, as ${ldapAttributes.mail} or ${ldapAttributes['mS-DS-ConsistencyGuid']}."),
})

export const userType = z.strictObject({
  id: identifier.describe('Names the user type in the application and in the sign-in log.'),
  name: z.string().min(1).describe('What the console calls it.'),
  account: z
    .enum(['user', 'device'])
    .default('user')
    .describe('What its entries are. Joinery applies the device rules (workstation accounts only) to device.'),
  passwordAuthority: z
    .enum(['LDAP', 'PING_ONE'])
    .default('LDAP')
    .describe('Who judges passwords. Joinery keeps none: the directory judges them whatever is set.'),
  allowPasswordChanges: z.boolean().default(false).describe('Users may change an expired password when they sign in.'),
  updateUserOnSuccessfulAuthentication: z
    .boolean()
    .default(false)
    .describe(
      'Renew the stored profile at every sign-in. Claims always come from the directory, read fresh, whatever is set.',
    ),
  searchBaseDn: z.string().min(1).describe('The subtree that holds these entries and no others.'),
  orderedCorrelationAttributes: z
    .array(z.string().min(1))
    .min(1)
    .default(['objectGUID', 'objectSid', 'dn', 'sAMAccountName'])
    .describe('User link attributes, tried in this order, each its own query.'),
  newUserLookup: z
    .strictObject({
      ldapFilterPattern: z
        .string()
        .min(1)
        .describe('LDAP filter holding ${identifier}. Left out of a document: the default for the account kind.')
        .meta({ preset: true }),
      population: z
        .strictObject({ id: identifier.describe('A population.') })
        .optional()
        .describe('The population its profiles belong to.'),
      attributeMappings: z
        .array(profileMapping)
        .min(1)
        .describe('How LDAP attributes become the profile. Left out of a document: the defaults for the account kind.')
        .meta({ preset: true }),
    })
    .describe('How an entry not seen before is found and mapped. Left out of a document: the default values.')
    .meta({ preset: true }),
  onlyMembersOf: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Device types: DNs of groups or OUs; only computers of these may join. Empty: every computer under the base.',
    ),
})

const gatewayKerberos = z.strictObject({
  serviceAccountUserPrincipalName: z
    .string()
    .regex(/^[^@\s]+@[^@\s]+$/, 'must be a UPN')
    .describe('UPN of the service account that bears the SPNs. Case sensitive: the keys depend on it.'),
  serviceAccountPassword: z
    .string()
    .min(1)
    .optional()
    .describe('Write-only: stored encrypted, never shown or exported. Left out, the stored one stays.')
    .meta({ writeOnly: true }),
  keytabFile: z
    .string()
    .optional()
    .describe('A keytab instead of the password. Joinery then renews nothing by itself.'),
  minutesToRetainPreviousCredentials: z
    .int()
    .min(0)
    .max(10_080)
    .default(610)
    .describe('How long tickets made with the keys before a password change are still taken.'),
  servicePrincipalNames: z
    .array(z.string().regex(/^[A-Za-z]+\/[^\s/@]+$/, 'must look like HTTP/sts.example.com'))
    .default([])
    .describe('SPNs devices ask tickets for. Left empty: HTTP/ and the hosts of publicUrl and of hostNames.'),
  realm: z.string().optional().describe('The Kerberos realm; left out, taken from the naming context.'),
  trustedRealms: z.array(z.string()).default([]).describe('Further realms whose tickets this gateway takes.'),
  extendedProtection: z
    .enum(['off', 'whenSent', 'required'])
    .default('whenSent')
    .describe('Channel binding. whenSent is right where Joinery ends TLS itself; behind a proxy use off.'),
})

export const gateway = z.strictObject({
  id: identifier.describe('Names the gateway in applications, commands and the sign-in log; never changes.'),
  name: z.string().min(1).describe('What the console calls it; unique.'),
  description: z.string().optional().describe('For the administrators.'),
  enabled: z.boolean().default(true).describe('A gateway that is off takes no tickets and is asked nothing.'),
  type: z.literal('LDAP').default('LDAP').describe('The only kind there is.'),
  vendor: z
    .literal('Microsoft Active Directory')
    .default('Microsoft Active Directory')
    .describe('The only directory that Microsoft Entra hybrid join works with.'),
  serversHostAndPort: z
    .array(z.string().regex(/^(\[[0-9a-f:]+\]|[^\s:/]+)(:\d{1,5})?$/i, 'must be host or host:port'))
    .min(1)
    .describe('Domain controllers, tried in this order.'),
  bindDN: z.string().min(1).describe('DN or UPN of a read-only account.'),
  bindPassword: z
    .string()
    .min(1)
    .optional()
    .describe('Write-only: stored encrypted, never shown or exported. Left out, the stored one stays.')
    .meta({ writeOnly: true }),
  connectionSecurity: z
    .enum(['TLS', 'StartTLS', 'None'])
    .default('TLS')
    .describe('TLS is LDAPS (port 636), StartTLS upgrades port 389. None sends the bind password in the clear.'),
  validateTlsCertificates: z
    .boolean()
    .default(true)
    .describe("Check the domain controllers' certificates. Off, anybody on the path can read the bind password."),
  caFile: z.string().optional().describe("PEM file of the CA that signed the domain controllers' certificates."),
  followReferrals: z.boolean().default(false).describe('Follow referrals, to the hosts of referralHosts only.'),
  referralHosts: z.array(z.string()).default([]).describe('Hosts that referrals may lead to, over TLS only.'),
  connectTimeoutSeconds: z.int().min(1).max(60).default(5).describe('Then the next server is tried.'),
  operationTimeoutSeconds: z.int().min(1).max(120).default(10).describe('Then a search or bind has failed.'),
  poolSize: z.int().min(1).max(64).default(8).describe('Connections kept to the server in use.'),
  sourceAnchor: z
    .string()
    .default('mS-DS-ConsistencyGuid')
    .describe('mS-DS-ConsistencyGuid: that, else objectGUID, as Entra Connect. Any other name: that attribute alone.'),
  kerberos: gatewayKerberos.optional().describe('Kerberos authentication. Left out, the gateway takes no tickets.'),
  userTypes: z.array(userType).default([]).describe('Which entries count, and as what.'),
})

export type ProfileMapping = z.output<typeof profileMapping>
export type UserType = z.output<typeof userType>
export type GatewayKerberos = z.output<typeof gatewayKerberos>
export type Gateway = z.output<typeof gateway>
