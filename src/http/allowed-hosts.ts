import { type PublicAddresses, portSuffix, publicHosts } from '../config/public-hosts.ts'

/**
 * Which Host header values the public listener answers to: the hosts of publicUrl and of the applications, with or without the port.
 * Anything else gets 421 [RFC9110 §15.5.20], so that no address we publish can come from a caller.
 */
export function allowedHosts(settings: PublicAddresses): ReadonlySet<string> {
  const known = found.get(settings)
  if (known !== undefined) return known
  const port = portSuffix(settings.publicUrl) || ':443'
  const hosts = new Set(publicHosts(settings).flatMap((host) => [host, `${host}${port}`]))
  found.set(settings, hosts)
  return hosts
}

/** Settings are immutable snapshots. */
const found = new WeakMap<PublicAddresses, ReadonlySet<string>>()
