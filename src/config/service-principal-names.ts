import type { GatewayKerberos } from './gateway.ts'

/** The service names clients ask tickets for: those of the gateway, or `HTTP/` and the host of publicUrl, without its port. */
export function servicePrincipalNames(kerberos: GatewayKerberos, publicUrl: string): readonly string[] {
  const { servicePrincipalNames: named } = kerberos
  return named.length > 0 ? named : [`HTTP/${new URL(publicUrl).hostname}`]
}
