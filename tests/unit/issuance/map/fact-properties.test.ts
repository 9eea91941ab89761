import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkFactClaims } from '../../../../src/config/checks/check-fact-claims.ts'
import { managedSettings } from '../../../../src/config/managed-settings.ts'
import { microsoft365Application, microsoft365Mappings } from '../../../../src/config/presets.ts'
import { IdpError } from '../../../../src/errors.ts'
import type { AuthenticationFacts } from '../../../../src/issuance/stages.ts'
import { alice, authenticatedAt, map } from './map-fixture.ts'

/**
 * Whatever mappings an administrator writes, as far as the settings check takes them, and whatever the directory holds: a token of
 * one factor speaks of no second one. The judge below reads claims as Entra might: joined, without case.
 */

const isOfUsers = ({ name, releaseTo }: { name: string; releaseTo: string }) =>
  name !== 'Subject' && releaseTo !== 'devices'
const words = ['multipleauthn', 'wiaormultiauthn'].map((word) => `http://schemas.microsoft.com/claims/${word}`)
const mfaClaims = [
  'http://schemas.microsoft.com/claims/authnmethodsreferences',
  'http://schemas.microsoft.com/ws/2017/04/identity/claims/multifactorauthenticationinstant',
  'http://schemas.microsoft.com/2014/03/psso',
]

/** A URI cut into namespace and name at any slash, with case, blanks and slashes as they may be mistyped. */
const claimName = fc
  .tuple(
    fc.constantFrom(
      ...mfaClaims,
      'http://schemas.microsoft.com/ws/2008/06/identity/claims/authenticationmethod',
      'http://schemas.microsoft.com/ws/2012/01/insidecorporatenetwork',
      'http://example.com/title',
    ),
    fc.nat(2),
    fc.constantFrom('', ' ', '/', '\u200b'),
    fc.boolean(),
  )
  .map(([uri, cut, stray, upper]) => {
    const at = [uri.lastIndexOf('/'), uri.lastIndexOf('/', uri.lastIndexOf('/') - 1), uri.indexOf('/', 8)][cut] ?? 0
    const name = `${stray}${uri.slice(at + 1)}${stray}`
    return { nameFormat: uri.slice(0, at), name: upper ? name.toUpperCase() : name }
  })

const half = (word: string) => fc.nat(word.length).map((at) => [word.slice(0, at), word.slice(at)] as const)
const quoted = (text: string) => `'${text}'`

const value = fc.oneof(
  fc.constantFrom(
    ...words,
    '${authentication.multipleAuthn}',
    '${ authentication.multipleAuthnInstant }',
    "${authentication['multipleAuthn']}",
    '${authentication.multipleAuthn ?: user.title}',
    '${authentication.method}',
    '${authentication.persistent}',
    '${network.insideIntranet}',
    '${user.title}',
    '${user.nickname + user.title}',
    '${#string.lowerCase(user.title)}',
    '${user.title != null ? user.title : null}',
    '${true}',
  ),
  fc.constantFrom(...words).map((word) => `\${"${word}"}`),
  fc
    .constantFrom(...words)
    .chain(half)
    .map(([left, right]) => `\${${quoted(left)} + ${quoted(right)}}`),
  fc
    .constantFrom(...words)
    .chain(half)
    .map(([left, right]) => `${left}\${user.nickname ?: ${quoted(right)}}`),
)

const anyMapping = fc.tuple(claimName, value).map(([claim, written]) => ({ ...claim, value: written }))
const harmless = fc
  .tuple(fc.constantFrom('a', 'b', 'c'), value)
  .map(([name, written]) => ({ nameFormat: 'urn:x', name, value: written }))
const mapping = fc.oneof(anyMapping, harmless, fc.constantFrom(...microsoft365Mappings().filter(isOfUsers)))
const directory = fc.record({
  title: fc.constantFrom('Engineer', 'Manager', ...words, ...words.map((word) => word.toUpperCase()), 'true'),
  displayName: fc.constantFrom('', 'http://schemas.microsoft.com/claims/multiple', 'x'),
})
const oneFactor = fc.constantFrom<AuthenticationFacts[]>(
  { method: 'password', at: authenticatedAt },
  { method: 'kerberos', at: authenticatedAt },
)

test('property: no mapping that the settings take tells of a second factor or a lasting session that was not proved', () => {
  const seen = { refused: 0, issued: 0, stopped: 0 }
  fc.assert(
    fc.property(
      fc.array(mapping, { minLength: 1, maxLength: 3 }),
      directory,
      oneFactor,
      (rows, entry, authentication) => {
        const claims = [{ name: 'Subject', value: '${user.externalId}' }, ...rows]
        const application = {
          ...microsoft365Application({ id: 'm365', domainName: 'corp.example' }),
          attributes: claims,
        }
        if (checkFactClaims(managedSettings.parse({ applications: [application] })).length > 0) {
          seen.refused += 1
          return
        }
        const attributes = { ...alice, title: [entry.title], displayName: [entry.displayName] }
        const profile = { title: '${ldapAttributes.title}', nickname: '${ldapAttributes.displayName}' }
        try {
          judge(map({ account: 'user', authentication, claims, attributes, profile }).claims)
          seen.issued += 1
        } catch (error) {
          if (!(error instanceof IdpError)) throw error
          seen.stopped += 1
        }
      },
    ),
    { numRuns: 1000 },
  )
  // A property that never reaches a token, or never a refusal, would prove nothing.
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 4, `${what}: ${count}`)
})

function judge({ attributes }: ReturnType<typeof map>['claims']): void {
  for (const claim of attributes) {
    const uri = `${claim.namespace}/${claim.name}`
      .toLowerCase()
      .replace(/[\s\u200b]/g, '')
      .replace(/(?<!:)\/+/g, '/')
      .replace(/\/$/, '')
    assert.ok(!mfaClaims.includes(uri), `${uri} went out`)
    for (const text of claim.values) assert.ok(!/multi(ple)?authn/i.test(text), `${uri} says ${text}`)
  }
}
