import { type Facts, IdpError } from '../errors.ts'
import type { AcceptOutcome, Gssapi, ObtainedTicket } from '../gssapi/gssapi.ts'
import { serializeKeytab } from '../protocol/kerberos/keytab.ts'
import { serializePrincipalName } from '../protocol/kerberos/principal-name.ts'
import { encryptionTypeName } from '../protocol/names/kerberos.ts'
import { Secret } from '../secret.ts'
import { explainKdcFailure } from './explain-kdc-failure.ts'
import { type KeySet, keytabEntries } from './kerberos-key-sets.ts'
import { PrivateFile } from './private-file.ts'

/**
 * Proves that the KDC and we hold the same keys: an AS exchange with them, then a ticket for the account itself, accepted.
 * A ticket of a type that we hold no key of (RC4) proves nothing against the keys: the AS exchange has used them.
 * Throws KERBEROS_….
 */
export async function proveKeySet(gssapi: Gssapi, set: KeySet, facts: Facts): Promise<void> {
  const file = new PrivateFile(new Secret(serializeKeytab(keytabEntries([set]))))
  try {
    await file.use(async (keytabFile) => {
      const self = serializePrincipalName(set.principal)
      const { ticket, outcome } = await ticketForOurselves(gssapi, keytabFile, self, self, facts)
      if (outcome.outcome === 'refused' && holdsType(set, ticket.ticketEncryptionType))
        throw new IdpError('KERBEROS_PROOF_FAILED', {
          ...facts,
          encryptionType: encryptionTypeName(ticket.ticketEncryptionType),
          keyVersion: ticket.keyVersion,
          text: outcome.text,
        })
    })
  } finally {
    file.close()
  }
}

/** Obtains a ticket with the keytab's own key and accepts it with the same keytab; remembered in no replay cache. */
export async function ticketForOurselves(
  gssapi: Gssapi,
  keytabFile: string,
  client: string,
  service: string,
  facts: Facts,
): Promise<{ ticket: ObtainedTicket; outcome: AcceptOutcome }> {
  const ticket = await gssapi.obtainTicket({ client, keytabFile, service })
  if (ticket.outcome === 'failed') throw explainKdcFailure(ticket, facts)
  const token = ticket.token.reveal()
  const outcome = await gssapi.accept({ keytabFile, replayCacheFile: undefined, token, channelBinding: undefined })
  return { ticket, outcome }
}

export function holdsType(set: KeySet, encryptionType: number): boolean {
  return set.keys.some((key) => key.encryptionType === encryptionType)
}
