import { IdpError } from '../errors.ts'
import type { ConnectionStep } from '../ports/gateway-operations.ts'
import type { Clock } from '../ports.ts'

/** One step of a connection test: what it does says what was found, or throws. */
type Found = Pick<ConnectionStep, 'text' | 'certificates'> & { readonly outcome?: 'ok' | 'warning' }

/** Runs a step; what it throws becomes its problem. */
export async function timed(
  clock: Clock,
  step: ConnectionStep['step'],
  target: string,
  run: () => Promise<Found>,
): Promise<ConnectionStep> {
  const began = clock.monotonicMilliseconds()
  const milliseconds = (): number => Math.round(clock.monotonicMilliseconds() - began)
  try {
    const found = await run()
    return { step, target, outcome: 'ok', milliseconds: milliseconds(), ...found }
  } catch (error) {
    const problem = error instanceof IdpError ? error : new IdpError('INTERNAL', { message: reasonOf(error) }, error)
    return { step, target, outcome: 'failed', milliseconds: milliseconds(), text: problem.means, problem }
  }
}

export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
