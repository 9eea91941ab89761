import type { Command, ExitCode } from '../../../src/cli/io.ts'

export interface CapturedRun {
  readonly code: ExitCode
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command without a terminal, and keeps what it says. */
export async function runCaptured(command: Command, args: readonly string[], stdin = ''): Promise<CapturedRun> {
  let stdout = ''
  let stderr = ''
  const code = await command(args, {
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
    stdin: async () => stdin,
  })
  return { code, stdout, stderr }
}
