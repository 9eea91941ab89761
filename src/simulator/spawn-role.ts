import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IdpError } from '../errors.ts'

/** A part of the simulator in a process of its own, so that its environment, keys and clock are nobody else's. It ends with us. */
export interface Role<Sent, Received> {
  send(message: Sent): void
  /** Called for every message; a message that settles nothing is only looked at. */
  onMessage(handle: (message: Received) => void): void
  /** Resolves when the process has ended, with the last lines it wrote to standard error. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

/** `name` is a main program in this folder, such as `device/main`; environment: PATH and what is given, nothing else. */
export function spawnRole<Sent, Received>(
  name: string,
  env: Readonly<Record<string, string>> = {},
): Role<Sent, Received> {
  const program = fileURLToPath(new URL(`./${name}${extname(import.meta.url)}`, import.meta.url))
  const child = fork(program, [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { PATH: `${process.env.PATH ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin`, LC_ALL: 'C.UTF-8', TZ: 'UTC', ...env },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const ended = endOf(child)
  return {
    send: (message) => {
      if (child.connected) child.send(message as object)
    },
    onMessage: (handle) => {
      child.on('message', (message) => handle(message as Received))
    },
    ended,
    async stop() {
      if (child.connected) child.disconnect()
      else child.kill('SIGKILL')
      await ended
    },
  }
}

function endOf(child: ChildProcess): Promise<string> {
  const lines: string[] = []
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lines.push(text)
    if (lines.length > 100) lines.shift()
  })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    // Not `close`: after a disconnect from our side Node never emits it. What was written last may arrive a turn later.
    child.on('exit', () => setImmediate(() => resolve(lines.join('').trim().split('\n').slice(-5).join(' | '))))
  })
}

/** In the role itself: answers messages, and ends when the parent does. */
export function playRole<Received, Sent>(
  handle: (message: Received, send: (message: Sent) => void) => Promise<void>,
): void {
  const send = (message: Sent): void => {
    if (process.connected) process.send?.(message)
  }
  process.on('message', (message) => {
    handle(message as Received, send).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`, () =>
        process.exit(1),
      )
    })
  })
  process.on('disconnect', () => process.exit(0))
}

/** What a role that ended before its work was done is worth telling. */
export function roleFailed(role: string, said: string): IdpError {
  return new IdpError('SIMULATOR_PROCESS_ENDED', { role, said })
}
