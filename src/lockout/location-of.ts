import { isIP } from 'node:net'

/**
 * Where an attempt comes from: an IPv4 address, or the /64 of an IPv6 address, since a client chooses the other half
 * of that itself. What is no address stands for itself: it comes from a proxy we trust.
 */
export function locationOf(remoteAddress: string): string {
  const address = remoteAddress.replace(/%.*$/, '')
  if (isIP(address) !== 6) return address.slice(0, 64)
  const groups = groupsOf(address)
  const [a = 0, b = 0] = groups.slice(6)
  // ::ffff:192.0.2.1 is how a listener on both protocols sees an IPv4 client.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return [a >> 8, a & 0xff, b >> 8, b & 0xff].join('.')
  const network = groups.slice(0, 4).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}

/** The eight 16-bit groups. */
function groupsOf(address: string): number[] {
  // The URL parser writes every IPv6 address in one way, an embedded IPv4 address included.
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const numbers = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)))
  if (after === undefined) return numbers(before)
  const [first, last] = [numbers(before), numbers(after)]
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
}
