import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { BenchRow, Tell } from './measure.ts'

/** What a browser must fetch before the console shows anything: the entry, and whatever it imports at once. */

const built = resolve(import.meta.dirname, '../build/console')

const chunk = z.object({
  file: z.string(),
  isEntry: z.boolean().default(false),
  imports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
})
const manifest = z.record(z.string(), chunk)

export interface FirstLoad {
  /** Bytes as gzip sends them; Brotli sends less. */
  readonly scriptBytes: number
  readonly styleBytes: number
  readonly scripts: readonly string[]
}

export const firstLoadLimit = 300_000

export async function benchFirstLoad(tell: Tell): Promise<readonly BenchRow[]> {
  tell('building the console, 10 s')
  const { scriptBytes, styleBytes } = measureFirstLoad()
  return [
    {
      what: 'console, first load',
      ratio: scriptBytes / firstLoadLimit,
      of: '300 KB of compressed script',
      target: { bound: 'at most', limit: 1 },
      figures: { 'bytes of script': scriptBytes, 'bytes of style': styleBytes },
    },
  ]
}

/** Builds the console, when it is stale. */
export function measureFirstLoad(): FirstLoad {
  execFileSync(resolve(import.meta.dirname, '../scripts/build-console.sh'))
  const chunks = manifest.parse(JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8')))
  const needed = new Set<string>()
  const take = (name: string): void => {
    if (needed.has(name)) return
    needed.add(name)
    for (const imported of chunks[name]?.imports ?? []) take(imported)
  }
  for (const [name, { isEntry }] of Object.entries(chunks)) if (isEntry) take(name)
  const taken = [...needed].flatMap((name) => chunks[name] ?? [])
  const scripts = taken.map(({ file }) => file)
  const styles = new Set(taken.flatMap(({ css }) => css))
  return { scriptBytes: sizeOf(scripts), styleBytes: sizeOf([...styles]), scripts }
}

function sizeOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(join(built, `${file}.gz`)).size, 0)
}
