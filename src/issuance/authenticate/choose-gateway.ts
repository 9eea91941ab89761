/**
 * Chooses the gateway by the realm in the ticket's outer layer, before acceptance. [RFC4120 §5.3]
 * In: the realm, untrusted. Out: the one gateway of the application whose realm it is. A lie gains nothing: the ticket must then
 * be decrypted by that gateway's keys.
 */

import type { Application } from '../../config/application.ts'
import type { Gateway, GatewayKerberos } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface KerberosGateway {
  readonly gateway: Gateway
  readonly kerberos: GatewayKerberos
  /** Its own realm first, then the trusted ones. */
  readonly realms: readonly string[]
}

/** Throws AUTHENTICATE_KERBEROS_OFF, _REALM_UNKNOWN, _REALM_AMBIGUOUS, or why a gateway's realm cannot be learned. */
export async function chooseGateway(
  application: Application,
  ticketRealm: string,
  ports: Pick<Ports, 'settings' | 'kerberos'>,
): Promise<KerberosGateway> {
  const candidates = kerberosGateways(application, ports.settings.current().managed.gateways)
  if (candidates.length === 0) throw new IdpError('AUTHENTICATE_KERBEROS_OFF', { application: application.id })
  // All at once: one directory that does not answer shall not add its time-out to those of the others.
  const asked = await Promise.allSettled(
    candidates.map(async (candidate) => ({ ...candidate, realms: await ports.kerberos.realmsOf(candidate.gateway) })),
  )
  const known: readonly KerberosGateway[] = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failures = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  const [chosen, ...others] = known.filter(
    ({ realms }) => realms[0] !== undefined && isSameRealm(realms[0], ticketRealm),
  )
  if (chosen === undefined) {
    if (failures.length > 0) throw failures[0]
    const expected = known.map(({ realms }) => realms[0] ?? '')
    throw new IdpError('AUTHENTICATE_REALM_UNKNOWN', { ticketRealm, expected, application: application.id })
  }
  if (others.length > 0)
    throw new IdpError('AUTHENTICATE_REALM_AMBIGUOUS', {
      ticketRealm,
      gateways: [chosen, ...others].map(({ gateway }) => gateway.id),
    })
  return chosen
}

/** AD's realms are upper case; administrators type them otherwise. Only ASCII letters fold: `\u017f` is no `S`, `\u00df` no `SS`. */
export function isSameRealm(one: string, other: string): boolean {
  const folded = (realm: string) => realm.replace(/[a-z]/g, (letter) => letter.toUpperCase())
  return folded(one) === folded(other)
}

/** The enabled gateways that the application names, each once however many user types it names of it. */
function kerberosGateways(application: Application, gateways: readonly Gateway[]) {
  const named = new Set((application.kerberos?.gateways ?? []).map(({ id }) => id))
  return gateways.flatMap((gateway) =>
    named.has(gateway.id) && gateway.enabled && gateway.kerberos !== undefined
      ? [{ gateway, kerberos: gateway.kerberos }]
      : [],
  )
}
