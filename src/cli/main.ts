import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { runCommand } from './run-command.ts'

/** The joinery command: the terminal it speaks to, and how the process ends. */

// Half the time of a short command is reading its own source. Beside the code, where only who may change that may write; not in /tmp.
enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/joinery'))

/** What is still being written to a pipe may take so long. */
const exitMilliseconds = 2000

process.exitCode = await runCommand(process.argv.slice(2), {
  stdout: (line) => process.stdout.write(line),
  stderr: (line) => process.stderr.write(line),
  stdin: () => text(process.stdin),
})
// A channel to the parent, or a thread that waits for a silent domain controller, would keep the process that has nothing left to do.
if (process.connected) process.disconnect()
setTimeout(() => process.exit(), exitMilliseconds).unref()
