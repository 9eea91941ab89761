import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

/** Debian's PostgreSQL, run as an unprivileged user on a socket in a folder of its own; ended and deleted by `stop`. */
export interface LabPostgres {
  /** postgres://… of the superuser. */
  readonly url: string
  /** As a power cut would end it; `start` brings it back. */
  kill(): Promise<void>
  /** kill -9 of every process of it; `start` recovers. */
  crash(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** The user nobody, which PostgreSQL runs as when we are root: it refuses to be. */
const nobody = 65534

export async function startPostgres(): Promise<LabPostgres> {
  const binaries = newestBinaries()
  const folder = await mkdtemp(join(tmpdir(), 'joinery-pg-'))
  const data = join(folder, 'data')
  if (process.getuid?.() === 0) chownSync(folder, nobody, nobody)
  await run(join(binaries, 'initdb'), ['-D', data, '-U', 'joinery', '-A', 'trust', '-E', 'UTF8', '--no-locale'])

  let server: ReturnType<typeof spawn> | undefined
  const start = async (): Promise<void> => {
    const settings = [
      'listen_addresses=',
      `unix_socket_directories=${folder}`,
      'max_connections=40',
      'recovery_init_sync_method=syncfs',
    ]
    const child = spawnUnprivileged(join(binaries, 'postgres'), [
      '-D',
      data,
      ...settings.flatMap((line) => ['-c', line]),
    ])
    child.stderr.resume()
    server = child
    for (let tries = 0; ; tries++) {
      const ready = await run(join(binaries, 'pg_isready'), ['-q', '-h', folder, '-U', 'joinery']).then(
        () => true,
        () => false,
      )
      if (ready) return
      if (tries > 900 || child.exitCode !== null) throw new Error('PostgreSQL did not start')
      await wait(50)
    }
  }
  const end = async (signal: 'SIGQUIT' | 'SIGKILL' | 'SIGINT'): Promise<void> => {
    const child = server
    server = undefined
    if (!child || child.exitCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  await start()
  return {
    url: `postgres://joinery@/postgres?host=${encodeURIComponent(folder)}`,
    kill: () => end('SIGQUIT'),
    crash: () => end('SIGKILL'),
    start,
    async stop() {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function newestBinaries(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  if (versions[0] === undefined) throw new Error('PostgreSQL is not installed: run scripts/setup')
  return join(root, versions[0], 'bin')
}

/** Ends with us, also when we are killed. */
function spawnUnprivileged(command: string, args: readonly string[]): ChildProcessByStdio<null, null, Readable> {
  const identity = process.getuid?.() === 0 ? [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : []
  return spawn('setpriv', [...identity, '--pdeathsig', 'QUIT', '--', command, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
  })
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawnUnprivileged(command, args)
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${errors}`)
}
