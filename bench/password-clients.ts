import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { soap } from '../src/protocol/names/soap.ts'
import { wsTrust } from '../src/protocol/names/ws-trust.ts'
import { issueRequest, serializeTokenRequest } from '../src/protocol/ws-trust/token-request-message.ts'
import { Secret } from '../src/secret.ts'

/**
 * The clients of the usernamemixed bench, in a process of their own so that the server's CPU is the server's. They send what MSAL sends,
 * each request with a Timestamp of its own, on kept-alive connections. A run is ordered by a message and answered by one.
 */

export const passwordOrder = z.object({
  url: z.string(),
  port: z.number(),
  ca: z.string(),
  usernames: z.array(z.string()),
  milliseconds: z.number(),
  connections: z.number(),
  /** Requests start by the clock at this rate; without it each connection sends its next when the last was answered. */
  perSecond: z.number().optional(),
})
export type PasswordOrder = z.output<typeof passwordOrder>

export const passwordAnswer = z.object({
  latencies: z.array(z.number()),
  refused: z.array(z.string()),
})
export type PasswordAnswer = z.output<typeof passwordAnswer>

const agent = new Agent({ keepAlive: true, maxSockets: 256 })
let turn = 0

async function run(order: PasswordOrder): Promise<PasswordAnswer> {
  const answer: PasswordAnswer = { latencies: [], refused: [] }
  const until = performance.now() + order.milliseconds
  const one = async (began = performance.now()): Promise<void> => {
    const { status, body } = await post(order)
    answer.latencies.push(performance.now() - began)
    if (status !== 200) answer.refused.push(`${status} ${body.toString().slice(-300)}`)
  }
  const { perSecond } = order
  if (perSecond === undefined) {
    const client = async (): Promise<void> => {
      while (performance.now() < until) await one()
    }
    await Promise.all(Array.from({ length: order.connections }, client))
    return answer
  }
  const under: Promise<void>[] = []
  // From when it was due, whether or not the ones before are done: a stall shows in all that come during it.
  for (let due = performance.now(); due < until; due += 1000 / perSecond) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    under.push(one(due))
  }
  await Promise.all(under)
  return answer
}

function post({ url, port, ca, usernames }: PasswordOrder): Promise<{ status: number; body: Buffer }> {
  const target = new URL(url)
  const now = Date.now()
  const message = issueRequest('13', {
    to: url,
    messageId: `urn:uuid:${randomUUID()}`,
    appliesTo: 'urn:federation:MicrosoftOnline',
  })
  const username = usernames[turn++ % usernames.length] ?? ''
  const security = {
    timestamp: { created: new Date(now), expires: new Date(now + 600_000) },
    tokens: ['UsernameToken'],
    usernameToken: { username, password: new Secret('not-a-password') },
  }
  const body = serializeTokenRequest({ ...message, security })
  const headers = {
    'content-type': `${soap.mediaType}; charset=utf-8`,
    soapaction: wsTrust.wst200512.requestAction,
    'client-request-id': randomUUID(),
    'user-agent': 'joinery bench',
    host: target.host,
    'content-length': Buffer.byteLength(body),
  }
  const place = { host: '127.0.0.1', port, servername: target.hostname, path: target.pathname, ca }
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...place, method: 'POST', headers, agent }, (incoming) =>
      buffer(incoming).then((answer) => resolve({ status: incoming.statusCode ?? 0, body: answer }), reject),
    )
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

if (import.meta.main)
  process.on('message', (order) => {
    run(passwordOrder.parse(order)).then(
      (answer) => process.send?.(answer),
      (error: unknown) => {
        process.stderr.write(`${error}\n`)
        process.exit(1)
      },
    )
  })
