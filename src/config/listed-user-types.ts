import type { Application } from './application.ts'
import type { Gateway, UserType } from './gateway.ts'

/**
 * The user types of a gateway that an application takes, in its order. Tickets: those of `kerberos`. Passwords: those of
 * `passwords`, else those of `kerberos`; people's only, for no computer signs in by password.
 */
export function listedUserTypes(
  { kerberos, passwords }: Application,
  gateway: Gateway,
  method: 'kerberos' | 'password',
): readonly UserType[] {
  const listed = (method === 'password' ? (passwords ?? kerberos) : kerberos)?.gateways ?? []
  return listed
    .filter(({ id }) => id === gateway.id)
    .flatMap(({ userType }) => gateway.userTypes.find(({ id }) => id === userType.id) ?? [])
    .filter(({ account }) => method === 'kerberos' || account === 'user')
}
