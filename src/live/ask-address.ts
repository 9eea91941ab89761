import { request } from 'node:https'
import { type DetailedPeerCertificate, TLSSocket } from 'node:tls'

/** One GET of an address of ours; whom TLS shows is told, not judged, and no redirect is followed. */

export interface AddressAnswer {
  readonly status: number
  /** Its first megabyte. */
  readonly text: string
  /** Base64 of the DER, the server's own first. */
  readonly certificates: readonly string[]
  /** Why this machine does not trust it; undefined where it does. */
  readonly distrust: string | undefined
}

const patienceMilliseconds = 5000
const textLimit = 1024 * 1024

/** `at`: connects there instead of to where the name leads. A peer that trickles is cut off, too. */
export function askAddress(
  address: string,
  at: { readonly host: string; readonly port: number } | undefined,
): Promise<AddressAnswer | { readonly error: unknown }> {
  const { hostname, port, host, pathname } = new URL(address)
  const target = at ?? { host: hostname, port: port === '' ? 443 : Number(port) }
  return new Promise((resolve) => {
    const fail = (error: unknown): void => resolve({ error })
    const sent = request(
      {
        ...{ ...target, servername: hostname, path: pathname, headers: { host, connection: 'close' } },
        // A certificate that is not trusted is what we are here to see; nothing secret is sent.
        ...{ agent: false, rejectUnauthorized: false, signal: AbortSignal.timeout(patienceMilliseconds) },
      },
      (response) => {
        const { socket, statusCode = 0 } = response
        const tls = socket instanceof TLSSocket ? describeTls(socket) : { certificates: [], distrust: undefined }
        const chunks: Buffer[] = []
        let size = 0
        const end = (): void => resolve({ status: statusCode, text: Buffer.concat(chunks).toString(), ...tls })
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size <= textLimit) chunks.push(chunk)
          else response.destroy()
        })
        response.once('error', fail).once('close', end)
      },
    )
    sent.once('error', fail)
    sent.end()
  })
}

function describeTls(socket: TLSSocket): Pick<AddressAnswer, 'certificates' | 'distrust'> {
  const certificates: string[] = []
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  while (next?.raw !== undefined && certificates.length < 10) {
    const text = next.raw.toString('base64')
    if (certificates.includes(text)) break
    certificates.push(text)
    next = next.issuerCertificate
  }
  const error: unknown = socket.authorizationError
  return { certificates, distrust: socket.authorized ? undefined : String(error ?? 'not trusted') }
}
