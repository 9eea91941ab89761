import { z } from 'zod'
import type { KerberosState } from '../../ports/gateway-operations.ts'
import type { HeldServiceKey, KerberosReport } from '../../ports.ts'
import { encryptionTypeName } from '../../protocol/names/kerberos.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { problemAnswer, problemAnswerOf } from '../problem-answer.ts'
import { getGateway } from './gateways-in-force.ts'

const heldKey = z.strictObject({
  principal: z.string(),
  keyVersion: z.int(),
  encryptionType: z.string(),
  current: z.boolean().describe('false: replaced, and taken until its retention ends.'),
})

const report = z.strictObject({
  principal: z.string().describe('The service account as the KDC knows it.'),
  kerberosRealm: z.string(),
  clockOffsetSeconds: z.number().optional().describe("The KDC's clock minus ours."),
  keys: z.array(heldKey),
  services: z
    .array(
      z.strictObject({
        servicePrincipalName: z.string(),
        encryptionType: z.string().optional(),
        keyVersion: z.int().optional(),
        problem: problemAnswer.optional(),
      }),
    )
    .describe('One for each service name: a real ticket was obtained and accepted, or what is wrong.'),
})

const state = z.strictObject({
  serviceAccountUserPrincipalName: z.string(),
  minutesToRetainPreviousCredentials: z.int(),
  account: z
    .strictObject({
      dn: z.string(),
      samAccountName: z.string(),
      userPrincipalName: z.string().optional(),
      keyVersionNumber: z.int(),
      passwordLastSet: z.iso.datetime().optional(),
      supportedEncryptionTypes: z.array(z.string()).optional().describe("Left out: not set, the KDC's default holds."),
      supportsAes: z.boolean().describe('"This account supports Kerberos AES" is ticked.'),
    })
    .optional()
    .describe('As the directory has it; left out: it has none of that UPN.'),
  keys: z.array(heldKey),
  services: z.array(
    z.strictObject({
      servicePrincipalName: z.string(),
      holders: z.array(z.strictObject({ dn: z.string(), samAccountName: z.string() })),
      isRight: z.boolean().describe('Exactly the service account holds it.'),
    }),
  ),
})

export type KerberosStateAnswer = z.output<typeof state>
export type KerberosReportAnswer = z.output<typeof report>

export function kerberosRoutes({ settings, gateways }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'readGatewayKerberos',
      method: 'GET',
      path: '/gateways/{gatewayId}/kerberos',
      summary: 'The service account, its service names and the keys in force.',
      permission: 'settings.read',
      status: 200,
      answer: state,
      example: { params: { gatewayId: 'ad' }, needs: 'a domain controller' },
      run: async ({ params }) => {
        const gateway = getGateway(settings, params.gatewayId)
        const retained = gateway.kerberos?.minutesToRetainPreviousCredentials ?? 0
        return { body: stateAnswer(await gateways.readKerberos(gateway), retained) }
      },
    }),
    defineRoute({
      operationId: 'testGatewayKerberos',
      method: 'POST',
      path: '/gateways/{gatewayId}/kerberosTests',
      summary: 'The self-test: a real ticket for every service name, accepted as a device would have it.',
      permission: 'settings.change',
      status: 200,
      answer: report,
      example: { params: { gatewayId: 'ad' }, needs: 'a domain controller' },
      run: async ({ params }) => ({
        body: reportAnswer(await gateways.testKerberos(getGateway(settings, params.gatewayId))),
      }),
    }),
    defineRoute({
      operationId: 'restartGateway',
      method: 'POST',
      path: '/gateways/{gatewayId}/restart',
      summary: 'Drops connections and credentials, and reads salt and key version of the service account again.',
      description: 'Requests under way end well, and none is refused meanwhile. Concerns the node that is asked.',
      permission: 'settings.change',
      status: 200,
      answer: z.strictObject({ kerberos: report.optional().describe('Left out where the gateway takes no tickets.') }),
      example: { params: { gatewayId: 'ad' }, needs: 'a domain controller' },
      run: async ({ params }) => {
        const gateway = getGateway(settings, params.gatewayId)
        const found = await gateways.restart(gateway)
        return {
          body: { ...(found && { kerberos: reportAnswer(found) }) },
          audit: { action: 'restart', resource: `gateways/${gateway.id}` },
        }
      },
    }),
  ]
}

function stateAnswer({ account, found, keys, services }: KerberosState, retained: number): z.input<typeof state> {
  const { userPrincipalName, passwordLastSet, supportedEncryptionTypes } = found ?? {}
  return {
    serviceAccountUserPrincipalName: account,
    minutesToRetainPreviousCredentials: retained,
    ...(found && {
      account: {
        ...{ dn: found.dn, samAccountName: found.samAccountName, supportsAes: found.supportsAes },
        keyVersionNumber: found.keyVersionNumber,
        ...(userPrincipalName !== undefined && { userPrincipalName }),
        ...(passwordLastSet && { passwordLastSet: passwordLastSet.toISOString() }),
        ...(supportedEncryptionTypes && { supportedEncryptionTypes: [...supportedEncryptionTypes] }),
      },
    }),
    keys: keys.map(keyAnswer),
    services: services.map((service) => ({ ...service, holders: [...service.holders] })),
  }
}

function reportAnswer(found: KerberosReport): z.input<typeof report> {
  const { principal, kerberosRealm, clockOffsetSeconds, keys, services } = found
  return {
    ...{ principal, kerberosRealm, keys: keys.map(keyAnswer) },
    ...(clockOffsetSeconds !== undefined && { clockOffsetSeconds }),
    services: services.map(({ servicePrincipalName, encryptionType, keyVersion, problem }) => ({
      servicePrincipalName,
      ...(encryptionType !== undefined && { encryptionType: encryptionTypeName(encryptionType) }),
      ...(keyVersion !== undefined && { keyVersion }),
      ...(problem && { problem: problemAnswerOf(problem) }),
    })),
  }
}

function keyAnswer({ encryptionType, ...key }: HeldServiceKey): z.input<typeof heldKey> {
  return { ...key, encryptionType: encryptionTypeName(encryptionType) }
}
