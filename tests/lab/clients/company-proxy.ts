import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'

/** Where a host name leads to here, as the simulated device is told too. */
export type Hosts = Readonly<Record<string, { readonly address: string; readonly port?: number | undefined }>>

/** A company's proxy: CONNECT to the hosts it knows, and to nobody else. [RFC9110 §9.3.6] */
export async function startCompanyProxy(hosts: Hosts): Promise<{ readonly url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((_request, response) => response.writeHead(405).end())
  server.on('connect', (request, socket: Socket) => {
    const host = (request.url ?? '').replace(/:443$/, '')
    const at = hosts[host]
    if (at === undefined) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    const upstream = connect(at.port ?? 443, at.address, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    for (const end of [socket, upstream]) {
      sockets.add(end)
      end
        .on('error', () => {})
        .on('close', () => {
          socket.destroy()
          upstream.destroy()
          sockets.delete(end)
        })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
