import { IdpError } from '../errors.ts'
import type { Io } from './io.ts'

/** `error:` says what happened, `hint:` what to do; the code in brackets is what `joinery explain` and the documents know. Problems of
 * settings have a line each. */
export function printError(error: unknown, io: Io): void {
  if (error instanceof IdpError) {
    const { problems } = error.facts
    const means = Array.isArray(problems) ? problems.join('\nerror: ') : error.means
    io.stderr(`error: ${means} [${error.code}]\nhint: ${error.fix}\n`)
    return
  }
  io.stderr(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  io.stderr('hint: this is a defect of Joinery; please report it with the lines above\n')
}
