import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { Network } from '../../../../src/simulator/send-request.ts'
import { makeServerCertificate } from '../test-keys.ts'

/** A web server that says what a test tells it to, by any name of `hosts`. */
export interface ScriptedServer {
  readonly network: Network
  readonly requests: readonly ReceivedRequest[]
  /** The answers to the next requests, one each; the last one repeats. */
  script(...answers: readonly ScriptedAnswer[]): void
  stop(): Promise<void>
}

export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface ScriptedAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Breaks the connection instead. */
  readonly breaks?: true
}

export async function startScriptedServer(hosts: readonly string[]): Promise<ScriptedServer> {
  const tls = await makeServerCertificate(hosts)
  const requests: ReceivedRequest[] = []
  let answers: readonly ScriptedAnswer[] = []
  const server = createServer({ cert: tls.certificate, key: tls.key }, async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { method = '', url = '', headers } = incoming
    requests.push({ method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') })
    const answer = answers[0] ?? { status: 404 }
    if (answers.length > 1) answers = answers.slice(1)
    if (answer.breaks) incoming.socket.destroy()
    else outgoing.writeHead(answer.status, answer.headers).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  return {
    network: {
      hosts: Object.fromEntries(hosts.map((host) => [host, { address: '127.0.0.1', port }])),
      ca: tls.certificate,
    },
    requests,
    script: (...next) => {
      answers = next
      requests.splice(0)
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
