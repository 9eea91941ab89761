import { z } from 'zod'
import { application } from '../../config/application.ts'
import { gateway } from '../../config/gateway.ts'
import { networks } from '../../config/managed-settings.ts'
import { deviceLookup, presetAttributes } from '../../config/presets.ts'
import { type Group, isGroup } from '../../config/settings-document.ts'

/** The wizard's answers as settings: one gateway with its two user types, one application, the networks. Everything else keeps its default values. */

const { serversHostAndPort, bindDN, connectionSecurity, validateTlsCertificates, caFile, name } = gateway.shape

/** How a directory is reached that no gateway knows yet. */
export const setupConnection = z.strictObject({
  serversHostAndPort,
  bindDN,
  bindPassword: z.string().min(1).describe('Kept only with the finished set-up, encrypted.'),
  connectionSecurity,
  validateTlsCertificates,
  caFile,
})

export const setupAnswers = z.strictObject({
  domainName: application.shape.domainName,
  cloud: application.shape.cloud,
  gatewayName: name.describe('DNS name of the AD domain, as the directory told it.'),
  connection: setupConnection,
  serviceAccountUserPrincipalName: z.string().min(3).describe('UPN of the account that bears the SPN.'),
  serviceAccountPassword: z.string().min(1).describe('Stored encrypted, never shown.'),
  usersBaseDn: z.string().min(1),
  devicesBaseDn: z.string().min(1),
  anchorAttribute: z.string().min(1).default('mS-DS-ConsistencyGuid').describe('Where devices have External ID from.'),
  intranetRanges: networks.shape.intranetRanges,
  endsTls: z.boolean().default(true).describe('false: a proxy does, so tickets cannot be bound to the TLS channel.'),
})

export type SetupAnswers = z.output<typeof setupAnswers>

export const setupIds = { gateway: 'ad', users: 'cloud-users', devices: 'devices', application: 'm365' } as const

/** `document` is the one in force, without a gateway and without an application; what else it says stays. */
export function settingsFromAnswers(answers: SetupAnswers, document: unknown): Group {
  const before = isGroup(document) ? document : {}
  const ids = setupIds
  const kerberosGateways = [ids.users, ids.devices].map((id) => ({ id: ids.gateway, userType: { id } }))
  return {
    version: 1,
    ...before,
    networks: { ...(isGroup(before.networks) ? before.networks : {}), intranetRanges: answers.intranetRanges },
    gateways: [gatewayOf(answers)],
    applications: [
      {
        id: ids.application,
        name: 'Microsoft 365',
        domainName: answers.domainName,
        ...(answers.cloud !== 'worldwide' && { cloud: answers.cloud }),
        // Windows sends the UPN, which need not be the mail address.
        userAttributeUsernameMatch: presetAttributes.upn,
        kerberos: { gateways: kerberosGateways },
      },
    ],
  }
}

function gatewayOf(answers: SetupAnswers): Group {
  const { connection, anchorAttribute } = answers
  const { serversHostAndPort: servers, connectionSecurity: security, validateTlsCertificates: validate } = connection
  const isUsual = anchorAttribute === 'mS-DS-ConsistencyGuid'
  return {
    id: setupIds.gateway,
    name: answers.gatewayName,
    serversHostAndPort: servers,
    bindDN: connection.bindDN,
    bindPassword: connection.bindPassword,
    ...(security !== 'TLS' && { connectionSecurity: security }),
    ...(!validate && { validateTlsCertificates: validate }),
    ...(connection.caFile !== undefined && { caFile: connection.caFile }),
    kerberos: {
      serviceAccountUserPrincipalName: answers.serviceAccountUserPrincipalName,
      serviceAccountPassword: answers.serviceAccountPassword,
      ...(!answers.endsTls && { extendedProtection: 'off' }),
    },
    userTypes: [
      {
        id: setupIds.users,
        name: 'cloud users',
        account: 'user',
        searchBaseDn: answers.usersBaseDn,
        allowPasswordChanges: true,
      },
      {
        id: setupIds.devices,
        name: 'hybrid joined devices',
        account: 'device',
        searchBaseDn: answers.devicesBaseDn,
        ...(!isUsual && { newUserLookup: deviceLookup({ externalIdSource: anchorAttribute }) }),
      },
    ],
  }
}
