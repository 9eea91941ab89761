import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checkIds } from '../doctor/check-list.ts'
import { diagnose } from '../doctor/diagnose.ts'
import type { Diagnosis } from '../doctor/diagnosis.ts'
import { fileChunks } from '../doctor/intake/file-chunks.ts'
import type { Input } from '../doctor/intake/read-input.ts'
import { plainLine } from '../doctor/output/plain-line.ts'
import { askServer } from './doctor/ask-server.ts'
import { printDiagnosis, type ReportForm, reportForms, sharedForms } from './doctor/print-diagnosis.ts'
import type { ExitCode, Io } from './io.ts'

const usage = `usage: joinery doctor [FILE | -]... [--check ID]... [--json | --markdown | --html | --sarif] [--share] [--strict] [--verbose] [--fetch]
       joinery doctor --live [--computer NAME | --user UPN] [FILE]... [--config FILE] [--data DIR]
       joinery doctor DIR [--json | --csv]
       joinery doctor --watch DIR [--json]

Reads what Windows, Entra, AD or an identity provider printed, in any order and with anything around it, and says what went wrong,
which line proves it, and how to mend it. Without FILE it reads standard input. Of a folder with the outputs of many devices (each
file, or each folder in it, is one) it makes a table of causes.

  --check ID   only this check; may be repeated
  --live       asks the running server, too: its directories, Kerberos, keys, certificates, published addresses; ages count from now
  --computer NAME, --user UPN
               with --live: the claims this account would get, judged as Entra judges them; no token is made
  --fetch      reads from the Internet, too, the metadata at the addresses that federation settings in the input name; never from
               private addresses, and by https only
  --json       the whole diagnosis for programs
  --markdown, --html, --sarif
               to be passed on: names, ids and addresses become pseudonyms, unrecognised text is left out
  --share      the same for text and JSON
  --csv        the table of a folder, one line for each device
  --watch      a line for every file that comes into the folder, until stopped
  --strict     exit status 1 for warnings too
  --verbose    what is right, too, in full

exit status: 0 healthy or warning, 1 a problem was found, 2 used wrongly, 3 nothing readable
example: dsregcmd /join /debug > join.txt, then joinery doctor join.txt
`

const flag = { type: 'boolean', default: false } as const

/** joinery doctor. Files are read as they are needed; nothing in them makes the command fail. */
export async function doctorCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      check: { type: 'string', multiple: true, default: [] },
      json: flag,
      markdown: flag,
      html: flag,
      sarif: flag,
      csv: flag,
      share: flag,
      strict: flag,
      verbose: flag,
      live: flag,
      fetch: flag,
      computer: { type: 'string' },
      user: { type: 'string' },
      config: { type: 'string' },
      data: { type: 'string' },
      watch: { type: 'string' },
      help: flag,
    },
  })
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  const wrong = misuseOf(values, positionals)
  if (wrong !== undefined) {
    io.stderr(`error: ${wrong}\nhint: joinery doctor --help\n`)
    return 2
  }
  if (values.watch !== undefined) {
    const { watchFolder } = await import('./doctor/watch-folder.ts')
    await watchFolder(values.watch, values.check, values.json, io)
    return 0
  }
  const [folder] = positionals
  if (folder !== undefined && isFolder(folder)) return printFleet(folder, values, io)
  const given = values.live && positionals.length === 0 ? [] : await inputsOf(positionals, io)
  if (given === undefined) return 3
  const inputs = values.fetch ? given.map(({ source, chunks }) => ({ source, chunks: [...chunks] })) : given
  const published = values.fetch ? await fetchedOf(inputs, io) : []
  const evidence = values.live ? [await askServer(values)] : []
  const form = formOf(values)
  const isShared = values.share || sharedForms.includes(form)
  const diagnosis = diagnose([...evidence, ...inputs, ...published], {
    only: values.check,
    share: isShared,
    ...(values.live && { now: new Date() }),
  })
  io.stdout(await printDiagnosis(diagnosis, form, values.verbose))
  return exitCodeOf(diagnosis.verdict, values.strict)
}

interface Values {
  readonly check: readonly string[]
  readonly json: boolean
  readonly markdown: boolean
  readonly html: boolean
  readonly sarif: boolean
  readonly csv: boolean
  readonly watch?: string | undefined
  readonly live: boolean
  readonly fetch: boolean
  readonly computer?: string | undefined
  readonly user?: string | undefined
}

function misuseOf(values: Values, files: readonly string[]): string | undefined {
  const unknown = values.check.find((id) => !checkIds.includes(id))
  if (unknown !== undefined) return `there is no check ${unknown}; docs/doctor.md lists them`
  if ([values.json, values.markdown, values.html, values.sarif, values.csv].filter(Boolean).length > 1)
    return 'one form at a time'
  const { live, computer, user, watch } = values
  if (!live && (computer ?? user) !== undefined) return '--computer and --user go with --live'
  if (computer !== undefined && user !== undefined) return 'one account at a time: --computer or --user'
  if (live && (watch !== undefined || files.some(isFolder))) return '--live goes with files, not with folders'
  if (values.fetch && (watch !== undefined || files.some(isFolder))) return '--fetch goes with files, not with folders'
  if (values.watch !== undefined && !isFolder(values.watch)) return `${values.watch} is no folder`
  const folders = files.filter(isFolder)
  if (folders.length > 0 && (files.length > 1 || values.markdown || values.html || values.sarif))
    return 'a folder is read alone, as text, --json or --csv'
  return values.csv && folders.length === 0 ? '--csv is the form of a folder' : undefined
}

const isFolder = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false

function formOf(values: Values): ReportForm {
  return reportForms.find((form) => form !== 'text' && values[form]) ?? 'text'
}

function exitCodeOf(verdict: Diagnosis['verdict'], isStrict: boolean): ExitCode {
  if (verdict === 'unreadable') return 3
  return verdict === 'problem' || (isStrict && verdict === 'warning') ? 1 : 0
}

async function printFleet(folder: string, values: Values & { readonly strict: boolean }, io: Io): Promise<ExitCode> {
  const { runFleet } = await import('./doctor/run-fleet.ts')
  const { fleetCsv, fleetJson, fleetText } = await import('../doctor/output/fleet-report.ts')
  const { rows, failed } = runFleet(folder, values.check, io)
  if (failed > 0) io.stderr(`${failed} files could not be opened\n`)
  io.stdout(values.json ? fleetJson(rows) : values.csv ? fleetCsv(rows) : fleetText(rows))
  const [worst] = rows
  return worst === undefined ? 3 : exitCodeOf(worst.verdict, values.strict)
}

async function fetchedOf(inputs: readonly Input[], io: Io): Promise<readonly Input[]> {
  const { fetchPublished, realWeb } = await import('./doctor/fetch-published.ts')
  const { inputs: fetched, refused } = await fetchPublished(inputs, realWeb)
  for (const line of refused) io.stderr(`note: ${plainLine(line)}\n`)
  return fetched
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
