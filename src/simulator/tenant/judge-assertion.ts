import { IdpError } from '../../errors.ts'
import { guidFromBytes } from '../../protocol/ad/guid.ts'
import { sidToBytes } from '../../protocol/ad/sid.ts'
import { claimNamespaces, claimValues } from '../../protocol/names/claims.ts'
import { findVerifiedDomain } from './find-verified-domain.ts'
import {
  type PresentedAssertion,
  type PresentedAttribute,
  type PresentedAuthentication,
  readAssertion,
} from './read-assertion.ts'
import type { Federation, SyncedUser, TenantDomain } from './tenant-options.ts'
import type { SignatureVerifier } from './verify-signature.ts'

/**
 * Judges an assertion as Entra does, in the order in which its error codes suggest that it checks. Nobody outside has seen the
 * order; every check names what its verdict rests on, or says `assumed`. It knows nothing of how the assertion was made.
 */
export interface Judgement {
  readonly at: Date
  readonly outcome: 'device' | 'user' | 'refused'
  /** Set when refused. */
  readonly aadsts: number | undefined
  readonly checks: readonly CheckedRule[]
  /** What the assertion says; undefined when it could not be read. */
  readonly issuer: string | undefined
  /** Whose code judged the signature; undefined when it did not come to that. */
  readonly signatureVerifier: string | undefined
  readonly device: { readonly objectGuid: string; readonly objectSid: string } | undefined
  readonly userPrincipalName: string | undefined
  /** What the assertion says of the user or computer; empty when it could not be read. */
  readonly claims: readonly PresentedAttribute[]
  readonly authentication: PresentedAuthentication | undefined
  /** The issuer says that a second factor was used. */
  readonly hasSecondFactor: boolean
}

export interface CheckedRule {
  readonly rule: JudgedRule
  readonly outcome: 'ok' | 'failed'
  readonly detail: string
  readonly source: string
}

export interface JudgingFacts {
  readonly now: Date
  readonly audienceUrn: string
  readonly domains: readonly TenantDomain[]
  readonly users: readonly SyncedUser[]
  readonly verifier: SignatureVerifier
}

/** The rules in order: the code a failure gives, and what that is known from. */
export const judgedRules = {
  readable: { aadsts: 50008, source: 'Microsoft error reference; the place in the order is assumed' },
  issuer: { aadsts: 50107, source: 'Microsoft error reference, public threads; the place in the order is assumed' },
  signingKey: { aadsts: 5000811, source: 'public threads; the place in the order is assumed' },
  signature: { aadsts: 50006, source: 'Microsoft error reference; the place in the order is assumed' },
  validity: { aadsts: 500133, source: 'Microsoft error reference; five minutes of tolerance are assumed' },
  audience: { aadsts: 50010, source: 'Microsoft error reference; that it is this code is assumed' },
  immutableId: { aadsts: 90020, source: 'Microsoft error reference; that devices need it too is assumed' },
  accountType: { aadsts: 51004, source: 'source document: wrong or missing device claims give AADSTS51004' },
  deviceClaims: { aadsts: 51004, source: 'source document: wrong or missing device claims give AADSTS51004' },
  user: { aadsts: 51004, source: 'Microsoft error reference' },
  userIssuer: {
    aadsts: 50107,
    source: 'recurring problem: several federated domains without issuerid; that it is this code is assumed',
  },
} as const satisfies Record<string, { aadsts: number; source: string }>

export type JudgedRule = keyof typeof judgedRules

const toleranceMs = 5 * 60_000

/** Never throws for what the assertion holds: a refusal is a judgement. */
export async function judgeAssertion(bytes: Uint8Array, facts: JudgingFacts): Promise<Judgement> {
  const checks: CheckedRule[] = []
  const judged: Judged = {
    ...{ at: facts.now, checks, issuer: undefined, signatureVerifier: undefined },
    ...{ claims: [], authentication: undefined, hasSecondFactor: false },
  }
  const refused = (): Judgement => {
    const rule = checks.at(-1)?.rule ?? 'readable'
    const aadsts = judgedRules[rule].aadsts
    return { ...judged, outcome: 'refused', aadsts, device: undefined, userPrincipalName: undefined }
  }
  const check = (rule: JudgedRule, isOk: boolean, detail: string): boolean => {
    checks.push({ rule, outcome: isOk ? 'ok' : 'failed', detail, source: judgedRules[rule].source })
    return isOk
  }

  const assertion = tryRead(bytes)
  if (assertion instanceof IdpError) {
    check('readable', false, assertion.means)
    return refused()
  }
  check('readable', true, 'a SAML 1.1 assertion')
  judged.issuer = assertion.issuer
  judged.claims = assertion.attributes
  judged.authentication = assertion.authentication
  judged.hasSecondFactor = saysSecondFactor(assertion)
  const federation = facts.domains.find((domain) => domain.federation?.issuerUri === assertion.issuer)?.federation
  if (!check('issuer', federation !== undefined, `issuer ${assertion.issuer}`)) return refused()
  const certificate = findSigningCertificate(assertion, federation)
  if (!check('signingKey', certificate !== undefined, describeKey(assertion))) return refused()
  judged.signatureVerifier = facts.verifier.name
  const isValid =
    certificate !== undefined && isWholeSigned(assertion) && (await facts.verifier.verify(bytes, certificate))
  if (!check('signature', isValid, `${assertion.signatureAlgorithm}, judged by ${facts.verifier.name}`))
    return refused()
  if (!check('validity', isTimely(assertion, facts.now), describeValidity(assertion, facts.now))) return refused()
  const audienceOk = assertion.audiences.includes(facts.audienceUrn)
  if (!check('audience', audienceOk, `audience ${assertion.audiences.join(', ') || 'none'}`)) return refused()
  return judgeSubject(assertion, facts, check, refused, judged)
}

type Check = (rule: JudgedRule, isOk: boolean, detail: string) => boolean
/** Grows while judging. */
interface Judged extends Pick<Judgement, 'at' | 'checks'> {
  issuer: string | undefined
  signatureVerifier: string | undefined
  claims: readonly PresentedAttribute[]
  authentication: PresentedAuthentication | undefined
  hasSecondFactor: boolean
}

/** A computer when accounttype says so in the right namespace, else a user that must be in the directory. */
function judgeSubject(
  assertion: PresentedAssertion,
  facts: JudgingFacts,
  check: Check,
  refused: () => Judgement,
  judged: Judged,
): Judgement {
  const immutableId = findImmutableId(assertion)
  if (!check('immutableId', immutableId !== undefined, immutableId ? 'present' : 'no NameIdentifier, no ImmutableID'))
    return refused()
  if (claimOf(assertion, 'accounttype', claimNamespaces.microsoft2012) === 'DJ') {
    check('accountType', true, 'accounttype DJ: a computer')
    const device = readDevice(assertion)
    if (!check('deviceClaims', typeof device !== 'string', typeof device === 'string' ? device : 'all there'))
      return refused()
    if (typeof device === 'string') return refused()
    return { ...judged, outcome: 'device', aadsts: undefined, device, userPrincipalName: undefined }
  }
  const user = facts.users.find((candidate) => candidate.immutableId === immutableId)
  if (user === undefined) {
    const looked = describeAccountType(assertion)
    check(looked.startsWith('no ') ? 'user' : 'accountType', false, `${looked}; so a user was looked for and not found`)
    return refused()
  }
  check('user', true, user.userPrincipalName)
  const own = findVerifiedDomain(facts.domains, user.userPrincipalName)
  if (!check('userIssuer', own?.federation?.issuerUri === assertion.issuer, describeOwnIssuer(own))) return refused()
  return { ...judged, outcome: 'user', aadsts: undefined, device: undefined, userPrincipalName: user.userPrincipalName }
}

function describeOwnIssuer(domain: TenantDomain | undefined): string {
  if (domain === undefined) return "no verified domain has the suffix of the user's UPN"
  return `the user's domain ${domain.name} is ${domain.federation ? `federated with ${domain.federation.issuerUri}` : 'managed'}`
}

/** Entra's own claim, or the one of the source product. */
function saysSecondFactor({ attributes }: PresentedAssertion): boolean {
  const saying = [
    ['authnmethodsreferences', claimNamespaces.microsoftClaims],
    ['authenticationmethod', claimNamespaces.microsoftIdentityClaims2008],
  ]
  return attributes.some(
    ({ name, namespace, values }) =>
      saying.some(([wanted, within]) => name === wanted && namespace === within) &&
      values.includes(claimValues.multipleAuthn),
  )
}

function tryRead(bytes: Uint8Array): PresentedAssertion | IdpError {
  try {
    return readAssertion(bytes)
  } catch (error) {
    if (error instanceof IdpError) return error
    throw error
  }
}

/** The registered certificate that KeyInfo names: the current one, or the next during a rollover. */
function findSigningCertificate(
  assertion: PresentedAssertion,
  federation: Federation | undefined,
): Uint8Array | undefined {
  const registered = [federation?.signingCertificate, federation?.nextSigningCertificate]
    .filter((text) => typeof text === 'string')
    .map((text) => Buffer.from(text, 'base64'))
  return registered.find((der) => assertion.keyInfoCertificates.some((shown) => der.equals(shown)))
}

function describeKey(assertion: PresentedAssertion): string {
  if (!assertion.isSigned) return 'the assertion is not signed'
  return `${assertion.keyInfoCertificates.length} certificate(s) in KeyInfo`
}

function isWholeSigned({ assertionId, signedReferences }: PresentedAssertion): boolean {
  return signedReferences.length === 1 && signedReferences[0] === `#${assertionId}`
}

function isTimely({ notBefore, notOnOrAfter }: PresentedAssertion, now: Date): boolean {
  if (notBefore === undefined || notOnOrAfter === undefined) return false
  return notBefore.getTime() - toleranceMs <= now.getTime() && now.getTime() < notOnOrAfter.getTime() + toleranceMs
}

function describeValidity({ notBefore, notOnOrAfter }: PresentedAssertion, now: Date): string {
  const shown = (time: Date | undefined): string => time?.toISOString() ?? 'none'
  return `valid ${shown(notBefore)} to ${shown(notOnOrAfter)}, now ${now.toISOString()}`
}

function findImmutableId(assertion: PresentedAssertion): string | undefined {
  const namespaces = [claimNamespaces.liveIdFederation, claimNamespaces.identityClaims2005]
  const claims = namespaces.map((namespace) => claimOf(assertion, 'ImmutableID', namespace))
  return claims.find((value) => value !== undefined) ?? assertion.nameIdentifier?.value
}

/** The one value of a claim, name and namespace compared exactly. */
function claimOf(assertion: PresentedAssertion, name: string, namespace: string): string | undefined {
  const found = assertion.attributes.filter((item) => item.name === name && item.namespace === namespace)
  return found.length === 1 && found[0]?.values.length === 1 ? found[0].values[0] : undefined
}

function describeAccountType(assertion: PresentedAssertion): string {
  const found = assertion.attributes.find((item) => item.name === 'accounttype')
  if (found === undefined) return 'no accounttype claim'
  return `accounttype ${found.values.join(', ')} in namespace ${JSON.stringify(found.namespace)}`
}

/** The computer, or what is wrong with its claims. */
function readDevice(assertion: PresentedAssertion): { objectGuid: string; objectSid: string } | string {
  const guid = claimOf(assertion, 'onpremobjectguid', claimNamespaces.microsoftIdentityClaims)
  if (guid === undefined) return describeMissing(assertion, 'onpremobjectguid')
  const objectSid = claimOf(assertion, 'primarysid', claimNamespaces.microsoftIdentityClaims2008)
  if (objectSid === undefined) return describeMissing(assertion, 'primarysid')
  const bytes = Buffer.from(guid, 'base64')
  if (bytes.length !== 16 || bytes.toString('base64') !== guid) return 'onpremobjectguid is not base64 of 16 bytes'
  return isSid(objectSid)
    ? { objectGuid: guidFromBytes(bytes), objectSid }
    : 'primarysid is not a SID in text form (S-1-5-21-…)'
}

function describeMissing(assertion: PresentedAssertion, name: string): string {
  const found = assertion.attributes.find((item) => item.name === name)
  if (found === undefined) return `no ${name} claim`
  return `${name} in namespace ${JSON.stringify(found.namespace)}, ${found.values.length} value(s)`
}

function isSid(text: string): boolean {
  try {
    return sidToBytes(text).length > 0
  } catch {
    return false
  }
}
