import { execFile } from 'node:child_process'

/** What a tool said: exit code, standard output and error. */
export interface ToolResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface ToolOptions {
  readonly input?: string
  /** Beside what this process has. */
  readonly environment?: Readonly<Record<string, string>>
}

const timeoutMs = 30_000

/** Runs a tool of the system. Rejects only where it cannot be started. */
export function runTool(
  tool: string,
  args: readonly string[],
  { input = '', environment = {} }: ToolOptions = {},
): Promise<ToolResult> {
  const options = { timeout: timeoutMs, maxBuffer: 4_194_304, env: { ...process.env, ...environment } }
  return new Promise((resolve, reject) => {
    const child = execFile(tool, args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number' && error.killed !== true) reject(error)
      else resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr })
    })
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
