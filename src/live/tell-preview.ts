import type { Application } from '../config/application.ts'
import type { Gateway } from '../config/gateway.ts'
import { listedUserTypes } from '../config/listed-user-types.ts'
import { dnsDomainOf } from '../directory/find-service-account.ts'
import { readRootDse } from '../directory/read-root-dse.ts'
import type { LiveObject } from '../doctor/live-evidence.ts'
import { IdpError } from '../errors.ts'
import { findEntry } from '../issuance/lookup/find-entry.ts'
import { mapClaims } from '../issuance/map/map-claims.ts'
import { assertionFor } from '../issuance/mint/assertion-for.ts'
import type { VerifiedPrincipal } from '../issuance/stages.ts'
import type { DirectoryEntry, Note, Ports } from '../ports.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { type LiveSources, type LiveSubject, problemOf } from './live-sources.ts'

/**
 * The claims that a computer or user would get, application by application: lookup and map as for a sign-in, then what an assertion would
 * say. Nobody authenticated, so nothing is minted: what comes out cannot be turned into a token.
 */
export async function tellPreview({ ports }: LiveSources, subject: LiveSubject): Promise<readonly LiveObject[]> {
  const { gateways, applications } = ports.settings.current().managed
  const told: LiveObject[] = []
  for (const gateway of gateways.filter(({ enabled }) => enabled))
    try {
      const account = await findAccount(ports, gateway, subject)
      if (account === undefined) continue
      told.push(accountObject(account.entry))
      for (const application of applications.filter(({ enabled }) => enabled)) {
        const method = methodFor(application, gateway, subject)
        const authentication = method && { method, at: ports.clock.now() }
        if (authentication)
          told.push(await preview(ports, { subject, application, principal: { ...account.principal, authentication } }))
      }
    } catch (error) {
      told.push({ about: 'preview', asked: subject.name, ...problemOf(error) })
    }
  if (told.some(({ about }) => about === 'preview')) return told
  const { name, account } = subject
  const nobody = new IdpError('LIVE_SUBJECT_NOT_FOUND', { name, account, gateways: gateways.map(({ id }) => id) })
  return [...told, { about: 'preview', asked: name, ...problemOf(nobody) }]
}

/** How such an account could sign in to the application: by ticket, where it takes any. */
function methodFor(application: Application, gateway: Gateway, { account }: LiveSubject) {
  return (['kerberos', 'password'] as const).find((method) =>
    listedUserTypes(application, gateway, method).some((userType) => userType.account === account),
  )
}

const attributes = [
  ...['sAMAccountName', 'userPrincipalName', 'objectSid', 'objectGUID', 'mS-DS-ConsistencyGuid', 'dNSHostName'],
  ...['userAccountControl', 'userCertificate', 'objectClass', 'mail'],
]

interface NamedAccount {
  readonly entry: DirectoryEntry
  /** As a ticket would name it; only lookup and map are given it. */
  readonly principal: Omit<VerifiedPrincipal, 'authentication'>
}

async function findAccount(
  { directory }: Ports,
  gateway: Gateway,
  { account, name }: LiveSubject,
): Promise<NamedAccount | undefined> {
  const { defaultNamingContext } = await readRootDse(directory, gateway)
  const entries = await directory.search(gateway, {
    base: defaultNamingContext,
    scope: 'sub',
    filter:
      account === 'device'
        ? filter`(&(objectClass=computer)(sAMAccountName=${name.endsWith('$') ? name : `${name}$`}))`
        : filter`(&(objectClass=user)(!(objectClass=computer))(|(userPrincipalName=${name})(sAMAccountName=${name})))`,
    attributes,
    sizeLimit: 2,
  })
  const [entry, second] = entries
  if (entry === undefined) return undefined
  if (second) throw new IdpError('LIVE_SUBJECT_AMBIGUOUS', { name, found: entries.map(({ dn }) => dn) })
  const [objectSid, samAccountName] = [entry.attributes.objectSid?.[0], entry.attributes.sAMAccountName?.[0]]
  if (objectSid === undefined || samAccountName === undefined) return undefined
  const principal: NamedAccount['principal'] = {
    gateway,
    kerberosRealm: gateway.kerberos?.realm ?? dnsDomainOf(defaultNamingContext).toUpperCase(),
    samAccountName,
    objectSid,
    channelBinding: 'none',
    replyToken: undefined,
  }
  return { entry, principal }
}

function accountObject({ dn, attributes: values }: DirectoryEntry): LiveObject {
  const certificates = values.userCertificate ?? []
  const texts = Object.entries(values).map(([name, all]) => [name, all.length === 1 ? all[0] : all] as const)
  return { about: 'account', distinguishedName: dn, ...Object.fromEntries(texts), userCertificate: certificates }
}

interface PreviewRequest {
  readonly subject: LiveSubject
  readonly application: Application
  readonly principal: VerifiedPrincipal
}

const unheard: Note = () => {}

async function preview(ports: Ports, { subject, application, principal }: PreviewRequest): Promise<LiveObject> {
  const asked = { about: 'preview' as const, asked: subject.name, application: application.id }
  try {
    const found = await findEntry(principal, { application }, ports, unheard)
    const network = { remoteAddress: 'doctor', insideIntranet: true }
    const { claims } = mapClaims(found, { application, network }, ports, unheard)
    const when = { now: ports.clock.now(), uuid: 'preview', lifetimeSeconds: 0 }
    const assertion = assertionFor(claims, application, when)
    return {
      ...asked,
      issuer: assertion.issuer,
      audience: assertion.audience,
      nameIdentifier: assertion.nameIdentifier.value,
      nameIdentifierFormat: assertion.nameIdentifier.format,
      authenticationMethod: assertion.authenticationMethod,
      claims: assertion.attributes.map(({ name, namespace, values }) => ({ name, namespace, values })),
    }
  } catch (error) {
    return { ...asked, ...problemOf(error) }
  }
}
