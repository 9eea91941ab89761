import { createServer, type Server } from 'node:net'
import { IdpError } from '../errors.ts'

/** The ports a domain controller must have; Active Directory fixes them, so two domains need two addresses. */
export const domainControllerPorts = [88, 389, 464, 636, 3268, 3269] as const

export interface LoopbackAddress {
  readonly address: string
  release(): Promise<void>
}

/**
 * Claims a loopback address nobody uses. The claim is a listening abstract Unix socket named after the address:
 * the kernel keeps it unique in this network namespace and drops it when the process dies, however it dies.
 * Nothing is added to the interface: the whole of 127.0.0.0/8 already answers on `lo`.
 */
export async function claimLoopbackAddress(): Promise<LoopbackAddress> {
  for (let number = 1; number <= 250; number++) {
    const address = `127.88.0.${number}`
    const claim = await listen({ path: `\0joinery-lab/${address}` })
    if (!claim) continue
    if (await allFree(address)) return { address, release: () => close(claim) }
    await close(claim)
  }
  throw new IdpError('LAB_ADDRESS_NONE_FREE', { range: '127.88.0.1-250', ports: domainControllerPorts.map(String) })
}

async function allFree(address: string): Promise<boolean> {
  for (const port of domainControllerPorts) {
    const server = await listen({ host: address, port })
    if (!server) return false
    await close(server)
  }
  return true
}

/** Undefined when somebody else has it. */
function listen(where: { path: string } | { host: string; port: number }): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else if (error.code === 'EACCES') reject(new IdpError('LAB_NOT_ROOT', {}, error))
      else reject(error)
    })
    server.listen(where, () => resolve(server.unref()))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
