import type { Application, AttributeMapping } from '../config/application.ts'
import type { Gateway } from '../config/gateway.ts'
import { listedUserTypes } from '../config/listed-user-types.ts'
import { nameFormatOf } from '../config/name-format.ts'
import { releaseTargetOf } from '../config/release-target.ts'
import { type ClaimTrouble, judgeClaims } from '../doctor/judge-claims.ts'
import { type Facts, IdpError } from '../errors.ts'
import { findEntry } from '../issuance/lookup/find-entry.ts'
import { ldapAttributes } from '../issuance/map/ldap-attributes.ts'
import { mapClaims } from '../issuance/map/map-claims.ts'
import { signInVariables } from '../issuance/map/sign-in-variables.ts'
import { assertionFor } from '../issuance/mint/assertion-for.ts'
import type { Claim, FoundEntry, MappedSubject } from '../issuance/stages.ts'
import type { ClaimsPreview, ExpressionSample, PreviewedClaim, PreviewSubject, Previews } from '../ports/previews.ts'
import type { Note, Ports } from '../ports.ts'
import { guidToBase64 } from '../protocol/ad/guid.ts'
import type { SamlAssertion } from '../protocol/saml/saml-assertion.ts'
import { findSubject, type NamedAccount } from './find-subject.ts'
import { namedError } from './live-sources.ts'

type PreviewPorts = Pick<Ports, 'clock' | 'directory' | 'profiles' | 'randomness' | 'settings'>

/** Lookup and map as for a sign-in, and what an assertion would say; judged by the doctor's judge. Nothing is minted. */
export function createPreviews(ports: PreviewPorts): Previews {
  return {
    async previewClaims(application, subject) {
      const { account, method } = await getSubject(ports, application, subject)
      const { entry, principal } = account
      const authentication = { method, at: ports.clock.now() }
      const base = {
        dn: entry.dn,
        samAccountName: principal.samAccountName,
        objectSid: principal.objectSid,
        gatewayId: principal.gateway.id,
        audience: application.audienceRestriction,
        nameIdentifierFormat: application.subjectNameIdentifierFormat,
      }
      try {
        const found = await findEntry({ ...principal, authentication }, { application }, ports, unheard)
        return { ...base, ...previewOf(found, application, account, ports) }
      } catch (error) {
        const nothing = {
          issuer: undefined,
          authenticationMethod: undefined,
          entra: undefined,
          claims: [],
          warnings: [],
        }
        return { ...base, ...nothing, refusal: namedError(error) }
      }
    },
    readVariables: async (application, subject) => {
      const { account, method } = await getSubject(ports, application, subject)
      const principal = { ...account.principal, authentication: { method, at: ports.clock.now() } }
      return sampleOf(await findEntry(principal, { application }, ports, unheard), application, ports)
    },
  }
}

const unheard: Note = () => {}
/** Claims about the network are shown as for somebody in the house. */
const network = { remoteAddress: 'preview', insideIntranet: true }

/** What an assertion would say of the entry. Throws MAP_…, MINT_…, EXPRESSION_…. */
export function assertionToBe(
  found: FoundEntry,
  application: Application,
  ports: PreviewPorts,
  note: Note = unheard,
): SamlAssertion {
  const { claims } = mapClaims(found, { application, network }, ports, note)
  return assertionFor(claims, application, { now: ports.clock.now(), uuid: 'preview', lifetimeSeconds: 0 })
}

/** How such an account could sign in to the application: by ticket, where it takes any. */
export function methodFor(application: Application, gateway: Gateway, account: PreviewSubject['account']) {
  return (['kerberos', 'password'] as const).find((method) =>
    listedUserTypes(application, gateway, method).some((userType) => userType.account === account),
  )
}

async function getSubject(ports: PreviewPorts, application: Application, subject: PreviewSubject) {
  const { name, account, gatewayId } = subject
  const gateways = ports.settings
    .current()
    .managed.gateways.filter(({ id, enabled }) => enabled && (gatewayId === undefined || gatewayId === id))
  for (const gateway of gateways) {
    const method = methodFor(application, gateway, account)
    const found = method && (await findSubject(ports, gateway, subject))
    if (method && found) return { account: found, method }
  }
  throw new IdpError('LIVE_SUBJECT_NOT_FOUND', { name, account, gateways: gateways.map(({ id }) => id) })
}

type Previewed = Pick<ClaimsPreview, 'refusal' | 'issuer' | 'authenticationMethod' | 'claims' | 'entra' | 'warnings'>

function previewOf(found: FoundEntry, application: Application, account: NamedAccount, ports: PreviewPorts): Previewed {
  const notes: Facts[] = []
  const assertion = attempt(() => assertionToBe(found, application, ports, (facts) => notes.push(facts)))
  const kind = found.userType.account
  const mapped = application.attributes.map((mapping) => ({
    mapping,
    made: claimOf(found, application, mapping, ports),
  }))
  const claims = mapped.flatMap(({ made }) => ('claim' in made && made.claim ? [made.claim] : []))
  const troubles = [...judgeClaims(claims, kind), ...differences(claims, account)]
  const shown = [
    ...mapped.map(({ mapping, made }) => shownClaim(mapping, made, troubles)),
    ...troubles
      .filter(({ kind: what }) => what === 'missing')
      .flatMap((trouble) => {
        const isMapped = application.attributes.some(({ name }) => name === trouble.name)
        return isMapped ? [] : [missingClaim(trouble)]
      }),
  ]
  const refusal = 'error' in assertion ? assertion.error : undefined
  const issued = 'value' in assertion ? assertion.value : undefined
  return {
    refusal,
    issuer: issued?.issuer ?? application.issuerUri,
    authenticationMethod: issued?.authenticationMethod,
    claims: shown,
    entra: refusal === undefined ? answerOf(troubles, kind) : undefined,
    warnings: notes.flatMap(({ warning, warningMeans, warningFix }) =>
      warning === undefined ? [] : [{ code: String(warning), means: String(warningMeans), fix: String(warningFix) }],
    ),
  }
}

type Made = { readonly claim: Claim | undefined; readonly isReleased: boolean } | { readonly error: IdpError }

/** What one mapping makes by itself, so that one that fails hides no other. */
function claimOf(found: FoundEntry, application: Application, mapping: AttributeMapping, ports: PreviewPorts): Made {
  const target = releaseTargetOf(mapping)
  if (target !== 'everyone' && (target === 'devices') !== (found.userType.account === 'device'))
    return { claim: undefined, isReleased: false }
  const alone = { ...mapping, required: false }
  const isSubject = mapping.name === 'Subject'
  const attributes = isSubject ? [alone] : [anySubject, alone]
  const made = attempt(() => mapClaims(found, { application: { ...application, attributes }, network }, ports, unheard))
  if ('error' in made) return made
  const { nameIdentifier, attributes: claims } = made.value.claims
  const claim = isSubject
    ? { name: 'Subject', namespace: nameIdentifier.format, values: [nameIdentifier.value] }
    : claims[0]
  return { claim, isReleased: true }
}

const anySubject: AttributeMapping = { name: 'Subject', value: 'preview', required: true, releaseTo: 'everyone' }

function shownClaim(mapping: AttributeMapping, made: Made, troubles: readonly ClaimTrouble[]): PreviewedClaim {
  const base = { name: mapping.name, namespace: nameFormatOf(mapping), values: [], expression: mapping.value }
  if ('error' in made) {
    const { means, fix, code } = made.error
    return { ...base, outcome: 'failed', verdict: means, fix, code }
  }
  if (!made.isReleased) return { ...base, outcome: 'notReleased', verdict: `Goes to ${releaseTargetOf(mapping)} only.` }
  const trouble = troubles.find(({ name }) => name === mapping.name)
  const { claim } = made
  if (claim === undefined) {
    if (trouble !== undefined) return { ...base, ...missingClaim(trouble), expression: mapping.value }
    return mapping.required
      ? { ...base, outcome: 'missing', verdict: 'Required, and the expression yields nothing for this account.' }
      : { ...base, outcome: 'leftOut', verdict: 'Yields nothing for this account, so it is left out.' }
  }
  const shown = { ...base, namespace: claim.namespace, values: claim.values }
  if (trouble === undefined) return { ...shown, outcome: 'ok', verdict: 'As Entra expects it.' }
  const { expected, fix, code } = trouble
  return { ...shown, outcome: 'wrong', verdict: troubleText(trouble), expected, fix, code }
}

function missingClaim(trouble: ClaimTrouble): PreviewedClaim {
  const { name, expected, fix, code } = trouble
  return {
    ...{ name, namespace: undefined, values: [], expression: undefined, expected, fix, code },
    ...{ outcome: 'missing', verdict: troubleText(trouble) },
  }
}

const troubleTexts = {
  missing: ({ name }: ClaimTrouble) => `${name} is not among the claims.`,
  namespace: ({ name, expected }: ClaimTrouble) =>
    `${name} is in a namespace where Entra does not look; it looks in ${expected}.`,
  value: ({ name, expected }: ClaimTrouble) => `The value of ${name} is not ${expected}.`,
} as const

const troubleText = (trouble: ClaimTrouble): string => troubleTexts[trouble.kind](trouble)

function answerOf(troubles: readonly ClaimTrouble[], account: 'device' | 'user'): ClaimsPreview['entra'] {
  const [first, ...others] = troubles
  if (first === undefined)
    return { code: undefined, text: `Entra would take it: every claim that it needs of a ${account} is there.` }
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return {
    code: first.code,
    text: `Entra would answer ${first.code}, because ${lowerFirst(troubleText(first))}${more}`,
  }
}

/** Claim names keep their case; only our own first word changes. */
function lowerFirst(text: string): string {
  return text.startsWith('The ') ? `t${text.slice(1)}` : text
}

/** Entra Connect makes the device from objectGUID and objectSid: claims that say something else are of another device. */
function differences(claims: readonly Claim[], { entry, principal }: NamedAccount): readonly ClaimTrouble[] {
  const guid = entry.attributes.objectGUID?.[0]
  const expected: Readonly<Record<string, string | undefined>> = {
    onpremobjectguid: guid && guidToBase64(guid),
    primarysid: principal.objectSid,
  }
  return claims.flatMap(({ name, values: [value = ''] }) => {
    const right = Object.hasOwn(expected, name) ? expected[name] : undefined
    if (right === undefined || right === value) return []
    const fix = `Map ${name} from ${name === 'primarysid' ? 'objectSid' : 'objectGUID'} of the same object.`
    return [{ kind: 'value', name, expected: `${right}, that of the account`, code: 'AADSTS51004', fix }]
  })
}

function sampleOf(found: FoundEntry, application: Application, ports: PreviewPorts): ExpressionSample {
  const bare = { ...application, attributes: [anySubject] }
  const { profile }: MappedSubject = mapClaims(found, { application: bare, network }, ports, unheard)
  const facts = signInVariables({
    ...{ found, serving: application, now: ports.clock.now() },
    request: { application, network },
  })
  const attributes = ldapAttributes(found, unheard)
  return { dn: found.entry.dn, variables: { ...facts, user: profile, ldapAttributes: attributes } }
}

function attempt<T>(run: () => T): { readonly value: T } | { readonly error: IdpError } {
  try {
    return { value: run() }
  } catch (error) {
    return { error: namedError(error) }
  }
}
