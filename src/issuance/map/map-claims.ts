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
import { saml } from '../../protocol/names/saml.ts'
import type { AcceptedRequest, Claim, Claims, FoundEntry, MappedSubject } from '../stages.ts'
import { valuesOf } from './compiled-mapping.ts'
import { emptyClaim } from './explain-empty-claim.ts'
import { ldapAttributes } from './ldap-attributes.ts'
import { mapProfile } from './map-profile.ts'

/** Throws MAP_…, EXPRESSION_…. */
export function mapClaims(
  found: FoundEntry,
  { application }: Pick<AcceptedRequest, 'application'>,
  ports: Pick<Ports, 'clock' | 'randomness' | 'settings'>,
  note: Note,
): MappedSubject {
  const schema = {
    attributes: ports.settings.current().managed.schemaAttributes,
    deviceAttribute: application.hybridJoinDeviceAttribute,
  }
  const profileId = found.knownProfile?.id ?? ports.randomness.uuid()
  const profile = mapProfile(found, profileId, ldapAttributes(found, note), schema, ports.clock)
  const isDevice = Object.hasOwn(profile, application.hybridJoinDeviceAttribute)
  const released = application.attributes.filter((mapping) => isReleased(mapping, isDevice))
  const subject = released.find(({ name }) => name === 'Subject')
  if (!subject)
    throw new IdpError('MAP_SUBJECT_MISSING', { application: application.name, account: found.userType.account })
  const [nameIdentifier] = valuesOf(subject, { user: profile }, ports.clock)
  // A token about nobody is of no use, whatever the mapping says of being required.
  if (nameIdentifier === undefined) throw emptyClaim(subject, found, profile)
  const others = released.filter((mapping) => mapping !== subject)
  const attributes = others.flatMap((mapping) => claimOf(mapping, found, profile, ports.clock))
  const claims: Claims = {
    nameIdentifier: { format: application.subjectNameIdentifierFormat, value: nameIdentifier },
    attributes,
    authenticationMethod: methodNames[found.principal.authentication.method],
    authenticationInstant: found.principal.authentication.at,
  }
  note({
    releasedTo: isDevice ? 'devices' : 'users',
    claims: attributes.map(({ name }) => name),
    namespaces: attributes.map(({ name, namespace }) => `${name} ${namespace}`),
    leftOut: others.map(({ name }) => name).filter((name) => !attributes.some((claim) => claim.name === name)),
  })
  return { profile, claims }
}

/** [SAMLCore11 §7.1] */
const methodNames = {
  kerberos: saml.authenticationMethods.windows,
  password: saml.authenticationMethods.password,
} as const

function isReleased(mapping: AttributeMapping, isDevice: boolean): boolean {
  const target = releaseTargetOf(mapping)
  return target === 'everyone' || (target === 'devices') === isDevice
}

/** An optional claim without a value is left out, a required one refused. */
function claimOf(mapping: AttributeMapping, found: FoundEntry, profile: Profile, clock: Clock): readonly Claim[] {
  const values = valuesOf(mapping, { user: profile }, clock)
  if (values.length === 0 && mapping.required) throw emptyClaim(mapping, found, profile)
  if (values.length === 0) return []
  const namespace = nameFormatOf(mapping)
  if (namespace === undefined) throw new IdpError('MAP_CLAIM_NAMESPACE_MISSING', { claim: mapping.name })
  return [{ name: mapping.name, namespace, values }]
}
