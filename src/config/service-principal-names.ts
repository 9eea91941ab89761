import type { GatewayKerberos } from './gateway.ts'

/** The service names clients ask tickets for: those of the gateway, else `HTTP/` and each host name it is asked for. */
export function servicePrincipalNames(kerberos: GatewayKerberos, hosts: readonly string[]): readonly string[] {
  const { servicePrincipalNames: named } = kerberos
  return named.length > 0 ? named : hosts.map((host) => `HTTP/${host}`)
}
