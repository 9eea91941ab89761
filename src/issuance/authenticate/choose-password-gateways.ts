/**
 * Whose passwords an application takes. In: the application and all gateways. Out: its enabled gateways that may be sent a password,
 * with the user types of people it names, in its order. A password never goes where there is no TLS [RFC4513 §6.3.3].
 */

import type { Application } from '../../config/application.ts'
import type { Gateway, UserType } from '../../config/gateway.ts'
import { listedUserTypes } from '../../config/listed-user-types.ts'
import { IdpError } from '../../errors.ts'

export interface PasswordGateway {
  readonly gateway: Gateway
  /** One at least. */
  readonly userTypes: readonly UserType[]
}

/** Throws AUTHENTICATE_PASSWORDS_OFF, AUTHENTICATE_PASSWORDS_NEED_TLS. */
export function choosePasswordGateways(
  application: Application,
  gateways: readonly Gateway[],
): readonly PasswordGateway[] {
  const listed = (application.passwords ?? application.kerberos)?.gateways ?? []
  const ids = [...new Set(listed.map(({ id }) => id))]
  const enabled = ids
    .flatMap((id) => gateways.find((gateway) => gateway.id === id && gateway.enabled) ?? [])
    .map((gateway) => ({ gateway, userTypes: listedUserTypes(application, gateway, 'password') }))
    .filter(({ userTypes }) => userTypes.length > 0)
  if (enabled.length === 0) throw new IdpError('AUTHENTICATE_PASSWORDS_OFF', { application: application.name })
  const secure = enabled.filter(({ gateway }) => gateway.connectionSecurity !== 'None')
  if (secure.length === 0)
    throw new IdpError('AUTHENTICATE_PASSWORDS_NEED_TLS', { gateways: enabled.map(({ gateway }) => gateway.id) })
  return secure
}
