import type { Command } from './io.ts'

// A table: the commands. Each is a file of its own, loaded when asked for.

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
  doctor: {
    summary: 'read what Windows, Entra or AD printed, and say what is wrong and how to mend it',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  explain: {
    summary: 'say what a code means and what to do',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  gateway: {
    summary: 'test or restart a gateway of the running server',
    load: async () => (await import('./gateway.ts')).gatewayCommand,
  },
  config: {
    summary: 'export, apply, check or explain the settings',
    load: async () => (await import('./config.ts')).configCommand,
  },
  keys: {
    summary: 'list the signing keys, roll them over, import your own',
    load: async () => (await import('./keys.ts')).keysCommand,
  },
  backup: {
    summary: 'write everything that is stored into a file, while the server runs',
    load: async () => (await import('./backup.ts')).backupCommand,
  },
  restore: {
    summary: 'make a backup the database again',
    load: async () => (await import('./restore.ts')).restoreCommand,
  },
  upgrade: {
    summary: 'say what this program would do to the database, tried on a copy',
    load: async () => (await import('./upgrade.ts')).upgradeCommand,
  },
  admin: {
    summary: 'list the administrators, make a link for another one',
    load: async () => (await import('./admin.ts')).adminCommand,
  },
  eval: { summary: 'evaluate a mapping expression', load: async () => (await import('./eval.ts')).evalCommand },
}

/** What `joinery --help` prints. */
export function overview(): string {
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
