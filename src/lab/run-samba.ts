import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { IdpError } from '../errors.ts'
import { domainControllerPorts } from './loopback-address.ts'
import { endGroup, freezeGroup } from './process-group.ts'
import { toolEnvironment } from './run-tool.ts'

export interface SambaProcess {
  /** Leader of the process group all its children stay in. */
  readonly processId: number
  /** Connections stay open, nothing is answered: a hung machine. */
  freeze(): void
  thaw(): Promise<void>
  stop(): Promise<void>
}

/**
 * Runs the domain controller configured by `folder`/etc/smb.conf and returns when it answers on every port.
 * It ends with us however we end: `-i` makes Samba leave when its standard input closes, and the kernel closes that for
 * us; its children watch a pipe to their parent in the same way. It has a session of its own, so that Ctrl-C reaches
 * us first and we end what uses it before it.
 */
export async function runSamba(folder: string, address: string): Promise<SambaProcess> {
  const logFile = join(folder, 'log', 'samba.log')
  const child = spawnSamba(folder, logFile)
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(String(signal ?? code)))
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
  const processId = child.pid
  if (processId === undefined)
    throw new IdpError('LAB_TOOL_MISSING', { tool: 'samba', package: 'samba', reason: await ended })
  const samba = controlSamba(child, processId)
  const outcome = await Promise.race([ended, answersOnEveryPort(address, 60_000)])
  if (outcome === 'ready') return samba
  await samba.stop()
  throw new IdpError('LAB_DOMAIN_NOT_STARTED', { address, outcome, logFile, said: lastLines(logFile) })
}

function spawnSamba(folder: string, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a', 0o600)
  try {
    const args = ['-s', 'etc/smb.conf', '-i', '-M', 'prefork', '--no-process-group']
    const child = spawn('samba', args, {
      cwd: folder,
      env: toolEnvironment(),
      detached: true,
      stdio: ['pipe', log, log],
    })
    child.stdin?.on('error', () => {})
    // Neither may keep this process alive: a program that forgets `stop` still ends, and Samba with it.
    child.unref()
    const input = child.stdin as Socket | null
    input?.unref()
    return child
  } finally {
    closeSync(log)
  }
}

function controlSamba(child: ChildProcess, processId: number): SambaProcess {
  let thawGroup: (() => Promise<void>) | undefined
  async function thaw(): Promise<void> {
    await thawGroup?.()
    thawGroup = undefined
  }
  return {
    processId,
    freeze() {
      thawGroup ??= freezeGroup(processId)
    },
    thaw,
    async stop() {
      await thaw()
      child.stdin?.end()
      await endGroup(processId)
    },
  }
}

async function answersOnEveryPort(address: string, withinMs: number): Promise<'ready' | 'timeout'> {
  const deadline = Date.now() + withinMs
  for (const port of domainControllerPorts) {
    while (!(await answers(address, port))) {
      if (Date.now() > deadline) return 'timeout'
      await sleep(20)
    }
  }
  return 'ready'
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join(' | ')
}
