import type { Problem } from '../config/problem.ts'
import { type ErrorCode, type Facts, IdpError } from '../errors.ts'

/** A refusal that names every problem with its path, so that a form can show each where it belongs. */
export class RefusedRequest extends IdpError {
  readonly problems: readonly Problem[]
  /** The path of the resource inside the settings, `applications/m365`; what is below it is the body's own. */
  readonly within: string

  constructor(code: ErrorCode, facts: Facts, problems: readonly Problem[], within = '') {
    super(code, facts)
    this.problems = problems
    this.within = within
  }
}
