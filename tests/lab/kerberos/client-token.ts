import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TicketCache } from '../../../src/lab/domain-tickets.ts'
import { runTool, toolEnvironment } from '../../../src/lab/run-tool.ts'

export interface ClientOptions {
  /** Plain Kerberos instead of SPNEGO. */
  readonly withoutSpnego?: boolean
  readonly mutual?: boolean
  /** Application data of a channel binding. */
  readonly binding?: string
}

/** The whole exchange with python3-gssapi: its token is answered by `answer`, and its own verdict on the answer comes back. */
export async function clientVerdict(
  cache: TicketCache,
  service: string,
  options: ClientOptions,
  answer: (token: Uint8Array) => Promise<Uint8Array>,
): Promise<string> {
  const child = spawn('/usr/bin/python3', [...scriptArguments(service, options), '--read-answer'], {
    env: toolEnvironment(cache.env),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const token = await lines.next()
  const answered = await answer(Buffer.from(String(token.value), 'base64'))
  child.stdin.end(`${Buffer.from(answered).toString('base64')}\n`)
  return String((await lines.next()).value)
}

/** A first Negotiate token made by python3-gssapi from a ticket cache: not our code, a client of its own. */
export async function clientToken(
  cache: TicketCache,
  service: string,
  options: ClientOptions = {},
): Promise<Uint8Array> {
  return Buffer.from(await runTool('/usr/bin/python3', scriptArguments(service, options), { env: cache.env }), 'base64')
}

function scriptArguments(service: string, options: ClientOptions): string[] {
  return [
    join(import.meta.dirname, 'initiate-token.py'),
    service,
    ...(options.withoutSpnego ? ['--without-spnego'] : []),
    ...(options.mutual ? ['--mutual'] : []),
    ...(options.binding === undefined ? [] : ['--binding', options.binding]),
  ]
}
