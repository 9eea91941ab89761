import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { diagnose } from '../../doctor/diagnose.ts'
import type { Diagnosis } from '../../doctor/diagnosis.ts'
import { countFleet, type FleetRow } from '../../doctor/fleet.ts'
import { fileChunks } from '../../doctor/intake/file-chunks.ts'
import type { Input } from '../../doctor/intake/read-input.ts'
import type { Io } from '../io.ts'

/** A folder of outputs: each file is one device, each folder below it is one device with several files. */
export function runFleet(
  folder: string,
  only: readonly string[],
  io: Io,
): { rows: readonly FleetRow[]; failed: number } {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1))
  const progress = openProgress(entries.length, io)
  const fleet = countFleet()
  let failed = 0
  for (const [index, entry] of entries.entries()) {
    const path = join(folder, entry.name)
    const files = entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
    if (files.length > 0) {
      const diagnosis = diagnose(
        openOneByOne(files, folder, () => {
          failed += 1
        }),
        { only },
      )
      fleet.add(entry.name, diagnosis, deviceOf(diagnosis))
    }
    progress.at(index + 1)
  }
  progress.end()
  return { rows: fleet.rows(), failed }
}

/** A file that cannot be opened is left out; the others are read. */
function* openOneByOne(files: readonly string[], folder: string, onFailure: () => void): Generator<Input> {
  for (const file of files) {
    let chunks: Iterable<Uint8Array> | undefined
    try {
      chunks = fileChunks(file)
    } catch {
      onFailure()
    }
    if (chunks) yield { source: relative(folder, file), chunks }
  }
}

const filesPerDevice = 100

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .slice(0, filesPerDevice)
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false)
}

function deviceOf({ devices }: Diagnosis): string | undefined {
  return devices.length === 1 ? devices[0] : undefined
}

/** A bar on standard error, where that is a terminal; redrawn at most a hundred times. */
function openProgress(total: number, io: Io): { at(done: number): void; end(): void } {
  const isShown = process.stderr.isTTY === true && total > 1
  let shown = -1
  return {
    at(done) {
      const percent = Math.floor((done * 100) / total)
      if (!isShown || percent === shown) return
      shown = percent
      const width = 40
      const filled = Math.round((percent * width) / 100)
      io.stderr(
        `\r[${'#'.repeat(filled)}${' '.repeat(width - filled)}] ${String(percent).padStart(3)}%  ${done} of ${total}`,
      )
    },
    end() {
      if (isShown) io.stderr(`\r${' '.repeat(70)}\r`)
    },
  }
}
