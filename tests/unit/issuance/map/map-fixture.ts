import assert from 'node:assert/strict'
import { application as applicationSchema } from '../../../../src/config/application.ts'
import { gateway as gatewaySchema } from '../../../../src/config/gateway.ts'
import {
  cloudUserType,
  deviceUserType,
  microsoft365Application,
  presetSchemaAttributes,
} from '../../../../src/config/presets.ts'
import { type ErrorCode, type Facts, IdpError } from '../../../../src/errors.ts'
import { mapClaims } from '../../../../src/issuance/map/map-claims.ts'
import type { AuthenticationFacts, FoundEntry, MappedSubject, NetworkFacts } from '../../../../src/issuance/stages.ts'
import { countedRandomness } from '../../../fakes/counted-randomness.ts'
import { fixedClock } from '../../../fakes/fixed-clock.ts'
import { memorySettings } from '../../../fakes/memory-settings.ts'

/** A sign-in as far as `map`: an entry, a user type and an application with the presets, changed as a test asks. */

export const objectGUID = '3f0817b9-ca17-4714-ab81-f7b5943dec7b'
export const consistencyGuid = '00112233-4455-6677-8899-aabbccddeeff'
export const objectSid = 'S-1-5-21-3623811015-3361044348-30300820-1013'
export const authenticatedAt = new Date('2026-03-01T11:59:58Z')

export const computer = { objectGUID: [objectGUID], objectSid: [objectSid], sAMAccountName: ['WS01$'] }
export const alice = {
  objectGUID: [objectGUID],
  'mS-DS-ConsistencyGuid': [consistencyGuid],
  objectSid: [objectSid],
  sAMAccountName: ['alice'],
  mail: ['alice@corp.example'],
  givenName: ['Alice'],
  sn: ['Archer'],
  userPrincipalName: ['alice@corp.example'],
}

export const anyNetwork: NetworkFacts = { remoteAddress: '192.0.2.7', insideIntranet: false }

export interface Case {
  readonly account?: 'user' | 'device'
  readonly attributes?: Readonly<Record<string, readonly string[]>>
  /** Changes to the user type's mappings: undefined takes one out. */
  readonly profile?: Readonly<Record<string, string | undefined>>
  readonly claims?: readonly Readonly<Record<string, unknown>>[]
  readonly application?: Readonly<Record<string, unknown>>
  readonly sourceAnchor?: string
  readonly schemaAttributes?: readonly unknown[]
  readonly notes?: Facts[]
  readonly authentication?: AuthenticationFacts
  readonly insideIntranet?: boolean
  /** Further applications, beside the one that is signed in to. */
  readonly applications?: readonly Readonly<Record<string, unknown>>[]
}

export function map({ account = 'device', notes = [], ...options }: Case = {}): MappedSubject {
  const attributes = options.attributes ?? (account === 'device' ? computer : alice)
  const preset = microsoft365Application({ id: 'm365', domainName: 'corp.example' })
  const application = applicationSchema.parse({
    ...preset,
    attributes: options.claims ?? preset.attributes,
    ...options.application,
  })
  const settings = memorySettings({
    schemaAttributes: options.schemaAttributes ?? presetSchemaAttributes,
    applications: [application, ...(options.applications ?? [])],
  })
  const ports = { clock: fixedClock(), randomness: countedRandomness(), settings }
  const request = { application, network: { ...anyNetwork, insideIntranet: options.insideIntranet ?? false } }
  return mapClaims(foundEntry(account, attributes, options), request, ports, (facts) => notes.push(facts))
}

export function foundEntry(
  account: 'user' | 'device',
  attributes: FoundEntry['entry']['attributes'],
  options: Case,
): FoundEntry {
  const base = { id: account, searchBaseDn: 'DC=corp' }
  const userType = account === 'device' ? deviceUserType(base) : cloudUserType(base)
  const changed = Object.entries(options.profile ?? {})
  const attributeMappings = [
    ...userType.newUserLookup.attributeMappings.filter(({ name }) => !changed.some(([other]) => other === name)),
    ...changed.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
  ]
  const gateway = gatewaySchema.parse({
    id: 'ad',
    name: 'AD',
    serversHostAndPort: ['dc1'],
    bindDN: 'CN=reader',
    ...(options.sourceAnchor === undefined ? {} : { sourceAnchor: options.sourceAnchor }),
    userTypes: [{ ...userType, newUserLookup: { ...userType.newUserLookup, attributeMappings } }],
  })
  const [parsed] = gateway.userTypes
  assert.ok(parsed)
  const principal = {
    gateway,
    kerberosRealm: 'CORP.EXAMPLE',
    samAccountName: attributes.sAMAccountName?.[0] ?? '',
    objectSid,
    authentication: options.authentication ?? { method: 'kerberos', at: authenticatedAt },
    channelBinding: 'none' as const,
    replyToken: undefined,
  } satisfies FoundEntry['principal']
  return { principal, userType: parsed, entry: { dn: 'CN=WS01,DC=corp', attributes }, knownProfile: undefined }
}

export function claimsOf(mapped: MappedSubject): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    mapped.claims.attributes.map(({ name, namespace, values }) => [`${namespace}/${name}`, values]),
  )
}

export function refused(options: Case, code: ErrorCode): IdpError {
  try {
    map(options)
  } catch (error) {
    assert.ok(error instanceof IdpError, String(error))
    assert.equal(error.code, code)
    return error
  }
  assert.fail(`expected ${code}`)
}
