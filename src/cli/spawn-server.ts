import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { IdpError } from '../errors.ts'

/** `joinery serve` in a process of its own, which ends with this one, however that ends. */
export interface ServerProcess {
  readonly publicPort: number
  readonly adminPort: number
  /** The last lines of its log. */
  log(): string
  stop(): Promise<void>
}

export interface SpawnOptions {
  /** Boot settings, YAML. */
  readonly bootFile: string
  readonly environment?: Readonly<Record<string, string>>
  /** Every log line as it comes. */
  readonly onLog?: (line: string) => void
}

const ready = z.object({ ready: z.literal(true), publicPort: z.number(), adminPort: z.number() })
const keptLines = 200

/** Resolves when the server answers. Throws CLI_SERVER_ENDED with the end of its log. */
export async function spawnServer({ bootFile, environment = {}, onLog }: SpawnOptions): Promise<ServerProcess> {
  const program = fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url))
  const child = fork(program, ['serve', '--config', bootFile], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const lines = keepLines(child, onLog)
  const ended = new Promise<void>((resolve) => child.once('exit', () => setImmediate(resolve)))
  const started = new Promise<z.output<typeof ready>>((resolve, reject) => {
    child.once('message', (message) => resolve(ready.parse(message)))
    child.once('error', reject)
    ended.then(() => reject(new IdpError('CLI_SERVER_ENDED', { log: lines.slice(-8).join('\n') })))
  })
  const { publicPort, adminPort } = await started
  return {
    publicPort,
    adminPort,
    log: () => lines.join('\n'),
    stop: async () => {
      if (child.connected) child.disconnect()
      else child.kill('SIGKILL')
      await ended
    },
  }
}

function keepLines(child: ChildProcess, onLog: SpawnOptions['onLog']): string[] {
  const lines: string[] = []
  let rest = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      onLog?.(line)
      lines.push(line)
      if (lines.length > keptLines) lines.shift()
    }
  })
  return lines
}
