import { parseArgs } from 'node:util'
import { checkIds } from '../doctor/check-list.ts'
import { diagnose } from '../doctor/diagnose.ts'
import type { Diagnosis } from '../doctor/diagnosis.ts'
import { fileChunks } from '../doctor/intake/file-chunks.ts'
import type { Input } from '../doctor/intake/read-input.ts'
import { textReport } from '../doctor/output/text-report.ts'
import type { ExitCode, Io } from './io.ts'

const usage = `usage: joinery doctor [FILE | -]... [--check ID]... [--json] [--strict] [--verbose]

Reads what Windows, Entra, AD or an identity provider printed, in any order and with anything around it, and says what went wrong,
which line proves it, and how to mend it. Without FILE it reads standard input.

  --check ID   only this check; may be repeated
  --json       the whole diagnosis for programs
  --strict     exit status 1 for warnings too
  --verbose    what is right, too, in full

exit status: 0 healthy or warning, 1 a problem was found, 2 used wrongly, 3 nothing readable
example: dsregcmd /join /debug > join.txt, then joinery doctor join.txt
`

/** joinery doctor. Files are read as they are needed; nothing in them makes the command fail. */
export async function doctorCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      check: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  const unknown = values.check.find((id) => !checkIds.includes(id))
  if (unknown !== undefined) {
    io.stderr(`error: there is no check ${unknown}\nhint: docs/doctor.md lists them\n`)
    return 2
  }
  const inputs = await inputsOf(positionals, io)
  if (inputs === undefined) return 3
  const diagnosis = diagnose(inputs, { only: values.check })
  const { columns = 100, isTTY = false } = process.stdout
  const hasColour = isTTY && !process.env.NO_COLOR
  io.stdout(
    values.json
      ? `${JSON.stringify(diagnosis, null, 2)}\n`
      : textReport(diagnosis, { width: columns, hasColour, isVerbose: values.verbose }),
  )
  return exitCodeOf(diagnosis, values.strict)
}

function exitCodeOf({ verdict }: Diagnosis, isStrict: boolean): ExitCode {
  if (verdict === 'unreadable') return 3
  return verdict === 'problem' || (isStrict && verdict === 'warning') ? 1 : 0
}

/** Undefined, and said, when a file cannot be opened. */
async function inputsOf(files: readonly string[], io: Io): Promise<readonly Input[] | undefined> {
  const inputs: Input[] = []
  for (const file of files.length > 0 ? files : ['-']) {
    if (file === '-') {
      inputs.push({ source: 'standard input', chunks: [Buffer.from(await io.stdin())] })
      continue
    }
    try {
      inputs.push({ source: file, chunks: fileChunks(file) })
    } catch (error) {
      io.stderr(`error: ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`)
      io.stderr('hint: name files, or - for standard input\n')
      return undefined
    }
  }
  return inputs
}
