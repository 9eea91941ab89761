import { type Facts, IdpError } from '../errors.ts'
import type { Gssapi, KdcFailure } from '../gssapi/gssapi.ts'
import { serializePrincipalName } from '../protocol/kerberos/principal-name.ts'
import { kerberosErrorCodes as codes } from '../protocol/names/kerberos.ts'
import type { Secret } from '../secret.ts'
import { explainKdcFailure } from './explain-kdc-failure.ts'
import type { KerberosGatewaySettings } from './gateway-keys.ts'
import type { KeySet } from './kerberos-key-sets.ts'

export interface Impersonation {
  readonly settings: KerberosGatewaySettings
  /** The keys in force: whose they are, we are. */
  readonly set: KeySet | undefined
  readonly keytabFile: string
  readonly samAccountName: string
}

/** S4U2Self: a token to the service account in the client's name; undefined without keys. Throws KERBEROS_…. [MS-SFU §3.1.5.1.1] */
export async function impersonateClient(
  gssapi: Gssapi,
  { settings, set, keytabFile, samAccountName }: Impersonation,
): Promise<Secret<Uint8Array> | undefined> {
  if (set === undefined) return undefined
  const { kerberosRealm } = set.principal
  const client = serializePrincipalName({ components: [samAccountName], kerberosRealm })
  const outcome = await gssapi.impersonate({ client, keytabFile, self: serializePrincipalName(set.principal) })
  if (outcome.outcome === 'ok') return outcome.token
  throw explainFailure(outcome, {
    gateway: settings.gateway.id,
    account: settings.kerberos.serviceAccountUserPrincipalName,
    realm: kerberosRealm,
    client,
  })
}

/** Up to our own sign-in it is our account's trouble, then the client's. */
function explainFailure(failure: KdcFailure, facts: Facts): IdpError {
  if (failure.step !== 'impersonate' || failure.isKdcUnreachable) return explainKdcFailure(failure, facts)
  const code =
    failure.kerberosError === codes.KDC_ERR_C_PRINCIPAL_UNKNOWN
      ? 'KERBEROS_IMPERSONATE_UNKNOWN'
      : failure.kerberosError === codes.KDC_ERR_CLIENT_REVOKED
        ? 'KERBEROS_IMPERSONATE_DISABLED'
        : 'KERBEROS_IMPERSONATE_REFUSED'
  return new IdpError(code, { ...facts, kerberosError: failure.kerberosError, text: failure.text })
}
