import type { BootSettings } from '../config/boot-settings.ts'
import type { LiveObject, LiveProblem } from '../doctor/live-evidence.ts'
import { type ErrorCode, IdpError } from '../errors.ts'
import type { Lockouts } from '../ports/lockouts.ts'
import type { KerberosOperator, Ports, SignInRecord } from '../ports.ts'

/**
 * What a running server tells of itself for `doctor --live`: this folder asks directory, KDC, listener and issuance, and hands on plain
 * values. It judges nothing, changes nothing, and mints nothing: no token leaves but to the one who authenticated.
 */
export interface LiveSources {
  readonly boot: Pick<BootSettings, 'publicUrl' | 'tls' | 'trustedProxies' | 'listen'>
  /** The port that the public listener took. */
  readonly publicPort: number
  readonly ports: Ports
  readonly kerberos: KerberosOperator
  readonly lockouts: Lockouts
  /** Of the sign-in log, newest first. */
  readonly listSignIns: (filter: { readonly from: Date; readonly code: ErrorCode }) => Promise<readonly SignInRecord[]>
}

/** One who is asked for by name. */
export interface LiveSubject {
  readonly account: 'device' | 'user'
  /** `WS01$`, or a UPN. */
  readonly name: string
}

/** What was thrown, as one of our errors. */
export function namedError(error: unknown): IdpError {
  if (error instanceof IdpError) return error
  return new IdpError('INTERNAL', { message: error instanceof Error ? error.message : String(error) }, error)
}

export function problemOf(error: unknown): LiveProblem {
  const { code, means, fix, row } = namedError(error)
  return { problem: code, means, fix, check: row.check }
}

/** What a part tells; where it cannot even begin, or takes too long, what is told of it instead. */
export async function tellOr(
  instead: (problem: LiveProblem) => LiveObject,
  tell: () => Promise<readonly LiveObject[]>,
): Promise<readonly LiveObject[]> {
  try {
    return await Promise.race([tell(), tooLate()])
  } catch (error) {
    return [instead(problemOf(error))]
  }
}

const patienceMilliseconds = 20_000

async function tooLate(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, patienceMilliseconds).unref())
  throw new Error(`no answer within ${patienceMilliseconds / 1000} seconds`)
}
