import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { IdpError } from '../errors.ts'
import { findTicketRefusal, type TicketRefusal } from '../protocol/names/kerberos.ts'
import { Secret } from '../secret.ts'

/**
 * MIT Kerberos, as far as Joinery needs it: accept a ticket, derive service keys, obtain a ticket for oneself.
 * Owns the native module and the meaning of its numbers; knows no gateway, no directory and no policy.
 * All calls run on the thread pool. `deriveKey` and `obtainTicket` talk to a KDC and may take half a minute when none answers.
 */
export interface Gssapi {
  /** Takes one Kerberos GSS token (no SPNEGO around it), one leg only. */
  accept(request: AcceptRequest): Promise<AcceptOutcome>
  /** The key of a password, with the salt and parameters the KDC announces. [RFC4120 §5.2.7.5] */
  deriveKey(request: DeriveRequest): Promise<KdcOutcome<DerivedKey>>
  /** A real AS exchange with a key of the keytab, then a ticket for `service`, then the token a client would send. */
  obtainTicket(request: ObtainRequest): Promise<KdcOutcome<ObtainedTicket>>
}

export interface AcceptRequest {
  readonly keytabFile: string
  /** Where tokens seen are remembered; undefined: nowhere, for tickets of our own. */
  readonly replayCacheFile: string | undefined
  readonly token: Uint8Array
  /** Application data of the binding; undefined: whatever the client binds to is ignored. */
  readonly channelBinding: Uint8Array | undefined
}

export type AcceptOutcome =
  | {
      readonly outcome: 'accepted'
      /** As libkrb5 prints it, with backslash escapes: `WS01$@CORP.EXAMPLE.TEST`. A name, not yet an identity. */
      readonly client: string
      readonly replyToken: Uint8Array
      /** True only when we gave a binding and the client sent the same one. */
      readonly isChannelBound: boolean
      /** PAC buffers whose signature the library has verified with the service key. [MS-PAC §2.10] [MS-PAC §2.5] */
      readonly upnDnsInfo: Uint8Array | undefined
      readonly logonInfo: Uint8Array | undefined
    }
  | { readonly outcome: 'refused'; readonly reason: TicketRefusal; readonly text: string }

export interface DeriveRequest {
  /** `svc-sts@CORP.EXAMPLE.TEST`, escaped as libkrb5 wants it. */
  readonly principal: string
  readonly password: Secret
  /** `aes256-cts-hmac-sha1-96` */
  readonly encryptionType: string
}

export interface DerivedKey {
  readonly salt: string
  readonly key: Secret<Uint8Array>
}

export interface ObtainRequest {
  readonly client: string
  readonly keytabFile: string
  readonly service: string
  readonly channelBinding?: Uint8Array | undefined
}

export interface ObtainedTicket {
  readonly token: Secret<Uint8Array>
  readonly ticketEncryptionType: number
  readonly sessionEncryptionType: number
  readonly keyVersion: number
  /** Seconds since 1970. */
  readonly endTime: number
  /** The KDC's clock minus ours. */
  readonly clockOffsetSeconds: number
}

export type KdcOutcome<T> = ({ readonly outcome: 'ok' } & T) | KdcFailure

export interface KdcFailure {
  readonly outcome: 'failed'
  /** `salt` and `key` of deriveKey; `initial` (AS) and `service` (TGS) of obtainTicket; `prepare` is ours, `token` GSSAPI's. */
  readonly step: string
  /** The KDC's own error number [RFC4120 §7.5.9]; undefined when the failure is local or no KDC answered. */
  readonly kerberosError: number | undefined
  readonly isKdcUnreachable: boolean
  readonly text: string
}

/** Where scripts/build-gssapi.sh puts it, from src/ as from a compiled dist/. */
const builtModule = fileURLToPath(new URL('../../build/gssapi.node', import.meta.url))

/** GSSAPI status words. [RFC2744 §3.9.1] */
const gssStatus = {
  badMech: 1 << 16,
  badBindings: 4 << 16,
  noCred: 7 << 16,
  defectiveToken: 9 << 16,
  continueNeeded: 1,
} as const
/** Set by the acceptor when client and server gave the same binding. [MIT-GSSAPI] */
const channelBoundFlag = 2048
/** libkrb5's numbers for the protocol's own errors begin here. */
const protocolErrorBase = -1765328384

/** KRB5_KDC_UNREACH and KRB5_REALM_CANT_RESOLVE. */
const unreachableCodes: readonly number[] = [-1765328228, -1765328164]

/** Tokens and names beyond this are refused before the library sees them. */
const maxBytes = 1 << 17

/**
 * Loads the native module and points libkrb5 to `krb5ConfigFile` for the life of the process. The file may be replaced at any
 * time (by rename): libkrb5 looks at its date once a second. Throws GSSAPI_NOT_BUILT, GSSAPI_CONFIGURED_TWICE.
 */
export function openGssapi(krb5ConfigFile: string, modulePath: string = builtModule): Gssapi {
  const native = loadNative(modulePath)
  setKrb5Config(krb5ConfigFile)
  return {
    accept: async (request) =>
      acceptOutcome(
        await native.accept(
          encode(`FILE:${request.keytabFile}`),
          encode(request.replayCacheFile === undefined ? 'none:' : `file2:${request.replayCacheFile}`),
          bounded(request.token),
          request.channelBinding === undefined ? undefined : bounded(request.channelBinding),
        ),
      ),
    deriveKey: async ({ principal, password, encryptionType }) => {
      const answer = await native.deriveKey(encode(principal), encode(password.reveal()), encode(encryptionType))
      const key = answer.key
      return key instanceof Uint8Array
        ? { outcome: 'ok', salt: textOf(answer, 'salt'), key: new Secret(key) }
        : failureOf(answer)
    },
    obtainTicket: async ({ client, keytabFile, service, channelBinding }) =>
      ticketOutcome(
        await native.obtainTicket(encode(client), encode(`FILE:${keytabFile}`), encode(service), channelBinding),
      ),
  }
}

/** What every native function resolves to: numbers and bytes, some of them absent. */
type NativeAnswer = Readonly<Record<string, number | Uint8Array | undefined>>
type NativeFunction = (...inputs: readonly (Uint8Array | undefined)[]) => Promise<NativeAnswer>
type Native = Readonly<Record<'accept' | 'deriveKey' | 'obtainTicket', NativeFunction>>

function loadNative(path: string): Native {
  if (!existsSync(path)) throw new IdpError('GSSAPI_NOT_BUILT', { path, reason: 'it is not there' })
  try {
    const loaded: unknown = createRequire(import.meta.url)(path)
    if (isNative(loaded)) return loaded
  } catch (error) {
    throw new IdpError('GSSAPI_NOT_BUILT', { path, reason: String(error) }, error)
  }
  throw new IdpError('GSSAPI_NOT_BUILT', { path, reason: 'it is another module' })
}

function isNative(loaded: unknown): loaded is Native {
  const functions: Readonly<Record<string, unknown>> = Object(loaded)
  return ['accept', 'deriveKey', 'obtainTicket'].every((name) => typeof functions[name] === 'function')
}

/** Set once: another thread may be reading the environment when it is set again. */
let configured: string | undefined
function setKrb5Config(path: string): void {
  if (configured !== undefined && configured !== path)
    throw new IdpError('GSSAPI_CONFIGURED_TWICE', { path, configured })
  configured = path
  process.env.KRB5_CONFIG = path
}

function acceptOutcome(answer: NativeAnswer): AcceptOutcome {
  const client = answer.client
  if (answer.major !== 0 || !(client instanceof Uint8Array))
    return { outcome: 'refused', reason: reasonOf(answer), text: statusText(answer) }
  return {
    outcome: 'accepted',
    client: decode(client),
    replyToken: bytesOf(answer, 'reply') ?? new Uint8Array(),
    isChannelBound: (numberOf(answer, 'flags') & channelBoundFlag) !== 0,
    upnDnsInfo: bytesOf(answer, 'upnDnsInfo'),
    logonInfo: bytesOf(answer, 'logonInfo'),
  }
}

function reasonOf(answer: NativeAnswer): TicketRefusal {
  if (answer.credential !== 1) return 'noKeys'
  if (answer.major === gssStatus.continueNeeded) return 'moreMessages'
  if (answer.major === gssStatus.badBindings) return 'channelBinding'
  // With a usable credential, the mechanism layer's two other words mean that it could not tell whose token it is.
  const { defectiveToken, badMech, noCred } = gssStatus
  if ([defectiveToken, badMech, noCred].some((status) => status === answer.major)) return 'malformed'
  const number = protocolError(numberOf(answer, 'minor'))
  return (number === undefined ? undefined : findTicketRefusal(number)) ?? 'other'
}

function ticketOutcome(answer: NativeAnswer): KdcOutcome<ObtainedTicket> {
  const token = answer.token
  if (answer.code !== 0) return failureOf(answer)
  if (!(token instanceof Uint8Array))
    return {
      outcome: 'failed',
      step: 'token',
      kerberosError: undefined,
      isKdcUnreachable: false,
      text: statusText(answer),
    }
  return {
    outcome: 'ok',
    token: new Secret(token),
    ticketEncryptionType: numberOf(answer, 'ticketEncryptionType'),
    sessionEncryptionType: numberOf(answer, 'sessionEncryptionType'),
    keyVersion: numberOf(answer, 'keyVersion'),
    endTime: numberOf(answer, 'endTime'),
    clockOffsetSeconds: numberOf(answer, 'clockOffsetSeconds'),
  }
}

function failureOf(answer: NativeAnswer): KdcFailure {
  const code = numberOf(answer, 'code')
  return {
    outcome: 'failed',
    step: textOf(answer, 'step'),
    kerberosError: protocolError(code),
    isKdcUnreachable: unreachableCodes.includes(code),
    text: textOf(answer, 'text'),
  }
}

function statusText(answer: NativeAnswer): string {
  const minor = textOf(answer, 'minorText')
  return ['', 'Success', 'Unknown error'].includes(minor) ? textOf(answer, 'majorText') : minor
}

function protocolError(code: number): number | undefined {
  const number = code - protocolErrorBase
  return number > 0 && number < 128 ? number : undefined
}

function numberOf(answer: NativeAnswer, name: string): number {
  const value = answer[name]
  return typeof value === 'number' ? value : 0
}

function bytesOf(answer: NativeAnswer, name: string): Uint8Array | undefined {
  const value = answer[name]
  return value instanceof Uint8Array ? value : undefined
}

function textOf(answer: NativeAnswer, name: string): string {
  return decode(bytesOf(answer, name) ?? new Uint8Array())
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** The C side ends a text at its first zero byte: one inside would cut it short unseen. */
function encode(text: string): Uint8Array {
  if (text.includes('\0')) throw new IdpError('GSSAPI_INPUT_INVALID', { observed: 'a zero character' })
  return bounded(Buffer.from(text, 'utf8'))
}

function bounded(bytes: Uint8Array): Uint8Array {
  if (bytes.length > maxBytes) throw new IdpError('GSSAPI_INPUT_INVALID', { observed: `${bytes.length} bytes` })
  return bytes
}
