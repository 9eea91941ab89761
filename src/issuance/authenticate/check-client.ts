/**
 * Binds the client name of an accepted ticket to the account of its PAC. [MS-PAC §2.10] [MS-KILE §3.3.5.6.1]
 * In: a ticket GSSAPI accepted. Out: nothing, or a refusal. A KDC finds `boss` as boss, then as boss$, then by UPN, and leaves
 * the name as it was asked for in the ticket: so the name alone says nothing, and one that differs is a sign of mischief.
 */

import { IdpError } from '../../errors.ts'
import type { AcceptedTicket } from '../../ports.ts'
import { serializePrincipalName } from '../../protocol/kerberos/principal-name.ts'
import { isSameRealm, type KerberosGateway } from './choose-gateway.ts'

/** Throws AUTHENTICATE_CLIENT_REALM, AUTHENTICATE_CLIENT_NAME_FORM, AUTHENTICATE_CLIENT_NAME_DIFFERS. */
export function checkClient({ client, samAccountName }: AcceptedTicket, { gateway, realms }: KerberosGateway): void {
  const facts = { client: serializePrincipalName(client), account: samAccountName, gateway: gateway.id }
  if (!realms.some((realm) => isSameRealm(realm, client.kerberosRealm)))
    throw new IdpError('AUTHENTICATE_CLIENT_REALM', { ...facts, clientRealm: client.kerberosRealm, expected: realms })
  const [name, ...more] = client.components
  if (name === undefined || more.length > 0 || name.includes('@'))
    throw new IdpError('AUTHENTICATE_CLIENT_NAME_FORM', facts)
  if (name.toLowerCase() !== samAccountName.toLowerCase()) throw new IdpError('AUTHENTICATE_CLIENT_NAME_DIFFERS', facts)
}
