import { z } from 'zod'
import { bindPasswordName, serviceAccountPasswordName } from '../../config/secret-names.ts'
import { entriesOf, isGroup } from '../../config/settings-document.ts'
import { IdpError } from '../../errors.ts'
import type { StoredSettings } from '../../ports/settings-editor.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, filteredPageQuery, pageOfList } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { changeSettings, withEntry } from './change-entry.ts'

/**
 * The stored passwords of a gateway: which are set and since when, never what they are. PingOne's credentials of the same address are for
 * gateway instances that run elsewhere, which Joinery has not.
 */

const credentialIds = ['bindPassword', 'serviceAccountPassword'] as const

type CredentialId = (typeof credentialIds)[number]

const credential = z.strictObject({
  id: z.enum(credentialIds),
  account: z.string().describe('Whose password it is.'),
  isSet: z.boolean(),
  setAt: z.iso.datetime().optional(),
})

const params = { gatewayId: 'ad', credentialId: 'bindPassword' }

export function gatewayCredentialRoutes(ports: AdminPorts): AdminRoute[] {
  return [...readingRoutes(ports), setRoute(ports), deleteRoute(ports)]
}

function readingRoutes(ports: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listGatewayCredentials',
      method: 'GET',
      path: '/gateways/{gatewayId}/credentials',
      summary: 'Which passwords of a gateway are stored, and since when.',
      permission: 'settings.read',
      status: 200,
      query: filteredPageQuery,
      answer: collectionOf('credentials', credential),
      example: { params: { gatewayId: 'ad' } },
      run: async (request) => ({
        body: pageOfList(request, 'credentials', await credentialsOf(ports, request.params.gatewayId)),
      }),
    }),
    defineRoute({
      operationId: 'readGatewayCredential',
      method: 'GET',
      path: '/gateways/{gatewayId}/credentials/{credentialId}',
      summary: 'Whether one password is stored, and since when.',
      permission: 'settings.read',
      status: 200,
      answer: credential,
      example: { params },
      run: async (request) => ({ body: await getCredential(ports, request.params) }),
    }),
  ]
}

function setRoute(ports: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'setGatewayCredential',
    method: 'PUT',
    path: '/gateways/{gatewayId}/credentials/{credentialId}',
    summary: 'Stores a password, encrypted; it is never shown.',
    permission: 'settings.change',
    status: 200,
    body: z.strictObject({ value: z.string().min(1).max(1024).meta({ writeOnly: true }) }),
    answer: credential,
    example: { params, body: { value: 'a password of the example' } },
    run: async (request) => {
      const { id } = await getCredential(ports, request.params)
      const { gatewayId } = request.params
      await changeSettings(ports.settings, request, (stored) => ({
        document: withSecret(stored, gatewayId, id, request.body.value),
        within: `gateways/${gatewayId}`,
        audit: { action: 'update', resource: `gateways/${gatewayId}/credentials/${id}`, after: '(set)' },
      }))
      return { body: await getCredential(ports, request.params) }
    },
  })
}

function deleteRoute(ports: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'deleteGatewayCredential',
    method: 'DELETE',
    path: '/gateways/{gatewayId}/credentials/{credentialId}',
    summary: 'Deletes a stored password. The gateway does not work without it.',
    permission: 'settings.change',
    status: 204,
    example: { params },
    run: async (request) => {
      const { gatewayId } = request.params
      const { id, isSet } = await getCredential(ports, request.params)
      if (!isSet) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'stored password', id })
      await changeSettings(ports.settings, request, ({ document }) => ({
        document,
        dropSecrets: [secretName(gatewayId, id)],
        within: `gateways/${gatewayId}`,
        audit: { action: 'delete', resource: `gateways/${gatewayId}/credentials/${id}`, before: '(set)' },
      }))
      return {}
    },
  })
}

function secretName(gatewayId: string, id: CredentialId): string {
  return id === 'bindPassword' ? bindPasswordName(gatewayId) : serviceAccountPasswordName(gatewayId)
}

function withSecret({ document }: StoredSettings, gatewayId: string, id: CredentialId, value: string): unknown {
  const gateway = entriesOf(document, 'gateways').find((one) => one.id === gatewayId)
  if (gateway === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'gateway', id: gatewayId })
  const kerberos = isGroup(gateway.kerberos) ? gateway.kerberos : {}
  const changed = id === 'bindPassword' ? { [id]: value } : { kerberos: { ...kerberos, [id]: value } }
  return withEntry(document, 'gateways', gatewayId, { ...gateway, ...changed })
}

async function credentialsOf({ settings, listSecrets }: AdminPorts, gatewayId: string) {
  const gateway = (await settings.readInForce()).settings.gateways.find(({ id }) => id === gatewayId)
  if (gateway === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'gateway', id: gatewayId })
  const stored = new Map((await listSecrets()).map(({ name, updatedAt }) => [name, updatedAt]))
  const shown = (id: CredentialId, account: string) => {
    const setAt = stored.get(secretName(gatewayId, id))?.toISOString()
    return { id, account, isSet: setAt !== undefined, ...(setAt !== undefined && { setAt }) }
  }
  const { bindDN, kerberos } = gateway
  return [
    shown('bindPassword', bindDN),
    ...(kerberos === undefined || kerberos.keytabFile !== undefined
      ? []
      : [shown('serviceAccountPassword', kerberos.serviceAccountUserPrincipalName)]),
  ]
}

async function getCredential(
  ports: AdminPorts,
  { gatewayId, credentialId }: { readonly gatewayId: string; readonly credentialId: string },
) {
  const found = (await credentialsOf(ports, gatewayId)).find(({ id }) => id === credentialId)
  if (found === undefined)
    throw new IdpError('ADMIN_NOT_FOUND', { resource: 'password of this gateway', id: credentialId })
  return found
}
