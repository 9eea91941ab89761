import { join } from 'node:path'
import type { TicketCache } from '../../../src/lab/domain-tickets.ts'
import { runTool } from '../../../src/lab/run-tool.ts'

export interface ClientOptions {
  /** Plain Kerberos instead of SPNEGO. */
  readonly withoutSpnego?: boolean
  readonly mutual?: boolean
  /** Application data of a channel binding. */
  readonly binding?: string
}

/** A first Negotiate token made by python3-gssapi from a ticket cache: not our code, a client of its own. */
export async function clientToken(
  cache: TicketCache,
  service: string,
  options: ClientOptions = {},
): Promise<Uint8Array> {
  const args = [
    join(import.meta.dirname, 'initiate-token.py'),
    service,
    ...(options.withoutSpnego ? ['--without-spnego'] : []),
    ...(options.mutual ? ['--mutual'] : []),
    ...(options.binding === undefined ? [] : ['--binding', options.binding]),
  ]
  return Buffer.from(await runTool('/usr/bin/python3', args, { env: cache.env }), 'base64')
}
