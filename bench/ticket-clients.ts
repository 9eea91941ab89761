import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:https'
import { buffer } from 'node:stream/consumers'
import kerberos from 'kerberos'
import { z } from 'zod'
import { soap } from '../src/protocol/names/soap.ts'
import { wsTrust } from '../src/protocol/names/ws-trust.ts'
import { issueRequest, serializeTokenRequest } from '../src/protocol/ws-trust/token-request-message.ts'

/**
 * The clients of the windowstransport bench, in a process of their own so that the server's CPU is the server's. Each has one kept-alive
 * connection. Tokens are made before the clock starts, each with a new authenticator from the one ticket, by npm kerberos.
 */

export const loadOrder = z.object({
  url: z.string(),
  address: z.string(),
  port: z.number(),
  ca: z.string(),
  clients: z.number(),
  requests: z.number(),
})
export type LoadOrder = z.output<typeof loadOrder>

/** `go` is said when the tokens are made, and answered by the parent when it has read the server's counters. */
export const loadAnswer = z.union([
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('done'),
    seconds: z.number(),
    latencies: z.array(z.number()),
    refused: z.array(z.string()),
  }),
])

async function makeToken(host: string): Promise<string> {
  const client = await kerberos.initializeClient(`HTTP@${host}`, { mechOID: kerberos.GSS_MECH_OID_SPNEGO })
  return client.step('')
}

async function run(order: LoadOrder, go: Promise<void>): Promise<void> {
  const { hostname } = new URL(order.url)
  const tokens: string[] = []
  while (tokens.length < order.requests) tokens.push(await makeToken(hostname))
  process.send?.({ kind: 'ready' })
  await go
  const latencies: number[] = []
  const refused: string[] = []
  const began = performance.now()
  const client = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: order.ca })
    for (let token = tokens.pop(); token !== undefined; token = tokens.pop()) {
      const started = performance.now()
      const { status, body } = await post(order, agent, token)
      latencies.push(performance.now() - started)
      if (status !== 200) refused.push(`${status} ${body.toString().slice(-300)}`)
    }
    agent.destroy()
  }
  await Promise.all(Array.from({ length: order.clients }, client))
  process.send?.({ kind: 'done', seconds: (performance.now() - began) / 1000, latencies, refused })
}

function post(order: LoadOrder, agent: Agent, token: string): Promise<{ status: number; body: Buffer }> {
  const target = new URL(order.url)
  const message = issueRequest('13', {
    to: order.url,
    messageId: `urn:uuid:${randomUUID()}`,
    appliesTo: 'urn:federation:MicrosoftOnline',
  })
  const body = serializeTokenRequest(message)
  const headers = {
    'content-type': `${soap.mediaType}; charset=utf-8`,
    soapaction: wsTrust.wst200512.requestAction,
    'client-request-id': randomUUID(),
    authorization: `Negotiate ${token}`,
    host: target.host,
    'content-length': Buffer.byteLength(body),
  }
  const place = { host: order.address, port: order.port, servername: target.hostname, path: target.pathname }
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...place, method: 'POST', headers, agent }, (incoming) =>
      buffer(incoming).then((answer) => resolve({ status: incoming.statusCode ?? 0, body: answer }), reject),
    )
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

if (import.meta.main) {
  process.once('message', (order) => {
    const go = new Promise<void>((resolve) => process.once('message', () => resolve()))
    run(loadOrder.parse(order), go).then(
      () => process.disconnect?.(),
      (error: unknown) => {
        process.stderr.write(`${error}\n`)
        process.exit(1)
      },
    )
  })
}
