import type { z } from 'zod'
import { quotePowerShell } from './quote-powershell.ts'

/**
 * A PowerShell script that an administrator takes elsewhere, because Joinery's own account in Active Directory only reads, and it has none in
 * Entra. The text is ours and fixed; what differs stands in one table of quoted values at its top.
 */
export interface Script {
  /** Its last part in the API. */
  readonly name: string
  readonly title: string
  /** What it does. */
  readonly about: string
  readonly where: 'Entra' | 'Active Directory'
  /** What it takes to run it: module, rights. */
  readonly needs: string
  /** How to come back; the script prints it with the values of the moment. */
  readonly undo: string
  readonly parameters: z.ZodObject
  readonly fileName: string
  render(parameters: unknown): string
}

type ScriptValue = string | readonly string[]

interface TypedScript<Shape extends z.ZodRawShape> extends Omit<Script, 'render' | 'parameters' | 'fileName'> {
  readonly parameters: z.ZodObject<Shape>
  /** The function that does it; called last. */
  readonly command: string
  /** PowerShell, without a value of anybody. */
  readonly functions: readonly string[]
  /** By the name the functions read them under. */
  values(parameters: z.output<z.ZodObject<Shape>>): Readonly<Record<string, ScriptValue | undefined>>
}

export function defineScript<Shape extends z.ZodRawShape>(script: TypedScript<Shape>): Script {
  const { command, functions, values, ...rest } = script
  return {
    ...rest,
    fileName: `joinery-${script.name}.ps1`,
    render: (parameters) => {
      const given = values(script.parameters.parse(parameters))
      return [headOf(script), tableOf(given), ...functions.map((text) => text.trim()), command, ''].join('\n\n')
    },
  }
}

function headOf({ title, about, needs, undo, command, where }: TypedScript<z.ZodRawShape>): string {
  return [
    '#Requires -Version 5.1',
    `# ${title} (${where})`,
    '#',
    ...wrap(about),
    ...wrap(`Needs: ${needs}`),
    ...wrap(`The way back: ${undo}`),
    ...wrap(
      `Paste it into PowerShell, or save and run it. It asks before it changes anything. To only look, replace the last line by: ${command} -WhatIf`,
    ),
    ...wrap('Written by Joinery, and checked for its grammar only: its authors have not run it on Windows.'),
  ].join('\n')
}

const width = 100

function wrap(text: string): string[] {
  const lines: string[] = []
  let line = '#'
  for (const word of text.split(' ')) {
    if (line.length + word.length > width) {
      lines.push(line)
      line = '#  '
    }
    line += ` ${word}`
  }
  return [...lines, line]
}

function tableOf(values: Readonly<Record<string, ScriptValue | undefined>>): string {
  const rows = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name} = ${typeof value === 'string' ? quotePowerShell(value) : listOf(value)}`],
  )
  return ['$JoineryValues = @{', ...rows, '}'].join('\n')
}

const listOf = (values: readonly string[]): string => `@(${values.map(quotePowerShell).join(', ')})`
