import { application as applicationSchema } from '../config/application.ts'
import { dnsDomainOf } from '../directory/find-service-account.ts'
import { IdpError } from '../errors.ts'
import { attributesToRead, isBaseOnly } from '../issuance/lookup/attributes-to-read.ts'
import { findEntry } from '../issuance/lookup/find-entry.ts'
import { linkQuery } from '../issuance/lookup/link-query.ts'
import { ldapAttributes } from '../issuance/map/ldap-attributes.ts'
import { mapProfile } from '../issuance/map/map-profile.ts'
import type { VerifiedPrincipal } from '../issuance/stages.ts'
import type { LookupCandidate, LookupTest } from '../ports/gateway-operations.ts'
import type { DirectoryEntry, Note, Ports } from '../ports.ts'
import { domainOfDn } from '../protocol/ldap/distinguished-name.ts'
import { filterFromPattern } from '../protocol/ldap/ldap-filter.ts'
import { namedError } from './live-sources.ts'

type LookupPorts = Pick<Ports, 'clock' | 'directory' | 'profiles' | 'randomness' | 'settings'>

const shownEntries = 5
const unheard: Note = () => {}

/** The filter of a user type tried on a live directory: what it finds, by which links it would be found again, what it maps to. */
export async function testLookup(candidate: LookupCandidate, ports: LookupPorts): Promise<LookupTest> {
  const { gateway, userType, identifier } = candidate
  const filter = filterFromPattern(userType.newUserLookup.ldapFilterPattern, identifier)
  const base = userType.searchBaseDn
  const names = attributesToRead({ gateway, authentication: { method: 'kerberos', at: ports.clock.now() } }, [userType])
  const asked = names.filter((name) => !isBaseOnly(name))
  const found = await ports.directory.search(gateway, {
    ...{ base, scope: 'sub', filter, attributes: asked, sizeLimit: shownEntries },
  })
  const shown = { filter, base, found: found.map(({ dn, attributes }) => ({ dn, attributes })) }
  const [entry, second] = found
  if (entry === undefined || second !== undefined) {
    const facts = { samAccountName: identifier, userType: userType.name, filter, found: found.map(({ dn }) => dn) }
    const problem =
      entry === undefined
        ? new IdpError('LIVE_FILTER_NOTHING', { ...facts, base })
        : new IdpError('LOOKUP_FILTER_SEVERAL', facts)
    return { ...shown, links: [], profile: undefined, problems: [problem] }
  }
  const links = await Promise.all(
    userType.orderedCorrelationAttributes.map((attribute) => tryLink(attribute, entry, candidate, ports)),
  )
  const several = links.filter(({ matches = 0 }) => matches > 1)
  const conflicts = several.map(
    ({ attribute: link, value }) =>
      new IdpError('LOOKUP_LINK_SEVERAL', {
        samAccountName: identifier,
        link,
        value,
        found: [entry.dn, 'and another'],
      }),
  )
  const { profile, problems } = await signInOf(entry, candidate, ports)
  return { ...shown, links, profile, problems: [...conflicts, ...problems] }
}

async function tryLink(
  attribute: string,
  entry: DirectoryEntry,
  { gateway, userType }: LookupCandidate,
  { directory }: LookupPorts,
): Promise<LookupTest['links'][number]> {
  const value = /^(dn|distinguishedName)$/i.test(attribute) ? entry.dn : entry.attributes[attribute]?.[0]
  if (value === undefined) return { attribute, value, matches: undefined }
  const matches = await directory.search(gateway, {
    ...{ ...linkQuery(attribute, value, userType.searchBaseDn), attributes: ['dn'], sizeLimit: 2 },
  })
  return { attribute, value, matches: matches.length }
}

/** The rest of a sign-in of this account, as the stages have it; the user type alone is listed. */
async function signInOf(
  entry: DirectoryEntry,
  { gateway, userType }: LookupCandidate,
  ports: LookupPorts,
): Promise<Pick<LookupTest, 'profile' | 'problems'>> {
  const listed = { id: gateway.id, userType: { id: userType.id } }
  const application = applicationSchema.parse({
    ...{ id: 'lookup-test', name: 'the filter test', domainName: 'lookup-test.invalid', attributes: [] },
    kerberos: { gateways: [listed] },
  })
  const principal: VerifiedPrincipal = {
    gateway: { ...gateway, userTypes: [userType] },
    kerberosRealm: dnsDomainOf(domainOfDn(entry.dn)).toUpperCase(),
    samAccountName: entry.attributes.sAMAccountName?.[0] ?? '',
    objectSid: entry.attributes.objectSid?.[0] ?? '',
    authentication: { method: 'kerberos', at: ports.clock.now() },
    channelBinding: 'none',
    replyToken: undefined,
  }
  const profiles = { ...ports.profiles, findBySid: async () => undefined }
  const problems: IdpError[] = []
  try {
    const found = await findEntry(principal, { application }, { ...ports, profiles }, unheard)
    const { schemaAttributes, applications } = ports.settings.current().managed
    const deviceAttribute = (applications[0] ?? application).hybridJoinDeviceAttribute
    const schema = { attributes: schemaAttributes, deviceAttribute }
    const known = await ports.profiles.findBySid(gateway.id, principal.objectSid)
    const id = known?.id ?? ports.randomness.uuid()
    const profile = mapProfile(found, id, ldapAttributes(found, unheard), schema, ports.clock)
    const namesake = await ports.profiles.findByUsername(gateway.id, String(profile.username))
    if (namesake !== undefined && namesake.objectSid !== principal.objectSid)
      problems.push(
        new IdpError('LIVE_USERNAME_TAKEN', { username: namesake.username, dn: entry.dn, other: namesake.objectSid }),
      )
    return { profile, problems }
  } catch (error) {
    return { profile: undefined, problems: [namedError(error)] }
  }
}
