import type { JoinResponse } from '../dsregcmd/print-join-debug.ts'

/** Where a join ends, in the words of `dsregcmd /status`. */
export type ErrorPhase = 'pre-check' | 'discover' | 'auth' | 'join'

export interface DeviceFailureFacts {
  readonly phase: ErrorPhase
  /** What Windows names as the cause, `0x` and eight lower-case hex digits. */
  readonly hresult: string
  /** A further code that Windows shows beside it. */
  readonly subError?: string
  readonly aadsts?: number
  /** What the registration service answered, where it did. */
  readonly response?: JoinResponse
  /** The SOAP fault of the token service, where that is what came. */
  readonly fault?: { readonly code: string; readonly message: string; readonly httpStatus: number }
  readonly server?: { readonly code: string; readonly message: string; readonly httpStatus: number }
}

/** A step of the device that did not succeed: what Windows would make of it. Not an error of Joinery's. */
export class DeviceFailure extends Error {
  readonly facts: DeviceFailureFacts

  constructor(message: string, facts: DeviceFailureFacts, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'DeviceFailure'
    this.facts = facts
  }
}

/** WinHTTP's numbers, which both HRESULT families below are made of. */
const winHttpErrors: Readonly<Record<string, number>> = {
  ENOTFOUND: 12007,
  EAI_AGAIN: 12007,
  ETIMEDOUT: 12002,
  ECONNREFUSED: 12029,
  EHOSTUNREACH: 12029,
  ENETUNREACH: 12029,
  ECONNRESET: 12030,
  EPIPE: 12030,
  EMSGSIZE: 12152,
  CERT_HAS_EXPIRED: 12175,
  CERT_NOT_YET_VALID: 12175,
  DEPTH_ZERO_SELF_SIGNED_CERT: 12175,
  SELF_SIGNED_CERT_IN_CHAIN: 12175,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 12175,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 12175,
  ERR_TLS_CERT_ALTNAME_INVALID: 12175,
}

const winHttpConnectionError = 12030

function winHttpNumber(error: unknown): number {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return winHttpErrors[code] ?? winHttpConnectionError
}

/** 0x80070000 and the WinHTTP number, as the registration code reports it. */
export function networkHresult(error: unknown): string {
  return hresult(0x80070000 + winHttpNumber(error))
}

/** 0xCAA80000 and the WinHTTP number, as ADAL reports it. */
export function adalNetworkHresult(error: unknown): string {
  return hresult(0xcaa80000 + winHttpNumber(error))
}

/** 0xCAA30000 and the HTTP status, as ADAL reports it. */
export function adalHttpHresult(status: number): string {
  return hresult(0xcaa30000 + status)
}

function hresult(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`
}
