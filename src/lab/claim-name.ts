import { createServer, type ListenOptions, type Server } from 'node:net'
import { IdpError } from '../errors.ts'

export interface Claim {
  release(): Promise<void>
}

/**
 * Claims a name among all processes of this network namespace; undefined when another has it. The claim is a listening
 * abstract Unix socket: the kernel keeps it unique and drops it when the process dies, however it dies.
 */
export function claimName(name: string): Promise<Claim | undefined> {
  return claimSocket({ path: `\0joinery-lab/${name}` })
}

/** The same by address and port, as a server would take them. */
export function claimPort(host: string, port: number): Promise<Claim | undefined> {
  return claimSocket({ host, port })
}

function claimSocket(where: ListenOptions): Promise<Claim | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else if (error.code === 'EACCES') reject(new IdpError('LAB_NOT_ROOT', {}, error))
      else reject(error)
    })
    server.unref()
    server.listen(where, () => resolve({ release: () => close(server) }))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
