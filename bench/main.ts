import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchCommits } from './commits.ts'
import { benchExpression } from './expression.ts'
import { benchFirstLoad } from './first-load.ts'
import { benchLog } from './log.ts'
import { type BenchRow, isMet, type Tell } from './measure.ts'
import { benchMemory } from './memory.ts'
import { benchMint } from './mint.ts'
import { benchRequest } from './request.ts'
import { benchScale } from './scale.ts'
import { benchStartUp } from './start-up.ts'
import { benchUsernameMixed } from './usernamemixed.ts'
import { benchWindowsTransport } from './windowstransport.ts'

const usage = `usage: npm run bench [-- [NAME...] [--json] [--save]]

Measures, and prints a ratio first for each row, absolute figures and the machine beside it. See bench/README.md.

  NAME     only these: ${'NAMES'}
  --json   rows as JSON
  --save   write the table to bench/results.md too
`

const measurements: Readonly<Record<string, (tell: Tell) => Promise<readonly BenchRow[]>>> = {
  mint: benchMint,
  request: benchRequest,
  usernamemixed: benchUsernameMixed,
  windowstransport: benchWindowsTransport,
  commits: benchCommits,
  log: benchLog,
  scale: benchScale,
  expression: benchExpression,
  'start-up': benchStartUp,
  memory: benchMemory,
  'first-load': benchFirstLoad,
}

async function main(args: readonly string[]): Promise<number> {
  const options = { json: { type: 'boolean' }, save: { type: 'boolean' }, help: { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const unknown = positionals.filter((name) => !Object.hasOwn(measurements, name))
  if (values.help || unknown.length > 0) {
    process.stderr.write(usage.replace('NAMES', Object.keys(measurements).join(', ')))
    return values.help ? 0 : 2
  }
  const chosen = Object.entries(measurements).filter(([name]) => positionals.length === 0 || positionals.includes(name))
  const rows = await measureAll(chosen)
  process.stdout.write(
    values.json ? `${JSON.stringify({ ...machine(), rows: rows.map(forJson) }, undefined, 2)}\n` : table(rows),
  )
  if (values.save) writeFileSync(new URL('./results.md', import.meta.url), markdown(rows))
  return 0
}

async function measureAll(chosen: readonly (readonly [string, (tell: Tell) => Promise<readonly BenchRow[]>])[]) {
  const began = performance.now()
  const rows: BenchRow[] = []
  for (const [name, measure] of chosen) {
    const tell: Tell = (progress) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(4)
      process.stderr.write(`${seconds} s  ${name}: ${progress}\n`)
    }
    rows.push(...(await measure(tell)))
  }
  return rows
}

// ---- how it is shown ----

function machine() {
  const all = cpus()
  const git = (...args: readonly string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain') === '' ? '' : ', with changes'
  return {
    machine: `${all.length} cores, ${all[0]?.model.trim() ?? 'unknown'}`,
    node: process.version,
    commit: `${git('rev-parse', '--short', 'HEAD')}${changed}`,
    date: new Date().toISOString().slice(0, 10),
  }
}

function machineLine(): string {
  const { machine: cpu, node, commit, date } = machine()
  return `${cpu}; Node ${node}; commit ${commit}; ${date}`
}

function forJson(row: BenchRow) {
  return { ...row, met: isMet(row) }
}

function ratioText({ ratio }: BenchRow): string {
  return ratio === undefined ? '' : `${rounded(ratio)} x`
}

function targetText(row: BenchRow): string {
  if (row.target === undefined) return ''
  return `${row.target.bound} ${rounded(row.target.limit)}: ${isMet(row) ? 'met' : 'MISSED'}`
}

function figuresText({ figures }: BenchRow): string {
  return Object.entries(figures)
    .map(([unit, value]) => `${rounded(value)} ${unit}`)
    .join(', ')
}

function rounded(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4
  return value.toLocaleString('en-US', { minimumFractionDigits: 0, maximumFractionDigits: digits })
}

function table(rows: readonly BenchRow[]): string {
  const lines = rows.flatMap((row) => [
    `${ratioText(row).padStart(10)}  ${row.what}: ${row.of}${row.target ? `  (${targetText(row)})` : ''}`,
    `${' '.repeat(12)}${figuresText(row)}`,
  ])
  return `\n${lines.join('\n')}\n\n${machineLine()}\n`
}

function markdown(rows: readonly BenchRow[]): string {
  const lines = rows.map(
    (row) => `| ${row.what} | ${ratioText(row)} ${row.of} | ${targetText(row)} | ${figuresText(row)} |`,
  )
  return `# Results

Written by \`npm run bench -- --save\`; what the figures say and what not is in [README.md](README.md).

${machineLine()}

| what | ratio | target | absolute |
| --- | --- | --- | --- |
${lines.join('\n')}
`
}

process.exitCode = await main(process.argv.slice(2))
