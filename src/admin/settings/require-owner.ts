import { isDeepStrictEqual } from 'node:util'
import { serverSettings } from '../../config/kept-secrets.ts'
import { entriesOf, type Group, isGroup } from '../../config/settings-document.ts'
import { IdpError } from '../../errors.ts'
import type { Actor } from '../../ports/audit.ts'
import type { StoredSettings } from '../../ports/settings-editor.ts'
import { permissionsOf } from '../permissions.ts'

/**
 * Nobody makes himself an owner by way of the settings: which groups administer Joinery, and which servers are believed about who is
 * in them, only those change who may change administrators. Throws ADMIN_ACCESS_DENIED.
 */
export function requireOwner({ name, role }: Actor, stored: StoredSettings, document: unknown): void {
  if (permissionsOf[role].includes('administrators.change')) return
  const isSame =
    isDeepStrictEqual(administrationOf(stored.document), administrationOf(document)) &&
    stored.settings.administration.groups.every(({ gateway }) =>
      isDeepStrictEqual(serversOf(stored.document, gateway.id), serversOf(document, gateway.id)),
    )
  if (!isSame) throw new IdpError('ADMIN_ACCESS_DENIED', { actor: name, role, permission: 'administrators.change' })
}

function administrationOf(document: unknown): unknown {
  return isGroup(document) ? document.administration : undefined
}

function serversOf(document: unknown, gatewayId: string): Group | undefined {
  const gateway = entriesOf(document, 'gateways').find(({ id }) => id === gatewayId)
  return gateway && Object.fromEntries(serverSettings.map((name) => [name, gateway[name]]))
}
