import { readFileSync } from 'node:fs'
import type { Gateway, GatewayKerberos } from '../config/gateway.ts'
import { serviceAccountPasswordName } from '../config/secret-names.ts'
import { servicePrincipalNames } from '../config/service-principal-names.ts'
import { IdpError } from '../errors.ts'
import type { Gssapi, KdcFailure } from '../gssapi/gssapi.ts'
import type { Directory, SecretStore } from '../ports.ts'
import { type KeytabEntry, parseKeytab } from '../protocol/kerberos/keytab.ts'
import { type PrincipalName, serializePrincipalName } from '../protocol/kerberos/principal-name.ts'
import { type EncryptionTypeName, encryptionTypes, kerberosErrorCodes } from '../protocol/names/kerberos.ts'
import type { Secret } from '../secret.ts'
import { explainKdcFailure } from './explain-kdc-failure.ts'
import { findServiceAccount, type ServiceAccount } from './find-service-account.ts'
import type { KeySet, ServiceKey } from './kerberos-key-sets.ts'

/** Where the service keys of a gateway come from: the account's password and the KDC's salt, or a keytab file. */

export interface KeySource {
  readonly gateway: Gateway
  readonly kerberos: GatewayKerberos
  readonly kerberosRealm: string
  /** Those that tickets are asked for. */
  readonly hosts: readonly string[]
  /** Seconds since 1970. */
  readonly now: number
}

export interface KeySourcePorts {
  readonly gssapi: Gssapi
  readonly directory: Directory
  readonly secrets: SecretStore
}

export interface ObtainedKeySets {
  readonly account: ServiceAccount
  /** The newest first; more than one only from a keytab file that holds older versions too. */
  readonly sets: readonly KeySet[]
}

/** RC4 only where an administrator gives it in a keytab file. */
const derivedTypes: readonly EncryptionTypeName[] = ['aes256-cts-hmac-sha1-96', 'aes128-cts-hmac-sha1-96']
const maxKeytabBytes = 1 << 20

/** Not proved yet. Throws KERBEROS_… and DIRECTORY_…. */
export async function obtainKeySets(source: KeySource, ports: KeySourcePorts): Promise<ObtainedKeySets> {
  const { gateway, kerberos, kerberosRealm, now } = source
  const upn = kerberos.serviceAccountUserPrincipalName
  const account = await findServiceAccount(ports.directory, gateway, upn)
  if (account === undefined) throw new IdpError('KERBEROS_ACCOUNT_NOT_FOUND', { account: upn, gateway: gateway.id })
  const principal = { components: [account.samAccountName], kerberosRealm }
  if (kerberos.keytabFile !== undefined)
    return { account, sets: keySetsOfFile(kerberos.keytabFile, principal, wantedNames(source, account), now) }
  const password = await ports.secrets.find(serviceAccountPasswordName(gateway.id))
  if (password === undefined) throw new IdpError('KERBEROS_PASSWORD_MISSING', { account: upn, gateway: gateway.id })
  const keys = await deriveKeys(ports.gssapi, principal, password, { account: upn, gateway: gateway.id })
  return { account, sets: [{ principal, keyVersion: account.keyVersionNumber, activatedAt: now, keys }] }
}

/** The KDC announces the salt: after a rename the directory shows nothing of the old one. [RFC4120 §5.2.7.5] */
async function deriveKeys(
  gssapi: Gssapi,
  principal: PrincipalName,
  password: Secret,
  facts: Readonly<Record<string, string>>,
): Promise<readonly ServiceKey[]> {
  const keys: ServiceKey[] = []
  let unsupported: KdcFailure | undefined
  for (const encryptionType of derivedTypes) {
    const request = { principal: serializePrincipalName(principal), password, encryptionType }
    const derived = await gssapi.deriveKey(request)
    if (derived.outcome === 'ok') keys.push({ encryptionType: encryptionTypes[encryptionType], key: derived.key })
    else if (derived.kerberosError === kerberosErrorCodes.KDC_ERR_ETYPE_NOSUPP) unsupported = derived
    else throw explainKdcFailure(derived, { ...facts, realm: principal.kerberosRealm })
  }
  if (keys.length === 0 && unsupported !== undefined)
    throw explainKdcFailure(unsupported, { ...facts, realm: principal.kerberosRealm })
  return keys
}

/** Names under which ktpass, ktutil and samba-tool export the keys of the account, in lower case. */
function wantedNames({ kerberos, hosts }: KeySource, account: ServiceAccount): readonly string[] {
  const [upnName = ''] = kerberos.serviceAccountUserPrincipalName.split('@')
  const names = [account.samAccountName, upnName, ...account.servicePrincipalNames]
  return [...names, ...servicePrincipalNames(kerberos, hosts)].map((name) => name.toLowerCase())
}

/** Throws KERBEROS_KEYTAB_UNREADABLE, KERBEROS_KEYTAB_INVALID, KERBEROS_KEYTAB_EMPTY. */
function keySetsOfFile(
  file: string,
  principal: PrincipalName,
  names: readonly string[],
  now: number,
): readonly KeySet[] {
  const entries = parseKeytab(readKeytabFile(file))
  const ours = entries.filter(
    ({ components, kerberosRealm }) =>
      kerberosRealm.toUpperCase() === principal.kerberosRealm.toUpperCase() &&
      names.includes(components.join('/').toLowerCase()),
  )
  if (ours.length === 0) {
    const found = [...new Set(entries.map((entry) => serializePrincipalName(entry)))].slice(0, 20)
    throw new IdpError('KERBEROS_KEYTAB_EMPTY', { file, wanted: names, found, realm: principal.kerberosRealm })
  }
  const versions = [...new Set(ours.map(({ keyVersion }) => keyVersion))].sort((a, b) => b - a)
  return versions.map((keyVersion) => ({
    principal,
    keyVersion,
    activatedAt: now,
    keys: distinctKeys(ours.filter((entry) => entry.keyVersion === keyVersion)),
  }))
}

/** One key for each encryption type: the same key stands in the file once for each principal. */
function distinctKeys(entries: readonly KeytabEntry[]): readonly ServiceKey[] {
  const byType = new Map(entries.map(({ encryptionType, key }) => [encryptionType, { encryptionType, key }]))
  return [...byType.values()]
}

function readKeytabFile(file: string): Uint8Array {
  try {
    const bytes = readFileSync(file)
    if (bytes.length <= maxKeytabBytes) return bytes
  } catch (error) {
    throw new IdpError('KERBEROS_KEYTAB_UNREADABLE', { file, reason: String(error) }, error)
  }
  throw new IdpError('KERBEROS_KEYTAB_UNREADABLE', { file, reason: `it is larger than ${maxKeytabBytes} bytes` })
}
