import { commands, overview } from './commands.ts'
import type { ExitCode, Io } from './io.ts'
import { printError } from './print-error.ts'
import { programVersion } from './program-version.ts'

/** Finds the command by its name and runs it. Never throws: what goes wrong is said in `error:` and `hint:`, and in the exit code. */
export async function runCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === 'help') {
    ;(name === undefined ? io.stderr : io.stdout)(overview())
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    io.stdout(`${programVersion()}\n`)
    return 0
  }
  const row = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (row === undefined) {
    io.stderr(`error: there is no command ${name}\nhint: joinery --help lists them\n`)
    return 2
  }
  try {
    const command = await row.load()
    return await command(rest, io)
  } catch (error) {
    if (isMisuse(error)) {
      io.stderr(`error: ${error.message.split('. ')[0]}\nhint: joinery ${name} --help\n`)
      return 2
    }
    printError(error, io)
    return 3
  }
}

/** What parseArgs throws. The first sentence of its message says what was typed; the rest is advice we do not need. */
function isMisuse(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_')
}
