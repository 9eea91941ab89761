import { execFile } from 'node:child_process'

/** What a tool said: exit code, standard output and error. */
export interface ToolResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const timeoutMs = 30_000

/** Runs a tool of the system in this process's environment, which is the device's own. Rejects only where it cannot be started. */
export function runTool(tool: string, args: readonly string[], input = ''): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(tool, args, { timeout: timeoutMs, maxBuffer: 4_194_304 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number' && error.killed !== true) reject(error)
      else resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr })
    })
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
