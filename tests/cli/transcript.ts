import { tmpdir } from 'node:os'
import type { Io } from '../../src/cli/io.ts'
import { runCommand } from '../../src/cli/run-command.ts'

/**
 * A transcript is what a terminal would show: `$ joinery …`, then standard output, then standard error with `! ` before each line,
 * then `-> ` and the exit status. `<<< ` before the lines that follow a command is its standard input. Lines of `#` are remarks.
 */
export interface Step {
  readonly command: string
  readonly stdin: string
  /** All that follows it, up to the next command. */
  readonly expected: string
}

export function parseTranscript(text: string): Step[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#') && line !== '')
  const starts = lines.flatMap((line, index) => (line.startsWith('$ joinery') ? [index] : []))
  return starts.map((start, index) => {
    const block = lines.slice(start + 1, starts[index + 1])
    return {
      command: (lines[start] ?? '').slice('$ joinery'.length).trim(),
      stdin: block.flatMap((line) => (line.startsWith('<<< ') ? [line.slice(4)] : [])).join('\n'),
      expected: block.filter((line) => !line.startsWith('<<< ')).join('\n'),
    }
  })
}

/** Runs a step in this process; DIR stands for the folder the transcript plays in. */
export async function runStep({ command, stdin }: Step, folder: string): Promise<string> {
  const words = command.replaceAll('DIR', folder).matchAll(/"([^"]*)"|\S+/g)
  const args = [...words].map(([word, quoted]) => quoted ?? word)
  const output = { out: '', err: '' }
  const io: Io = {
    stdout: (text) => {
      output.out += text
    },
    stderr: (text) => {
      output.err += text
    },
    stdin: async () => stdin,
  }
  const status = await runCommand(args, io)
  const lines = [...linesOf(output.out), ...linesOf(output.err).map((line) => `! ${line}`), `-> ${status}`]
  return steady(lines.join('\n'), folder)
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

/** What differs from run to run, by its name. */
function steady(text: string, folder: string): string {
  return text
    .replaceAll(folder, 'DIR')
    .replaceAll(tmpdir(), 'TMP')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/\d{4}-\d\d-\d\d \(\d+ days\)/g, 'DATE (N days)')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\b[0-9A-F]{40}\b/g, 'THUMBPRINT')
    .replace(/#[\w-]{43}\b/g, '#TOKEN')
    .replace(/\bMII[A-Za-z0-9+/]{200,}={0,2}/g, 'CERTIFICATE')
    .replace(/\b[0-9a-f]{16}\b/g, 'KEYID')
    .replace(/\b\d{4}-[a-z][a-z-]+/g, 'STEP')
    .replace(/\b\d+ rows/g, 'N rows')
    .replace(/the command line \([^)]*\)/g, 'the command line (USER)')
}
