/** What is wrong with a setting, for a tired administrator: where, what stands there, why that is wrong, what to do. */
export interface Problem {
  /** error: refused. warning: taken, but something will not work or is not safe. note: taken, worth knowing. */
  readonly severity: 'error' | 'warning' | 'note'
  /** What found it, such as `structure` or `mappings/name-format`; a waiver names it. */
  readonly check: string
  /** An error that may be taken on purpose: Joinery itself can run with it, though Entra or Windows will refuse. */
  readonly waivable: boolean
  /** Path of the setting, `gateways/ad/userTypes/devices/searchBaseDn`; empty for the whole document. */
  readonly path: string
  /** Line in the text it was read from, if it was text. */
  readonly line: number | undefined
  /** What stands there; never a secret. */
  readonly value: string | undefined
  readonly reason: string
  readonly fix: string
}

export function isRefused(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

/** A problem on two lines, as the command line and IdpError facts print it. */
export function problemText({ path, line, value, reason, fix }: Problem): string {
  const where = [path === '' ? 'the document' : path, ...(line === undefined ? [] : [`(line ${line})`])].join(' ')
  const observed = value === undefined ? '' : `: ${value}`
  return `${where}${observed}: ${reason}; ${fix}`
}
