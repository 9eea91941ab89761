import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** The living processes of a process group; what is dead and only waits for its parent to notice does not count. */
function listGroup(group: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const [state, , inGroup] = findStat(name)
      return Number(inGroup) === group && state !== 'Z' && state !== 'X'
    })
    .map(Number)
}

/** The fields of /proc/PID/stat that follow the command name, which may itself hold blanks and brackets. */
function findStat(processId: string): string[] {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** Waits for every process of the group to leave; kills what is still there after five seconds. */
export async function endGroup(group: number): Promise<void> {
  for (let waitedMs = 0; listGroup(group).length > 0; waitedMs += 20) {
    if (waitedMs === 5_000) process.kill(-group, 'SIGKILL')
    await sleep(20)
  }
}

/**
 * Stops a process group in the middle of whatever it does, and returns what thaws it. A frozen process cannot see its
 * input close, so a shell watches ours: when we are gone, by kill -9 too, it thaws the group, which then ends by itself.
 */
export function freezeGroup(group: number): () => Promise<void> {
  const guard = spawn('sh', ['-c', 'read -r _; kill -s CONT -- "-$0"', String(group)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const thawed = new Promise<void>((resolve) => guard.once('close', () => resolve()))
  process.kill(-group, 'SIGSTOP')
  return () => {
    guard.stdin.end()
    return thawed
  }
}
