import { IdpError } from '../../errors.ts'
import { RefusedRequest } from '../refused-request.ts'
import type { Script } from './script.ts'
import { scripts } from './script-list.ts'

/** Throws ADMIN_NOT_FOUND. */
export function getScript(name: string): Script {
  const script = scripts.find((one) => one.name === name)
  if (script === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'script', id: name })
  return script
}

/** Of the parameters those that the script takes; the rest is for others. */
export function parametersOf(script: Script, known: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(known).filter(([name]) => Object.hasOwn(script.parameters.shape, name)))
}

/** Parameters that must be given, and are not. */
export function missingParameters(script: Script, known: Readonly<Record<string, unknown>>): readonly string[] {
  const missing = script.parameters.safeParse(known).error?.issues ?? []
  return [
    ...new Set(missing.filter(({ path }) => known[String(path[0])] === undefined).map(({ path }) => String(path[0]))),
  ]
}

/** Throws ADMIN_DATA_INVALID with a problem for each parameter, ADMIN_SCRIPT_VALUE_REFUSED. */
export function renderScript(script: Script, parameters: Readonly<Record<string, unknown>>): string {
  const { error } = script.parameters.safeParse(parameters)
  if (error === undefined) return script.render(parameters)
  const problems = error.issues.map(({ path, message }) => ({
    ...({ severity: 'error', check: 'structure', waivable: false, line: undefined, value: undefined } as const),
    ...{ path: ['parameters', ...path].map(String).join('/'), reason: message, fix: 'correct it' },
  }))
  const facts = { count: problems.length, problems: problems.map(({ path, reason }) => `${path} ${reason}`) }
  throw new RefusedRequest('ADMIN_DATA_INVALID', facts, problems)
}
