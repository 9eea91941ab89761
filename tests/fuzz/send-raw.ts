import { connect, type Socket } from 'node:net'
import type { HostileRequest } from './mutate-http.ts'

export interface RawAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** One client: sends requests one after the other over plain TCP, on one connection as long as both sides can tell where they are. */
export interface RawClient {
  /** undefined: the connection was closed, or cut, without an answer. Throws when nothing at all happens for half a minute. */
  send(request: HostileRequest): Promise<RawAnswer | undefined>
  close(): void
}

const patienceMilliseconds = 35_000

export function rawClient(port: number): RawClient {
  let socket: Socket | undefined
  const drop = (): void => {
    socket?.destroy()
    socket = undefined
  }
  return {
    async send(request) {
      if (request.isFramingBroken) drop()
      const used = socket ?? open(port)
      socket = used
      const answer = await exchange(used, request)
      if (request.isFramingBroken || answer === undefined || answer.headers.connection === 'close') drop()
      return answer
    },
    close: drop,
  }
}

function open(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  // What is told by the lack of an answer needs no second telling.
  socket.on('error', () => {})
  return socket
}

function exchange(socket: Socket, { bytes, isFramingBroken, isHead }: HostileRequest): Promise<RawAnswer | undefined> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0)
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      socket.removeListener('data', read)
      socket.removeListener('close', closed)
      settle()
    }
    const timer = setTimeout(
      () => end(() => reject(new Error(`no answer in ${patienceMilliseconds} ms`))),
      patienceMilliseconds,
    )
    const read = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk])
      const answer = parseAnswer(received, isHead)
      if (answer !== undefined) end(() => resolve(answer))
    }
    const closed = (): void => end(() => resolve(undefined))
    socket.on('data', read)
    socket.once('close', closed)
    socket.write(bytes)
    // Whoever waits for the rest of a broken request learns that none will come.
    if (isFramingBroken) socket.end()
  })
}

/** undefined while it is not all there. */
function parseAnswer(received: Buffer, isHead: boolean): RawAnswer | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [statusLine = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1])
  // A 100 Continue goes before the answer.
  if (status === 100) return parseAnswer(received.subarray(end + 4), isHead)
  const length = isHead ? 0 : Number(headers['content-length'] ?? 0)
  const body = received.subarray(end + 4)
  return body.length < length ? undefined : { status, headers, body: body.subarray(0, length).toString('utf8') }
}
