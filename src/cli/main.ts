import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type { Command, Io } from './io.ts'
import { printError } from './print-error.ts'

/** The joinery command: finds the command by its name and runs it. Each command is a file of its own, loaded when asked for. */

interface CommandRow {
  readonly summary: string
  readonly load: () => Promise<Command>
}

export const commands: Readonly<Record<string, CommandRow>> = {
  demo: {
    summary: 'show a computer joining, on a lab of its own',
    load: async () => (await import('./demo.ts')).demoCommand,
  },
  serve: { summary: 'run the server', load: async () => (await import('./serve.ts')).serveCommand },
  rehearse: {
    summary: 'let a simulated computer join, or see what goes wrong in a named scenario',
    load: async () => (await import('./rehearse.ts')).rehearseCommand,
  },
  gateway: {
    summary: 'test or restart a gateway of the running server',
    load: async () => (await import('./gateway.ts')).gatewayCommand,
  },
  config: {
    summary: 'export, apply, check or explain the settings',
    load: async () => (await import('./config.ts')).configCommand,
  },
  keys: { summary: 'list the signing keys', load: async () => (await import('./keys.ts')).keysCommand },
  eval: { summary: 'evaluate a mapping expression', load: async () => (await import('./eval.ts')).evalCommand },
}

const io: Io = {
  stdout: (line) => process.stdout.write(line),
  stderr: (line) => process.stderr.write(line),
  stdin: () => text(process.stdin),
}

function help(): string {
  const rows = Object.entries(commands).map(([name, row]) => `  ${name.padEnd(10)} ${row.summary}`)
  return [
    'joinery: a federated identity provider for Microsoft Entra hybrid join',
    '',
    'usage: joinery <command> [arguments]; joinery <command> --help',
    '',
    ...rows,
    '',
    'exit status: 0 well, 1 a problem was found, 2 used wrongly, 3 could not run',
    'example: joinery rehearse --list',
    '',
  ].join('\n')
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === 'help') {
    ;(name === undefined ? io.stderr : io.stdout)(help())
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    io.stdout(`${version()}\n`)
    return 0
  }
  const row = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (row === undefined) {
    io.stderr(`error: there is no command ${name}\nhint: joinery --help lists them\n`)
    return 2
  }
  try {
    const command = await row.load()
    return await command(rest, io)
  } catch (error) {
    printError(error, io)
    return 3
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown'
}

process.exitCode = await main(process.argv.slice(2))
// The channel to a parent that started us would keep a process alive whose command has ended.
if (process.connected) process.disconnect()
