import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'

/** How this process reaches hosts: the names stay what they are in reality, only the addresses may be others. */
export interface Network {
  /** By lower-case host name; a name that is not here is resolved as usual. */
  readonly hosts: Readonly<Record<string, HostAddress>>
  /** PEM of the authorities to trust. */
  readonly ca: string
  /** The address of this machine to come from; left out, the system chooses. */
  readonly localAddress?: string
}

export interface HostAddress {
  readonly address: string
  /** Left out, the port of the URL. */
  readonly port?: number | undefined
}

export interface WebRequest {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface WebResponse {
  readonly status: number
  /** Lower-case names, first value of each. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
  /** Every Set-Cookie line. */
  readonly cookies: readonly string[]
}

const timeoutMs = 30_000
const answerLimit = 1_048_576

/**
 * One request over HTTPS on a connection of its own; redirects are not followed. Rejects with the error of node:https, whose `code` says what
 * the network did; answers above 1 MiB with `EMSGSIZE`.
 */
export function sendRequest(
  network: Network,
  { method, url, headers = {}, body = '' }: WebRequest,
): Promise<WebResponse> {
  const target = new URL(url)
  if (target.protocol !== 'https:') return Promise.reject(networkError('EPROTO', `${url} is not https`))
  const place = network.hosts[target.hostname.toLowerCase()]
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(
      {
        method,
        host: place?.address ?? target.hostname,
        port: place?.port ?? (target.port === '' ? 443 : Number(target.port)),
        servername: target.hostname,
        path: target.pathname + target.search,
        headers: { ...headers, host: target.host, 'content-length': Buffer.byteLength(body) },
        ca: network.ca,
        ...(network.localAddress && { localAddress: network.localAddress }),
        agent: false,
        timeout: timeoutMs,
      },
      (incoming) => readAnswer(incoming).then(resolve, reject),
    )
    outgoing.on('timeout', () => outgoing.destroy(networkError('ETIMEDOUT', `${target.host} did not answer`)))
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

async function readAnswer(incoming: IncomingMessage): Promise<WebResponse> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    length += chunk.length
    if (length > answerLimit) throw networkError('EMSGSIZE', 'the answer is larger than 1 MiB')
    chunks.push(chunk)
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value[0] : value,
  ])
  const cookies = incoming.headers['set-cookie'] ?? []
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
    cookies,
  }
}

function networkError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
