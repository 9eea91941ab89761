import { isRefused, type Problem } from '../config/problem.ts'

/** Problems of settings, two lines each: what and where, then what to do. Lower case, no full stop. */
export function printProblems(problems: readonly Problem[], print: (text: string) => void): void {
  for (const problem of problems) print(`${problemLines(problem)}\n`)
}

/** `2 errors, 1 warning`; nothing wrong is said too. */
export function countProblems(problems: readonly Problem[]): string {
  const kinds = ['error', 'warning', 'note'] as const
  const counts = kinds.flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  return counts.length === 0 ? 'no problem found' : counts.join(', ')
}

export function problemsAsJson(problems: readonly Problem[]): string {
  return `${JSON.stringify({ ok: !isRefused(problems), problems }, undefined, 2)}\n`
}

function problemLines({ severity, check, waivable, path, line, value, reason, fix }: Problem): string {
  const where = path === '' ? 'the document' : path
  const place = line === undefined ? where : `${where} (line ${line})`
  const waiver = waivable ? `; on purpose: --waive ${check}` : ''
  return `${severity}: ${place}: ${value === undefined ? '' : `${value}: `}${reason}\nhint: ${fix} [${check}${waiver}]`
}
