import { boxWidth, statusLastLine, statusSections } from '../../entra/dsregcmd-status-fields.ts'
import { type FieldValues, printFields } from './print-fields.ts'

/** Values by section title, then by field name. A section without values is not printed. */
export type StatusFacts = Readonly<Record<string, FieldValues>>

/** What `dsregcmd /status` prints, layout and order as captured; no line break at the end. */
export function printStatus(facts: StatusFacts): string {
  const sections = statusSections.flatMap((section) => {
    const values = facts[section.title]
    return values === undefined ? [] : ['', ...box(section.title), '', ...printGroups(section.groups, values)]
  })
  return [...sections, '', statusLastLine].join('\n')
}

function box(title: string): readonly string[] {
  const rule = `+${'-'.repeat(boxWidth)}+`
  return [rule, `| ${title.padEnd(boxWidth - 1)}|`, rule]
}

function printGroups(groups: readonly (readonly string[])[], values: FieldValues): readonly string[] {
  const printed = groups.map((group) => printFields(group, values)).filter((lines) => lines.length > 0)
  return printed.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}
