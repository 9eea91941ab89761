import { BlockList, isIP } from 'node:net'
import { IdpError } from '../../errors.ts'
import type { NetworkFacts } from '../stages.ts'

/**
 * Windows sign-in is for the intranet only: open to the world, it would let anyone lock accounts out.
 * In: the client's address as the listener knows it, and the ranges the administrator named. Out: nothing, or a refusal; without
 * ranges it is closed. Follows Microsoft's rule for windowstransport; [WSTrust13 §12] asks for such limits. Proves nothing about the caller.
 */
export function requireIntranet({ remoteAddress, insideIntranet }: NetworkFacts, ranges: readonly string[]): void {
  if (ranges.length === 0) throw new IdpError('ACCEPT_NETWORKS_NOT_NAMED', { remoteAddress })
  if (!insideIntranet) throw new IdpError('ACCEPT_NETWORK_OUTSIDE', { remoteAddress, ranges })
}

/** Without ranges nobody is inside. */
export function networkFacts(remoteAddress: string, ranges: readonly string[]): NetworkFacts {
  const address = remoteAddress.replace(/%.*$/, '')
  const version = isIP(address)
  const insideIntranet = version !== 0 && blockListOf(ranges).check(address, version === 6 ? 'ipv6' : 'ipv4')
  return { remoteAddress, insideIntranet }
}

/** Settings are immutable snapshots, so a list is worked out once per snapshot. */
const blockLists = new WeakMap<readonly string[], BlockList>()

function blockListOf(ranges: readonly string[]): BlockList {
  const known = blockLists.get(ranges)
  if (known !== undefined) return known
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/')
    const family = isIP(network) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(network, family)
    else list.addSubnet(network, Number(prefix), family)
  }
  blockLists.set(ranges, list)
  return list
}
