import { RefusedRequest } from '../admin/refused-request.ts'
import { type Problem, problemText } from '../config/problem.ts'
import type { Fault, IdpError } from '../errors.ts'

/**
 * The exit for errors of the admin API, in the form of PingOne's: who has signed in is told what happened and what to do, which
 * the public listener tells nobody. Shape: `{ id, code, message, details, joinery: { code, means, fix, problems? } }`.
 */

export interface AdminFault {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Statuses and PingOne's word for each. What is not in the table is a state in which the act cannot be done. */
const answers: Readonly<Partial<Record<Fault, readonly [status: number, code: string]>>> = {
  'http:BadRequest': [400, 'INVALID_DATA'],
  'http:NotSoap': [400, 'INVALID_REQUEST'],
  'http:Unauthorized': [401, 'ACCESS_FAILED'],
  'http:Forbidden': [403, 'ACCESS_FAILED'],
  'http:NotFound': [404, 'NOT_FOUND'],
  'http:MethodNotAllowed': [405, 'INVALID_REQUEST'],
  'http:Conflict': [409, 'REQUEST_FAILED'],
  'http:PreconditionFailed': [412, 'REQUEST_FAILED'],
  'http:TooLarge': [413, 'INVALID_REQUEST'],
  'http:MisdirectedRequest': [421, 'INVALID_REQUEST'],
  'http:TooManyRequests': [429, 'REQUEST_LIMITED'],
  'http:Unavailable': [503, 'SERVICE_UNAVAILABLE'],
}

/** `signedIn`: whether the caller has proved who it is; before that only what is safe to show anyone leaves. */
export function adminFault(error: IdpError, id: string, signedIn: boolean): AdminFault {
  const { code, means, fix, row } = error
  const isInternal = code === 'INTERNAL'
  const [status, word] = isInternal
    ? ([500, 'UNEXPECTED_ERROR'] as const)
    : (answers[row.fault] ?? [409, 'REQUEST_FAILED'])
  const problems = error instanceof RefusedRequest ? error.problems : []
  const inside = { code, means: isInternal ? row.says : means, fix, ...(problems.length > 0 && { problems }) }
  const outside = { code }
  const within = error instanceof RefusedRequest ? error.within : ''
  return {
    status,
    headers: challengeOf(error),
    body: {
      id,
      code: word,
      message: signedIn && !isInternal ? means : row.says,
      details: signedIn ? problems.filter(({ severity }) => severity === 'error').map(detailOf(word, within)) : [],
      joinery: signedIn ? inside : outside,
    },
  }
}

function detailOf(word: string, within: string) {
  return (problem: Problem) => ({
    code: word === 'INVALID_DATA' ? 'INVALID_VALUE' : word,
    target: targetOf(problem.path, within),
    message: problemText(problem),
  })
}

/** The field of the body that is meant: what lies below the resource itself. */
function targetOf(path: string, within: string): string {
  if (path === within) return ''
  return within !== '' && path.startsWith(`${within}/`) ? path.slice(within.length + 1) : path
}

/** [RFC6750 §3] A token that was sent and is not good is named so; without one, only the scheme. */
function challengeOf({ code }: IdpError): Readonly<Record<string, string>> {
  if (code === 'ADMIN_NOT_SIGNED_IN') return { 'www-authenticate': 'Bearer realm="joinery"' }
  if (code === 'ADMIN_TOKEN_INVALID') return { 'www-authenticate': 'Bearer realm="joinery", error="invalid_token"' }
  if (code === 'ADMIN_ACCESS_DENIED')
    return { 'www-authenticate': 'Bearer realm="joinery", error="insufficient_scope"' }
  return {}
}
