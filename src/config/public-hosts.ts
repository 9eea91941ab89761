import type { Application } from './application.ts'
import type { ManagedSettings } from './managed-settings.ts'

/**
 * Host names under which the world reaches applications. All of them come from settings; a Host header only chooses among them.
 */

/** The settings in force, as far as addresses go. */
export interface PublicAddresses {
  readonly managed: Pick<ManagedSettings, 'applications'>
  readonly publicUrl: string
}

/** `https://host[:port]` that an application's addresses are published under: its first host name, else publicUrl. */
export function applicationOrigin({ hostNames }: Pick<Application, 'hostNames'>, publicUrl: string): string {
  const [host] = hostNames
  return host === undefined ? publicUrl.replace(/\/+$/, '') : `https://${host.toLowerCase()}${portSuffix(publicUrl)}`
}

/** Every host name that is answered to, without port, publicUrl's first. */
export function publicHosts({ managed, publicUrl }: PublicAddresses): readonly string[] {
  const named = managed.applications.flatMap(({ hostNames }) => hostNames)
  return [...new Set([new URL(publicUrl).hostname, ...named.map((host) => host.toLowerCase())])]
}

/** The same as origins, as a browser writes them. */
export function publicOrigins(settings: PublicAddresses): readonly string[] {
  return publicHosts(settings).map((host) => `https://${host}${portSuffix(settings.publicUrl)}`)
}

/** The host names that tickets of a gateway are asked for: publicUrl's, and those of the applications that take its tickets. */
export function hostsOfGateway({ managed, publicUrl }: PublicAddresses, gatewayId: string): readonly string[] {
  const applications = managed.applications.filter(({ kerberos }) =>
    kerberos?.gateways.some(({ id }) => id === gatewayId),
  )
  return publicHosts({ managed: { applications }, publicUrl })
}

/** The application a host name belongs to; undefined for publicUrl's, which belongs to all. `host` may carry a port. */
export function findApplicationByHost({ managed }: PublicAddresses, host: string): Application | undefined {
  const bare = host.toLowerCase().replace(/:\d+$/, '')
  return managed.applications.find(
    ({ enabled, hostNames }) => enabled && hostNames.some((name) => name.toLowerCase() === bare),
  )
}

/** Every service sits on the port of publicUrl. */
export function portSuffix(publicUrl: string): string {
  const { port } = new URL(publicUrl)
  return port === '' ? '' : `:${port}`
}
