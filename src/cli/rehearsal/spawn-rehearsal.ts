import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IdpError } from '../../errors.ts'
import type { RunRehearsal } from '../../ports/rehearsals.ts'
import type { BootArguments } from '../load-boot-settings.ts'
import type { RehearsalMessage } from './rehearsal-process.ts'
import type { InstallationRehearsal } from './rehearse-installation.ts'

/** How long one that was told to end may clear up. */
const endMilliseconds = 5000

/**
 * `joinery rehearse --computer` for the server, in a process of its own at a lower priority: what it takes of processor and memory, and
 * how it ends, is nothing to those who sign in. `boot`: how the server itself was started.
 */
export function spawnRehearsal(boot: BootArguments): RunRehearsal {
  return async ({ applicationId, computer, user }, onStep, signal) => {
    const program = fileURLToPath(new URL(`./rehearsal-process${extname(import.meta.url)}`, import.meta.url))
    const child = fork(program, [], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=256'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const said = lastLines(child)
    const stop = (): void => {
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), endMilliseconds).unref()
    }
    try {
      signal.addEventListener('abort', stop, { once: true })
      const wanted: InstallationRehearsal = { boot, applicationId, computer, user, keytab: undefined }
      child.send(wanted)
      const last = await lastMessage(child, (message) => {
        if (message.kind === 'step') onStep(message.step)
      })
      if (last === undefined || last.kind === 'step') throw new IdpError('CLI_REHEARSAL_ENDED', { said: said() })
      if (last.kind === 'ended') return last.outcome
      throw new IdpError(last.code, last.facts)
    } finally {
      signal.removeEventListener('abort', stop)
      if (child.exitCode === null) stop()
    }
  }
}

/** When the process has ended. */
function lastMessage(
  child: ChildProcess,
  look: (message: RehearsalMessage) => void,
): Promise<RehearsalMessage | undefined> {
  return new Promise((resolve) => {
    let last: RehearsalMessage | undefined
    child.on('message', (message) => {
      // Sent by rehearsal-process.ts, and by nobody else.
      last = message as RehearsalMessage
      look(last)
    })
    child.once('error', () => resolve(undefined))
    child.once('exit', () => setImmediate(() => resolve(last)))
  })
}

function lastLines(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-2000)
  })
  return () => text.trim().split('\n').slice(-5).join(' | ')
}
