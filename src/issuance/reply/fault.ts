import { authenticationFailed, type Fault, IdpError } from '../../errors.ts'
import type { SoapFault } from '../../protocol/soap/fault.ts'
import { trustDialects } from '../../protocol/ws-trust/dialects.ts'
import { findMessageId, findTrustVersion } from '../../protocol/ws-trust/token-request-message.ts'
import { replyContentType, serializeFaultMessage } from '../../protocol/ws-trust/token-response-message.ts'
import type { HttpReply, TrustHttpRequest } from '../stages.ts'

/**
 * The one exit for errors: nothing else in Joinery turns one into bytes.
 * In: whatever was thrown, and the request (untrusted) for its version and MessageID. Out: an answer that tells the outside the row's
 * `says` and the trace id, never the facts. [WSTrust13 §11] [SOAP12 §5.4] [RFC4559 §4]
 * DEVIATES [SOAP12Part2 §7.5.2]: AD FS answers every fault, a wrong password included, with 500 where the binding says 400 for Sender.
 */

type Answer = SoapAnswer | PlainAnswer

interface SoapAnswer {
  readonly status: number
  readonly code: SoapFault['code']
  readonly subcode: string
}

interface PlainAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** One text for all errors of the kind, so that they look alike. */
  readonly says?: string
}

/**
 * One line to flip: how Windows reads 500 with a fault is not observed. It reads 400 as a wrong password, and what is above as an outage
 * during which the cached logon stays good; an outage of ours must therefore never be a 400.
 */
const faultStatus = 500

/** How each fault leaves. */
const answers: Readonly<Record<Fault, Answer>> = {
  'wst:InvalidRequest': soapAnswer('InvalidRequest'),
  'wst:FailedAuthentication': soapAnswer('FailedAuthentication'),
  'wst:RequestFailed': soapAnswer('RequestFailed'),
  'wst:InvalidSecurityToken': soapAnswer('InvalidSecurityToken'),
  'wst:AuthenticationBadElements': soapAnswer('AuthenticationBadElements'),
  'wst:BadRequest': soapAnswer('BadRequest'),
  'wst:ExpiredData': soapAnswer('ExpiredData'),
  'wst:InvalidTimeRange': soapAnswer('InvalidTimeRange'),
  'wst:InvalidScope': soapAnswer('InvalidScope'),
  'wst:RenewNeeded': soapAnswer('RenewNeeded'),
  'wst:UnableToRenew': soapAnswer('UnableToRenew'),
  'soap:MustUnderstand': { ...soapAnswer('InvalidRequest'), code: 'MustUnderstand' },
  'http:NotSoap': { status: 400 },
  'http:Negotiate': {
    status: 401,
    headers: { 'www-authenticate': 'Negotiate' },
    says: 'Authentication is required.',
  },
  'http:BadRequest': { status: 400 },
  'http:Unauthorized': { status: 401 },
  'http:Forbidden': { status: 403 },
  'http:NotFound': { status: 404 },
  'http:MethodNotAllowed': { status: 405, headers: { allow: 'POST' } },
  'http:Conflict': { status: 409 },
  'http:PreconditionFailed': { status: 412 },
  'http:TooLarge': { status: 413 },
  'http:MisdirectedRequest': { status: 421 },
  'http:TooManyRequests': { status: 429 },
  'http:Unavailable': { status: 503, headers: { 'retry-after': '30' } },
  // Errors that are not meant to leave by HTTP: seen here, they are a defect.
  none: soapAnswer('RequestFailed'),
}

function soapAnswer(subcode: string): SoapAnswer {
  return { status: faultStatus, code: 'Sender', subcode }
}

/** Never throws. The fault is written in the WS-Trust version of the endpoint, else of the request, and relates to the request's MessageID where it has one. */
export function replyWithFault(
  error: unknown,
  http: Pick<TrustHttpRequest, 'endpoint' | 'body'>,
  traceId: string,
): HttpReply {
  const named = nameError(error)
  const answer = answers[named.row.fault]
  if (!('subcode' in answer)) return plainReply(answer, textOf(named), traceId)
  const version = http.endpoint.trustVersion ?? findTrustVersion(http.body) ?? '13'
  const { namespace } = trustDialects[version].names
  const body = serializeFaultMessage({
    relatesTo: findMessageId(http.body),
    fault: {
      code: answer.code,
      subcode: { namespace, local: answer.subcode },
      reason: withTraceId(textOf(named), traceId),
      language: 'en-US',
    },
  })
  return { status: answer.status, headers: { ...alwaysSent, 'content-type': replyContentType }, body }
}

/** The same table for what is refused before there is a WS-Trust request: without SOAP, and without a trace. */
export function plainFault(error: unknown): HttpReply {
  const named = nameError(error)
  const answer = answers[named.row.fault]
  return plainReply('subcode' in answer ? { status: answer.status } : answer, textOf(named), undefined)
}

function plainReply(answer: PlainAnswer, says: string, traceId: string | undefined): HttpReply {
  return {
    status: answer.status,
    headers: { ...alwaysSent, 'content-type': 'text/plain; charset=utf-8', ...answer.headers },
    body: `${answer.says ?? withTraceId(says, traceId)}\n`,
  }
}

const alwaysSent = { 'cache-control': 'no-store' } as const

function nameError(error: unknown): IdpError {
  if (error instanceof IdpError && error.row.fault !== 'none') return error
  return new IdpError('INTERNAL', {}, error)
}

/** [WSTrust13 §11] All refusals of a credential share one text, whatever the row says. */
function textOf({ row }: IdpError): string {
  return row.fault === 'wst:FailedAuthentication' ? authenticationFailed : row.says
}

/** Windows logs the text of a fault (event 1088), so the trace id is what leads a support engineer to the sign-in log. */
function withTraceId(says: string, traceId: string | undefined): string {
  return traceId === undefined ? says : `${says} Trace ID: ${traceId}`
}
