import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cloudUserLookup, microsoft365Mappings } from '../../../../src/config/presets.ts'
import type { Facts } from '../../../../src/errors.ts'
import type { AuthenticationFacts } from '../../../../src/issuance/stages.ts'
import { alice, authenticatedAt, claimsOf, map, refused } from './map-fixture.ts'

const mfa = 'http://schemas.microsoft.com/claims/multipleauthn'
const password: AuthenticationFacts = { method: 'password', at: authenticatedAt }
const withSecondFactor: AuthenticationFacts = {
  ...password,
  secondFactor: { method: 'totp', at: new Date('2026-03-01T11:59:59Z') },
}
const subject = { name: 'Subject', value: '${user.externalId}' }

const claimOf = (authentication: AuthenticationFacts, uri: string, options: Parameters<typeof map>[0] = {}) =>
  claimsOf(map({ account: 'user', authentication, ...options }))[uri]

test('map: the MFA claim goes out in both its forms, with its time, when a second factor was proved, else not at all', () => {
  const claims = claimsOf(map({ account: 'user', authentication: withSecondFactor }))
  assert.deepEqual(claims['http://schemas.microsoft.com/ws/2008/06/identity/claims/authenticationmethod'], [mfa])
  assert.deepEqual(claims['http://schemas.microsoft.com/claims/authnmethodsreferences'], [mfa])
  assert.deepEqual(claims['http://schemas.microsoft.com/ws/2017/04/identity/claims/multifactorauthenticationinstant'], [
    '2026-03-01T11:59:59.000Z',
  ])
  for (const authentication of [password, { method: 'kerberos', at: authenticatedAt } as const])
    assert.deepEqual(Object.keys(claimsOf(map({ account: 'user', authentication }))), [
      'http://schemas.microsoft.com/LiveID/Federation/2008/05/ImmutableID',
      'http://schemas.xmlsoap.org/claims/UPN',
      'http://schemas.microsoft.com/ws/2012/01/insidecorporatenetwork',
    ])
})

test('map: the statement names the first factor, whatever else was proved [SAMLCore11 §7.1]', () => {
  const methodOf = (authentication: AuthenticationFacts) => map({ account: 'user', authentication }).claims
  assert.equal(methodOf(withSecondFactor).authenticationMethod, 'urn:oasis:names:tc:SAML:1.0:am:password')
  assert.equal(
    methodOf({ method: 'kerberos', at: authenticatedAt }).authenticationMethod,
    'urn:federation:authentication:windows',
  )
})

test('map: insidecorporatenetwork is what the network was, as xs:boolean writes it', () => {
  const uri = 'http://schemas.microsoft.com/ws/2012/01/insidecorporatenetwork'
  assert.deepEqual(claimOf(password, uri, { insideIntranet: true }), ['true'])
  assert.deepEqual(claimOf(password, uri), ['false'])
})

test('map: psso only where the session outlives the browser', () => {
  const uri = 'http://schemas.microsoft.com/2014/03/psso'
  assert.deepEqual(claimOf({ ...password, persistent: true }, uri), ['true'])
  assert.equal(claimOf({ ...password, persistent: false }, uri), undefined)
})

const filetime = (date: string) => [String((BigInt(Date.parse(date)) + 11_644_473_600_000n) * 10_000n)]
const expiry = 'msDS-UserPasswordExpiryTimeComputed'
const below = 'http://schemas.microsoft.com/ws/2012/01'

test('map: a required claim whose fact is missing says so', () => {
  const claims = [subject, { name: 'stay', nameFormat: 'urn:x', value: '${authentication.persistent}', required: true }]
  const { means, fix } = refused({ account: 'user', claims }, 'MAP_REQUIRED_CLAIM_EMPTY')
  assert.match(means, /reads authentication\.persistent, which this sign-in has not proved/)
  assert.match(fix, /Take required out/)
})

test('map: password expiry goes out after a password, in the last 14 days [MS-ADA2 msDS-UserPasswordExpiryTimeComputed]', () => {
  const ending = (date: string[], authentication = password) => {
    const application = { passwordChangeUrl: 'https://sts.example/change' }
    const claims = claimsOf(
      map({ account: 'user', authentication, application, attributes: { ...alice, [expiry]: date } }),
    )
    return ['passwordexpirationtime', 'passwordexpirationdays', 'passwordchangeurl'].map(
      (name) => claims[`${below}/${name}`]?.[0],
    )
  }
  // The fixed clock says 2026-03-01T12:00:00Z.
  assert.deepEqual(ending(filetime('2026-03-03T18:00:00Z')), ['194400', '2', 'https://sts.example/change'])
  assert.deepEqual(ending(filetime('2026-03-15T12:00:00Z')), ['1209600', '14', 'https://sts.example/change'])
  const nothing = [undefined, undefined, undefined]
  assert.deepEqual(ending(filetime('2026-03-15T12:00:01Z')), nothing)
  assert.deepEqual(ending(filetime('2026-03-01T11:59:59Z')), nothing)
  assert.deepEqual(ending(['9223372036854775807']), nothing)
  assert.deepEqual(ending(['soon']), nothing)
  assert.deepEqual(ending(filetime('2026-03-03T18:00:00Z'), { method: 'kerberos', at: authenticatedAt }), nothing)
})

test('map: a claim about the sign-in that says anything but the fact is refused, however it is spelled', () => {
  const spelled = [
    { name: 'authnmethodsreferences', nameFormat: 'http://schemas.microsoft.com/claims' },
    { name: 'AuthnMethodsReferences', nameFormat: 'urn:x' },
    { name: 'claims/authnmethodsreferences', nameFormat: 'http://schemas.microsoft.com' },
    { name: 'authn\u200bmethodsreferences', nameFormat: 'http://schemas.microsoft.com/claims' },
    { name: 'insidecorporatenetwork', nameFormat: below },
    { name: 'psso', nameFormat: 'http://schemas.microsoft.com/2014/03' },
  ]
  for (const claim of spelled) {
    const error = refused(
      {
        account: 'user',
        claims: [subject, { ...claim, value: '${user.title}' }],
        attributes: { ...alice, title: ['true'] },
      },
      'MAP_FACT_NOT_PROVED',
    )
    assert.match(error.fix, /Write the value \$\{(authentication|network)\./)
  }
})

test('map: a value from the directory that speaks of a second factor is refused unless one was proved', () => {
  const claims = [subject, { name: 'title', nameFormat: 'urn:x', value: '${user.title}' }]
  for (const title of [
    mfa,
    mfa.toUpperCase(),
    'http://schemas.microsoft.com/claims/wiaormultiauthn',
    'ｍultiple\u00adauthn',
  ]) {
    const attributes = { ...alice, title: [title] }
    const error = refused(
      { account: 'user', authentication: password, claims, attributes },
      'MAP_SECOND_FACTOR_NOT_PROVED',
    )
    assert.equal(error.facts.expression, '${user.title}')
    assert.equal(
      claimsOf(map({ account: 'user', authentication: withSecondFactor, claims, attributes }))['urn:x/title']?.[0],
      title,
    )
    refused(
      { account: 'user', claims: [{ name: 'Subject', value: '${user.title}' }], attributes },
      'MAP_SECOND_FACTOR_NOT_PROVED',
    )
  }
})

test('map: no user passes for a computer, whatever the expression yields', () => {
  const to = { releaseTo: 'everyone' }
  const wrong = [
    { name: 'accounttype', value: "${user.externalId != null ? ' dj' : null}", ...to },
    { name: '2012/01/AccountType', nameFormat: 'http://schemas.microsoft.com/ws', value: '${user.title}', ...to },
    { name: 'onpremobjectguid', value: '${user.externalId}', ...to },
  ]
  for (const claim of wrong)
    refused({ account: 'user', claims: [subject, claim], attributes: { ...alice, title: ['DJ'] } }, 'MAP_NOT_A_DEVICE')
  const byKind = { name: 'accounttype', value: "${user.hybridJoinedDevice == 'true' ? 'DJ' : 'User'}", ...to }
  const uri = 'http://schemas.microsoft.com/ws/2012/01/accounttype'
  assert.deepEqual(claimsOf(map({ account: 'user', claims: [subject, byKind] }))[uri], ['User'])
  assert.deepEqual(claimsOf(map({ claims: [subject, byKind] }))[uri], ['DJ'])
})

test('map: the issuer of the account’s domain: that of the application whose domain is nearest above the UPN suffix', () => {
  const applications = [
    { id: 'emea', name: 'EMEA', domainName: 'emea.corp.example', issuerUri: 'urn:emea', attributes: [] },
    { id: 'other', name: 'Other', domainName: 'other.example', issuerUri: 'urn:other', attributes: [] },
  ]
  const claims = [...microsoft365Mappings(), { name: 'issuerid', value: '${domain.issuerId}', releaseTo: 'everyone' }]
  const issuerOf = (upn: string | undefined, notes: Facts[] = []) =>
    claimsOf(
      map({
        ...{ account: upn === undefined ? 'device' : 'user', claims, applications, notes },
        ...{ application: { issuerUri: 'urn:corp' } },
        ...(upn === undefined ? {} : { attributes: { ...alice, userPrincipalName: [upn] } }),
      }),
    )['http://schemas.microsoft.com/ws/2008/06/identity/claims/issuerid']?.[0]
  assert.equal(issuerOf('a@corp.example'), 'urn:corp')
  assert.equal(issuerOf('a@Berlin.Corp.Example'), 'urn:corp')
  assert.equal(issuerOf(undefined), 'urn:corp')
  const warnings = (upn: string) => {
    const notes: Facts[] = []
    return [
      issuerOf(upn, notes),
      ...notes.flatMap(({ warning, warningMeans, warningFix }) =>
        warning === undefined ? [] : [warning, `${warningMeans} ${warningFix}`],
      ),
    ]
  }
  const [issuer, code, text] = warnings('a@x.emea.corp.example')
  assert.deepEqual([issuer, code], ['urn:emea', 'MAP_UPN_OF_OTHER_DOMAIN'])
  assert.match(String(text), /x\.emea\.corp\.example, which the application EMEA serves.*AADSTS50107.*urn:emea/)
  const [none, unknown, remedy] = warnings('a@corp.example.local')
  assert.deepEqual([none, unknown], [undefined, 'MAP_UPN_NOT_FEDERATED'])
  assert.match(String(remedy), /AADSTS50034/)
  assert.deepEqual(warnings('a@notcorp.example').slice(1, 2), ['MAP_UPN_NOT_FEDERATED'])
  assert.deepEqual(warnings('a@corp.example'), ['urn:corp'])
  assert.ok(cloudUserLookup().attributeMappings.some(({ name }) => name === 'ms-upn'))
})
