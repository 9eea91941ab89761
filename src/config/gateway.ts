import { z } from 'zod'
import { identifier } from './identifier.ts'

/** An LDAP gateway: how one Active Directory is reached, whose tickets it vouches for, which entries count. */

export const profileMapping = z.strictObject({
  name: z.string().min(1).describe('Profile attribute: username, externalId, name.given, or a custom attribute.'),
  value: z.string().min(1).describe("Source, as ${ldapAttributes.mail} or ${ldapAttributes['mS-DS-ConsistencyGuid']}."),
})

export const userType = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  account: z
    .enum(['user', 'device'])
    .default('user')
    .describe('What its entries are. Joinery applies the device rules (workstation accounts only) to device.'),
  passwordAuthority: z.enum(['LDAP', 'PING_ONE']).default('LDAP'),
  allowPasswordChanges: z.boolean().default(false),
  updateUserOnSuccessfulAuthentication: z.boolean().default(false),
  searchBaseDn: z.string().min(1).describe('The subtree that holds these entries and no others.'),
  orderedCorrelationAttributes: z
    .array(z.string().min(1))
    .min(1)
    .default(['objectGUID', 'objectSid', 'dn', 'sAMAccountName'])
    .describe('User link attributes, tried in this order, each its own query.'),
  newUserLookup: z.strictObject({
    ldapFilterPattern: z.string().min(1).describe('LDAP filter holding ${identifier}.'),
    population: z.strictObject({ id: identifier }).optional(),
    attributeMappings: z.array(profileMapping).min(1),
  }),
  onlyMembersOf: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Device types: DNs of groups or OUs; only computers of these may join. Empty: every computer under the base.',
    ),
})

export const gatewayKerberos = z.strictObject({
  serviceAccountUserPrincipalName: z
    .string()
    .regex(/^[^@\s]+@[^@\s]+$/, 'must be a UPN')
    .describe('Case sensitive.'),
  serviceAccountPassword: z.string().optional().describe('Write-only; stored encrypted, never exported.'),
  keytabFile: z
    .string()
    .optional()
    .describe('A keytab instead of the password. Joinery then renews nothing by itself.'),
  minutesToRetainPreviousCredentials: z.int().min(0).max(10_080).default(610),
  servicePrincipalNames: z
    .array(z.string().regex(/^[A-Za-z]+\/[^\s/@]+$/, 'must look like HTTP/sts.example.com'))
    .default([])
    .describe('SPNs devices ask tickets for. Left empty: HTTP/ and the host of publicUrl.'),
  realm: z.string().optional().describe('The Kerberos realm; left out, taken from the naming context.'),
  trustedRealms: z.array(z.string()).default([]).describe('Further realms whose tickets this gateway takes.'),
  extendedProtection: z
    .enum(['off', 'whenSent', 'required'])
    .default('whenSent')
    .describe('Channel binding. whenSent is right where Joinery ends TLS itself; behind a proxy use off.'),
})

export const gateway = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  description: z.string().optional(),
  enabled: z.boolean().default(true),
  type: z.literal('LDAP').default('LDAP'),
  vendor: z.literal('Microsoft Active Directory').default('Microsoft Active Directory'),
  serversHostAndPort: z
    .array(z.string().regex(/^(\[[0-9a-f:]+\]|[^\s:/]+)(:\d{1,5})?$/i, 'must be host or host:port'))
    .min(1)
    .describe('Domain controllers, tried in this order.'),
  bindDN: z.string().min(1).describe('DN or UPN of a read-only account.'),
  bindPassword: z.string().optional().describe('Write-only; stored encrypted, never exported.'),
  connectionSecurity: z.enum(['TLS', 'StartTLS', 'None']).default('TLS'),
  validateTlsCertificates: z.boolean().default(true),
  caFile: z.string().optional().describe("PEM file of the CA that signed the domain controllers' certificates."),
  followReferrals: z.boolean().default(false),
  referralHosts: z.array(z.string()).default([]).describe('Hosts that referrals may lead to, over TLS only.'),
  connectTimeoutSeconds: z.int().min(1).max(60).default(5),
  operationTimeoutSeconds: z.int().min(1).max(120).default(10),
  poolSize: z.int().min(1).max(64).default(8),
  sourceAnchor: z
    .string()
    .default('mS-DS-ConsistencyGuid')
    .describe('mS-DS-ConsistencyGuid: that, else objectGUID, as Entra Connect. Any other name: that attribute alone.'),
  kerberos: gatewayKerberos.optional(),
  userTypes: z.array(userType).default([]),
})

export type ProfileMapping = z.output<typeof profileMapping>
export type UserType = z.output<typeof userType>
export type GatewayKerberos = z.output<typeof gatewayKerberos>
export type Gateway = z.output<typeof gateway>
