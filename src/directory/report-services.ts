import type { Gateway, GatewayKerberos } from '../config/gateway.ts'
import { servicePrincipalNames } from '../config/service-principal-names.ts'
import { type Facts, IdpError } from '../errors.ts'
import type { AcceptOutcome, Gssapi, ObtainedTicket } from '../gssapi/gssapi.ts'
import type { Directory, KerberosReport, ServiceReport } from '../ports.ts'
import { serializePrincipalName } from '../protocol/kerberos/principal-name.ts'
import { encryptionTypeName, encryptionTypes } from '../protocol/names/kerberos.ts'
import { acceptedTicketOf } from './accepted-ticket.ts'
import type { KeySet } from './kerberos-key-sets.ts'
import { listSpnHolders } from './list-spn-holders.ts'
import { holdsType, ticketForOurselves } from './prove-key-set.ts'

/** What `gateway test` finds: for each service name a real ticket, accepted as a device's would be, or what is wrong. */

export interface ReportSource {
  readonly gateway: Gateway
  readonly kerberos: GatewayKerberos
  /** Those that tickets are asked for. */
  readonly hosts: readonly string[]
  readonly keytabFile: string
  /** Newest first. */
  readonly sets: readonly KeySet[]
}

interface ReportPorts {
  readonly gssapi: Gssapi
  readonly directory: Directory
}

/** Throws KERBEROS_… where the service account itself gets no ticket. */
export async function reportServices(
  source: ReportSource,
  ports: ReportPorts,
): Promise<Pick<KerberosReport, 'services' | 'clockOffsetSeconds'>> {
  const services: ServiceReport[] = []
  let clockOffsetSeconds: number | undefined
  for (const spn of servicePrincipalNames(source.kerberos, source.hosts)) {
    const { report, ticket } = await reportService(spn, source, ports)
    services.push(report)
    clockOffsetSeconds ??= ticket?.clockOffsetSeconds
  }
  return { services, clockOffsetSeconds }
}

async function reportService(spn: string, source: ReportSource, { gssapi, directory }: ReportPorts) {
  const { gateway, kerberos, keytabFile, sets } = source
  const principal = sets[0]?.principal ?? { components: [], kerberosRealm: '' }
  const { kerberosRealm } = principal
  const account = kerberos.serviceAccountUserPrincipalName
  const facts = { gateway: gateway.id, account, service: spn, realm: kerberosRealm }
  const service = serializePrincipalName({ components: spn.split('/'), kerberosRealm })
  const ownName = principal.components.join('/')
  try {
    const { ticket, outcome } = await ticketForOurselves(
      gssapi,
      keytabFile,
      serializePrincipalName(principal),
      service,
      facts,
    )
    const problem =
      problemOf(ticket, outcome, sets, facts) ??
      (outcome.outcome === 'refused'
        ? await problemOfSpn(directory, gateway, ownName, { ...facts, text: outcome.text })
        : undefined)
    const { ticketEncryptionType: encryptionType, keyVersion } = ticket
    return { ticket, report: { servicePrincipalName: spn, encryptionType, keyVersion, problem } }
  } catch (error) {
    if (!(error instanceof IdpError) || !error.code.startsWith('KERBEROS_SPN_')) throw error
    const problem = await problemOfSpn(directory, gateway, ownName, facts)
    return {
      ticket: undefined,
      report: { servicePrincipalName: spn, encryptionType: undefined, keyVersion: undefined, problem },
    }
  }
}

/** What the ticket itself shows; undefined when it was accepted with everything in it, or refused for another reason. */
function problemOf(ticket: ObtainedTicket, outcome: AcceptOutcome, sets: readonly KeySet[], facts: Facts) {
  const type = ticket.ticketEncryptionType
  const shown = { ...facts, encryptionType: encryptionTypeName(type), keyVersion: ticket.keyVersion }
  if (type === encryptionTypes['rc4-hmac'] || !sets.some((set) => holdsType(set, type)))
    return new IdpError('KERBEROS_TICKETS_NOT_AES', shown)
  if (outcome.outcome === 'refused') return undefined
  const accepted = acceptedTicketOf(outcome)
  return accepted.outcome === 'refused'
    ? new IdpError('AUTHENTICATE_PAC_MISSING', { ...shown, text: accepted.text })
    : undefined
}

/** The KDC knows no such service, or its tickets are not for our keys: whose is the name? */
async function problemOfSpn(
  directory: Directory,
  gateway: Gateway,
  ownName: string,
  facts: Facts & { service: string },
) {
  const holders = await listSpnHolders(directory, gateway, facts.service)
  const names = holders.map(({ samAccountName }) => samAccountName)
  if (names.length === 0) return new IdpError('KERBEROS_SPN_MISSING', facts)
  if (names.length > 1) return new IdpError('KERBEROS_SPN_DUPLICATE', { ...facts, holders: names })
  if (names[0]?.toLowerCase() !== ownName.toLowerCase())
    return new IdpError('KERBEROS_SPN_ELSEWHERE', { ...facts, holders: names })
  return new IdpError('KERBEROS_PROOF_FAILED', facts)
}
