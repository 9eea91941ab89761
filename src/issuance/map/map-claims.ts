/**
 * map: the directory entry becomes claims, in two steps: the user type maps LDAP attributes to a profile, the application maps
 * the profile to claims. In: FoundEntry, whose values were read just now. Out: MappedSubject: name identifier, attributes with
 * name, namespace and values [SAMLCore11 §2.4.4], and how and when the caller authenticated [SAMLCore11 §2.4.3].
 * A claim goes only to the accounts it is released to; whether a required one is missing is judged after that.
 * Not verified here: that Entra will like the values; the settings were checked for that.
 */
import type { AttributeMapping } from '../../config/application.ts'
import { nameFormatOf } from '../../config/name-format.ts'
import { releaseTargetOf } from '../../config/release-target.ts'
import { IdpError } from '../../errors.ts'
import type { Clock, Note, Ports, Profile } from '../../ports.ts'
import type { Claim, Claims, CredentialAttempt, FoundEntry, MappedSubject } from '../stages.ts'
import { valuesOf } from './compiled-mapping.ts'
import { emptyClaim } from './explain-empty-claim.ts'
import { ldapAttributes } from './ldap-attributes.ts'
import { mapProfile } from './map-profile.ts'
import { requireProved } from './require-proved.ts'
import { servingApplication } from './serving-application.ts'
import { methodNames, signInVariables } from './sign-in-variables.ts'

/** Throws MAP_…, EXPRESSION_…. */
export function mapClaims(
  found: FoundEntry,
  request: Pick<CredentialAttempt, 'application' | 'network'>,
  ports: Pick<Ports, 'clock' | 'randomness' | 'settings'>,
  note: Note,
): MappedSubject {
  const { application } = request
  const { managed } = ports.settings.current()
  const schema = {
    attributes: managed.schemaAttributes,
    deviceAttribute: application.hybridJoinDeviceAttribute,
  }
  const profileId = found.knownProfile?.id ?? ports.randomness.uuid()
  const profile = mapProfile(found, profileId, ldapAttributes(found, note), schema, ports.clock)
  const isDevice = Object.hasOwn(profile, application.hybridJoinDeviceAttribute)
  const released = application.attributes.filter((mapping) => isReleased(mapping, isDevice))
  const subject = released.find(({ name }) => name === 'Subject')
  if (!subject)
    throw new IdpError('MAP_SUBJECT_MISSING', { application: application.name, account: found.userType.account })
  const upn = findUpn(released, profile, ports.clock)
  const account = { isDevice, upn, application, applications: managed.applications }
  const serving = servingApplication(account, note)
  const facts = signInVariables({ found, request, serving, now: ports.clock.now() })
  const variables = { ...facts, user: profile }
  const source = { found, profile, variables, clock: ports.clock }
  const [nameIdentifier] = valuesOf(subject, variables, ports.clock)
  // A token about nobody is of no use, whatever the mapping says of being required.
  if (nameIdentifier === undefined) throw emptyClaim(subject, found, profile)
  const others = released.filter((mapping) => mapping !== subject)
  const attributes = others.flatMap((mapping) => claimOf(mapping, source))
  const claims: Claims = {
    nameIdentifier: { format: application.subjectNameIdentifierFormat, value: nameIdentifier },
    attributes,
    authenticationMethod: methodNames[found.principal.authentication.method],
    authenticationInstant: found.principal.authentication.at,
  }
  requireProved(claims, { found, application, variables: facts, isDevice })
  note({
    releasedTo: isDevice ? 'devices' : 'users',
    claims: attributes.map(({ name }) => name),
    namespaces: attributes.map(({ name, namespace }) => `${name} ${namespace}`),
    leftOut: others.map(({ name }) => name).filter((name) => !attributes.some((claim) => claim.name === name)),
  })
  return { profile, claims }
}

function isReleased(mapping: AttributeMapping, isDevice: boolean): boolean {
  const target = releaseTargetOf(mapping)
  return target === 'everyone' || (target === 'devices') === isDevice
}

/** As it will be sent: Entra tells domains by the claim, not by the directory. */
function findUpn(released: readonly AttributeMapping[], profile: Profile, clock: Clock): string | undefined {
  const mapping = released.find(({ name }) => name === 'UPN')
  return mapping && valuesOf(mapping, { user: profile }, clock)[0]
}

interface ClaimSource {
  readonly found: FoundEntry
  readonly profile: Profile
  readonly variables: Readonly<Record<string, unknown>>
  readonly clock: Clock
}

/** An optional claim without a value is left out, a required one refused. */
function claimOf(mapping: AttributeMapping, { found, profile, variables, clock }: ClaimSource): readonly Claim[] {
  const values = valuesOf(mapping, variables, clock)
  if (values.length === 0 && mapping.required) throw emptyClaim(mapping, found, profile)
  if (values.length === 0) return []
  const namespace = nameFormatOf(mapping)
  if (namespace === undefined) throw new IdpError('MAP_CLAIM_NAMESPACE_MISSING', { claim: mapping.name })
  return [{ name: mapping.name, namespace, values }]
}
