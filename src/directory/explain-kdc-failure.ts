import { type ErrorCode, type Facts, IdpError } from '../errors.ts'
import type { KdcFailure } from '../gssapi/gssapi.ts'
import { kerberosErrorCodes as codes } from '../protocol/names/kerberos.ts'

/** A table: what a KDC says of our service account. [RFC4120 §7.5.9] */
const codeOfError: Readonly<Record<number, ErrorCode>> = {
  [codes.KDC_ERR_C_PRINCIPAL_UNKNOWN]: 'KERBEROS_ACCOUNT_NOT_FOUND',
  [codes.KDC_ERR_S_PRINCIPAL_UNKNOWN]: 'KERBEROS_SPN_MISSING',
  [codes.KDC_ERR_MUST_USE_USER2USER]: 'KERBEROS_SPN_MISSING',
  [codes.KDC_ERR_PRINCIPAL_NOT_UNIQUE]: 'KERBEROS_SPN_DUPLICATE',
  [codes.KDC_ERR_ETYPE_NOSUPP]: 'KERBEROS_AES_KEYS_MISSING',
  [codes.KDC_ERR_CLIENT_REVOKED]: 'KERBEROS_ACCOUNT_LOCKED',
  [codes.KDC_ERR_KEY_EXPIRED]: 'KERBEROS_PASSWORD_EXPIRED',
  [codes.KDC_ERR_PREAUTH_FAILED]: 'KERBEROS_PASSWORD_WRONG',
  [codes.KRB_AP_ERR_SKEW]: 'KERBEROS_CLOCK_SKEW',
}

/** What a KDC's refusal, or its silence, means for the gateway. */
export function explainKdcFailure({ step, kerberosError, isKdcUnreachable, text }: KdcFailure, facts: Facts): IdpError {
  const code = isKdcUnreachable
    ? 'KERBEROS_KDC_UNREACHABLE'
    : kerberosError === undefined
      ? undefined
      : codeOfError[kerberosError]
  return new IdpError(code ?? 'KERBEROS_EXCHANGE_FAILED', { ...facts, step, kerberosError, text })
}
