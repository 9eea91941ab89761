import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { toolEnvironment } from '../../../src/lab/run-tool.ts'

const program = resolve(import.meta.dirname, '../../../bin/joinery')

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The command as a person runs it. */
export async function runJoinery(args: readonly string[]): Promise<Ran> {
  const child = spawn(program, args, { env: toolEnvironment(), stdio: ['ignore', 'pipe', 'pipe'], timeout: 40_000 })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, stdout, stderr }
}

export interface Served {
  readonly child: ChildProcess
  readonly lines: readonly string[]
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
}

/** `joinery serve` without a channel, as a service manager starts it; resolves when its log says that it is ready. */
export async function serve(bootFile: string): Promise<Served> {
  const child = spawn(program, ['serve', '--config', bootFile], {
    env: toolEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lines: string[] = []
  const ended = once(child, 'exit').then(([code, signal]): number | string => code ?? signal)
  await new Promise<void>((done, failed) => {
    child.stderr.setEncoding('utf8').on('data', (said: string) => {
      lines.push(said)
      if (lines.join('').includes('"msg":"ready"')) done()
    })
    ended.then((code) => failed(new Error(`the server ended with ${code}: ${lines.join('')}`)))
  })
  return { child, lines, ended }
}
