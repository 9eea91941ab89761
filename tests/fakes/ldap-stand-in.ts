import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { BerReader, BindRequest } from 'ldapts'

/**
 * A server on loopback that answers LDAP requests with whatever bytes a test wants: what no real domain controller can be
 * made to send. Requests are read by ldapts, answers are put together here.
 */

export type StandInRequest =
  | { readonly kind: 'bind'; readonly messageId: number; readonly name: string; readonly password: string }
  | {
      readonly kind: 'search'
      readonly messageId: number
      readonly base: string
    }
  | { readonly kind: 'extended' | 'unbind' | 'other'; readonly messageId: number }

/** Bytes to send, in one piece or in several, or what to do instead. */
export type StandInAnswer = Uint8Array | readonly Uint8Array[] | 'silence' | 'close'

export interface LdapStandIn {
  readonly port: number
  readonly requests: StandInRequest[]
  /** How many connections were ever accepted. */
  readonly accepted: () => number
  readonly open: () => number
  /** Ends every connection, as a restart does. */
  dropConnections(): void
  close(): Promise<void>
}

/** With `pem`, a key and its certificate, it speaks TLS. */
export async function startLdapStandIn(
  answer: (request: StandInRequest, connection: number) => StandInAnswer,
  port = 0,
  pem?: string,
): Promise<LdapStandIn> {
  const sockets = new Set<Socket>()
  const requests: StandInRequest[] = []
  let accepted = 0
  const serve = (socket: Socket): void => {
    accepted += 1
    const connection = accepted
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    socket.on('data', (bytes: Buffer) => {
      const request = readRequest(bytes)
      requests.push(request)
      if (request.kind === 'unbind') return
      const reply = answer(request, connection)
      if (reply === 'close') socket.destroy()
      else if (reply !== 'silence') void sendPieces(socket, reply instanceof Uint8Array ? [reply] : reply)
    })
  }
  const server: Server = pem === undefined ? createServer(serve) : createTlsServer({ key: pem, cert: pem }, serve)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port')
  const dropConnections = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: address.port,
    requests,
    accepted: () => accepted,
    open: () => sockets.size,
    dropConnections,
    close() {
      dropConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** With a pause in between, so that they arrive apart. */
async function sendPieces(socket: Socket, pieces: readonly Uint8Array[]): Promise<void> {
  for (const piece of pieces) {
    if (!socket.destroyed) socket.write(piece)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

function readRequest(bytes: Buffer): StandInRequest {
  if (bytes[0] !== 0x30) return { kind: 'other', messageId: 0 }
  const reader = new BerReader(bytes)
  reader.readSequence()
  const messageId = reader.readInt() ?? 0
  const operation = reader.readSequence()
  if (operation === 0x60) {
    const bind = new BindRequest({ messageId })
    bind.version = 3
    bind.parseMessage(reader)
    return { kind: 'bind', messageId, name: bind.dn, password: bind.password }
  }
  if (operation === 0x63) {
    return { kind: 'search', messageId, base: reader.readString() ?? '' }
  }
  return { kind: operation === 0x77 ? 'extended' : operation === 0x42 ? 'unbind' : 'other', messageId }
}

export function isSearch(request: StandInRequest): boolean {
  return request.kind === 'search'
}

// ---- answers, byte by byte [RFC4511 §4] ----

/** Tag, length in the four-byte form that AD uses, contents. */
export function element(tag: number, ...contents: readonly (Uint8Array | string)[]): Uint8Array {
  const content = Buffer.concat(contents.map((part) => Buffer.from(part)))
  const header = Buffer.alloc(6)
  header.writeUInt8(tag, 0)
  header.writeUInt8(0x84, 1)
  header.writeUInt32BE(content.length, 2)
  return Buffer.concat([header, content])
}

export function message(messageId: number, ...operation: readonly Uint8Array[]): Uint8Array {
  return element(0x30, element(0x02, new Uint8Array([messageId])), ...operation)
}

export interface ResultOptions {
  readonly diagnostic?: string
  readonly referrals?: readonly string[]
}

function result(messageId: number, tag: number, code: number, { diagnostic = '', referrals = [] }: ResultOptions) {
  const referral = referrals.length === 0 ? [] : [element(0xa3, ...referrals.map((uri) => element(0x04, uri)))]
  const head = [element(0x0a, new Uint8Array([code])), element(0x04), element(0x04, diagnostic)]
  return message(messageId, element(tag, ...head, ...referral))
}

export const bindResult = (messageId: number, code = 0, options: ResultOptions = {}) =>
  result(messageId, 0x61, code, options)
export const searchDone = (messageId: number, code = 0, options: ResultOptions = {}) =>
  result(messageId, 0x65, code, options)
export const extendedResult = (messageId: number, code = 0, options: ResultOptions = {}) =>
  result(messageId, 0x78, code, options)

export function searchEntry(
  messageId: number,
  dn: string,
  attributes: Readonly<Record<string, readonly (string | Uint8Array)[]>> = {},
): Uint8Array {
  const list = Object.entries(attributes).map(([type, values]) =>
    element(0x30, element(0x04, type), element(0x31, ...values.map((value) => element(0x04, value)))),
  )
  return message(messageId, element(0x64, element(0x04, dn), element(0x30, ...list)))
}

export function searchReference(messageId: number, ...uris: readonly string[]): Uint8Array {
  return message(messageId, element(0x73, ...uris.map((uri) => element(0x04, uri))))
}

/** A domain controller with one entry that answers everything well. */
export function wellBehaved(request: StandInRequest): StandInAnswer {
  if (request.kind === 'bind') return bindResult(request.messageId)
  if (request.kind !== 'search') return 'close'
  const entry = searchEntry(request.messageId, 'CN=WS01,DC=corp', { cn: ['WS01'] })
  return Buffer.concat([entry, searchDone(request.messageId)])
}
