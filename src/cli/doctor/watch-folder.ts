import { statSync, watch } from 'node:fs'
import { join } from 'node:path'
import { diagnose } from '../../doctor/diagnose.ts'
import { fileChunks } from '../../doctor/intake/file-chunks.ts'
import { plainLine } from '../../doctor/output/plain-line.ts'
import type { Io } from '../io.ts'

/** Until it is stopped: says of every file that comes into the folder, or changes there, what it holds. */
export async function watchFolder(folder: string, only: readonly string[], isJson: boolean, io: Io): Promise<void> {
  const waiting = new Map<string, NodeJS.Timeout>()
  const watcher = watch(folder, (_event, name) => {
    if (name === null) return
    clearTimeout(waiting.get(name))
    // A file is still being written while its events come in quick succession.
    waiting.set(
      name,
      setTimeout(() => {
        waiting.delete(name)
        report(folder, name, only, isJson, io)
      }, settleMilliseconds),
    )
  })
  io.stderr(`watching ${folder}; end with Ctrl-C\n`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
  watcher.close()
  for (const timer of waiting.values()) clearTimeout(timer)
}

const settleMilliseconds = 300

function report(folder: string, name: string, only: readonly string[], isJson: boolean, io: Io): void {
  const file = join(folder, name)
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return
  try {
    const diagnosis = diagnose([{ source: name, chunks: fileChunks(file) }], { only })
    io.stdout(
      isJson
        ? `${JSON.stringify(diagnosis)}\n`
        : `${plainLine(name)}: ${diagnosis.verdict}. ${plainLine(diagnosis.summary)}\n`,
    )
  } catch (error) {
    io.stderr(`error: ${plainLine(name)} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
