import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import type { AdAccount } from '../readings/active-directory-readings.ts'
import { type FactTable, hasAny, listFacts, type ObjectKind, readFacts, stretchOf, tableNames } from './object-kind.ts'
import { findProperty, type PrintedObject } from './shapes/printed-object.ts'
import { type FactContext, quotedEvidence } from './typed-fact.ts'

/** Accounts of AD: Get-ADComputer, Get-ADUser, Get-ADObject, ldapsearch and ldifde. */

const account = {
  distinguishedName: ['text', 'distinguishedname', 'dn'],
  sAMAccountName: ['text', 'samaccountname'],
  userPrincipalName: ['upn', 'userprincipalname'],
  dNSHostName: ['dns', 'dnshostname'],
  objectGUID: ['guid', 'objectguid'],
  objectSid: ['sid', 'sid', 'objectsid'],
  'mS-DS-ConsistencyGuid': ['guid', 'ms-ds-consistencyguid'],
  enabled: ['boolean', 'enabled'],
  lockedOut: ['boolean', 'lockedout'],
  userAccountControl: ['integer', 'useraccountcontrol'],
  'msDS-SupportedEncryptionTypes': ['integer', 'msds-supportedencryptiontypes'],
  'msDS-KeyVersionNumber': ['integer', 'msds-keyversionnumber'],
  pwdLastSet: ['time', 'passwordlastset', 'pwdlastset'],
  accountExpires: ['time', 'accountexpirationdate', 'accountexpires'],
  mail: ['text', 'mail', 'emailaddress'],
} as const satisfies FactTable<keyof AdAccount['facts']>

const identities = ['samaccountname', 'distinguishedname', 'dn']
const ofAccounts = [
  ...['objectguid', 'sid', 'objectsid', 'enabled', 'userprincipalname', 'useraccountcontrol', 'serviceprincipalname'],
  ...[
    'serviceprincipalnames',
    'usercertificate',
    'certificates',
    'msds-supportedencryptiontypes',
    'kerberosencryptiontype',
  ],
  ...['ms-ds-consistencyguid', 'pwdlastset', 'passwordlastset', 'msds-keyversionnumber', 'dnshostname'],
]

const accountClasses = ['computer', 'user', 'msDS-GroupManagedServiceAccount', 'msDS-ManagedServiceAccount']

export const adAccountKind: ObjectKind = {
  names: [...tableNames(account), ...ofAccounts],
  recognises: (names) => hasAny(names, identities) && hasAny(names, ofAccounts),
  read(object, context): AdAccount | undefined {
    const classes = findProperty(object, 'objectclass')?.items ?? []
    if (classes.length > 0 && !classes.some((name) => accountClasses.includes(name))) return undefined
    const facts: AdAccount['facts'] = readFacts(withoutNever(object), account, context)
    const spns = propertyOf(object, ['serviceprincipalname', 'serviceprincipalnames'])
    const encryption = facts['msDS-SupportedEncryptionTypes'] ?? encryptionTypes(object, context)
    const certificates = userCertificates(object, context)
    return {
      kind: 'ad-account',
      ...stretchOf(object, context),
      account: accountOf(object),
      facts: { ...facts, ...(encryption && { 'msDS-SupportedEncryptionTypes': encryption }) },
      ...(spns && { servicePrincipalNames: listFacts(spns, 'text', context) }),
      ...(certificates && { userCertificates: certificates }),
    }
  },
}

/** The times that mean never are no times: they become empty. */
function withoutNever(object: PrintedObject): PrintedObject {
  const properties = object.properties.map((property) =>
    /^(?:0|9223372036854775807)$/.test(property.text) && /^(?:accountexpires|pwdlastset)$/i.test(property.name)
      ? { ...property, text: '' }
      : property,
  )
  return { ...object, properties }
}

function propertyOf(object: PrintedObject, names: readonly string[]) {
  return names.map((name) => findProperty(object, name)).find((property) => property !== undefined)
}

function accountOf(object: PrintedObject): AdAccount['account'] {
  const objectClass = findProperty(object, 'objectclass')?.items ?? []
  if (objectClass.includes('computer')) return 'computer'
  if (objectClass.includes('user')) return 'user'
  const hasHost = (findProperty(object, 'dnshostname')?.text ?? '') !== ''
  return hasHost || /\$$/.test(findProperty(object, 'samaccountname')?.text ?? '') ? 'computer' : 'user'
}

const bits: readonly (readonly [RegExp, number])[] = [
  [/\bDES/i, 3],
  [/\bRC4/i, 4],
  [/\bAES128/i, 8],
  [/\bAES256/i, 16],
]

/** The module's own name for the attribute: `KerberosEncryptionType : {AES128, AES256}`. */
function encryptionTypes(object: PrintedObject, { source }: FactContext): Fact | undefined {
  const found = findProperty(object, 'kerberosencryptiontype')
  if (found === undefined || found.text === '') return undefined
  const flags = bits.reduce((sum, [name, bit]) => (name.test(found.text) ? sum + bit : sum), 0)
  return factAt(found.line, source, found.name, String(flags))
}

/** PowerShell shows bytes, or the names of types: then there is a certificate, and no more is known of it. */
function userCertificates(object: PrintedObject, context: FactContext): readonly Fact[] | undefined {
  const found = propertyOf(object, ['usercertificate', 'certificates'])
  if (found === undefined) return undefined
  const isOne = /^\{?48[,\s]/.test(found.text)
  const items = isOne ? [''] : found.items
  return items.map((item) => ({
    name: found.name,
    value: /^MI[A-Za-z0-9+/]+={0,2}$/.test(item) ? item : '',
    evidence: quotedEvidence(found.name, item.slice(0, 40), found.line, context.source),
  }))
}
