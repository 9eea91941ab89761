import { IdpError } from '../errors.ts'
import { type Claim, claimName, claimPort } from './claim-name.ts'

/** The ports a domain controller must have; Active Directory fixes them, so two domains need two addresses. */
export const domainControllerPorts = [88, 389, 464, 636, 3268, 3269] as const

export interface LoopbackAddress extends Claim {
  readonly address: string
}

/**
 * Claims a loopback address nobody uses. Nothing is added to the interface, so nothing can be left there: the whole of
 * 127.0.0.0/8 answers on `lo` as it is.
 */
export async function claimLoopbackAddress(): Promise<LoopbackAddress> {
  for (let number = 1; number <= 250; number++) {
    const address = `127.88.0.${number}`
    const claim = await claimName(address)
    if (!claim) continue
    if (await allFree(address)) return { address, ...claim }
    await claim.release()
  }
  throw new IdpError('LAB_ADDRESS_NONE_FREE', { range: '127.88.0.1-250', ports: domainControllerPorts.map(String) })
}

async function allFree(address: string): Promise<boolean> {
  for (const port of domainControllerPorts) {
    const claim = await claimPort(address, port)
    if (!claim) return false
    await claim.release()
  }
  return true
}
