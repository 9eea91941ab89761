import { hostname } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import type { Gateway } from '../config/gateway.ts'
import { changedDestinations } from '../config/kept-secrets.ts'
import { bindPasswordName } from '../config/secret-names.ts'
import { parseServer, serverText } from '../directory/connect-server.ts'
import { LdapDirectory } from '../directory/ldap-directory.ts'
import { testConnection } from '../directory/test-connection.ts'
import { IdpError } from '../errors.ts'
import type { GatewayCandidate, GatewayInstance, GatewayOperations } from '../ports/gateway-operations.ts'
import type { Directory, KerberosOperator, Ports, SecretStore } from '../ports.ts'
import type { Secret } from '../secret.ts'
import { programVersion } from './program-version.ts'
import { proposeGateway } from './propose-gateway.ts'
import { readKerberosState } from './read-kerberos-state.ts'
import { testLookup } from './test-lookup.ts'

export interface GatewayOperationPorts
  extends Pick<Ports, 'clock' | 'kerberos' | 'profiles' | 'randomness' | 'settings'> {
  readonly directory: LdapDirectory
  readonly secrets: SecretStore
  readonly kerberosOperator: KerberosOperator
}

/** What administrators do with gateways, joined of directory, Kerberos and the stages of a sign-in. */
export function gatewayOperations(ports: GatewayOperationPorts): GatewayOperations {
  const { clock, directory, kerberosOperator } = ports
  return {
    findInstance: (gateway) => instanceOf(gateway, directory),
    testConnection: async ({ gateway, bindPassword }) =>
      testConnection({ gateway, bindPassword: bindPassword ?? (await storedPassword(gateway, ports)) }, clock),
    testKerberos: (gateway) => kerberosOperator.test(gateway),
    async restart(gateway) {
      directory.restart(gateway.id)
      return gateway.kerberos === undefined ? undefined : kerberosOperator.restart(gateway)
    },
    readKerberos: (gateway) => readKerberosState(gateway, ports),
    testLookup: (candidate) =>
      withDirectory(candidate, ports, (at) => testLookup(candidate, { ...ports, directory: at })),
    propose: (candidate) => withDirectory(candidate, ports, (at) => proposeGateway(at, candidate.gateway)),
  }
}

/** The saved gateway has its connections; one that is not saved as it is gets some of its own, for this once. */
async function withDirectory<T>(
  { gateway, bindPassword }: GatewayCandidate,
  ports: GatewayOperationPorts,
  use: (directory: Directory) => Promise<T>,
): Promise<T> {
  const saved = findSaved(gateway, ports)
  if (bindPassword === undefined && saved !== undefined && isSameConnection(saved, gateway)) return use(ports.directory)
  const password = bindPassword ?? (await storedPassword(gateway, ports))
  const own = new LdapDirectory({ secrets: { find: async () => password }, clock: ports.clock })
  try {
    return await use(own)
  } finally {
    own.close()
  }
}

function findSaved({ id }: Gateway, { settings }: GatewayOperationPorts): Gateway | undefined {
  return settings.current().managed.gateways.find((gateway) => gateway.id === id)
}

/** Whoever may name servers must not be handed the password that was typed for others. */
async function storedPassword(gateway: Gateway, ports: GatewayOperationPorts): Promise<Secret> {
  const because = changedDestinations(findSaved(gateway, ports), gateway)
  if (because.length > 0) throw new IdpError('LIVE_BIND_PASSWORD_NEEDED', { gateway: gateway.id, because })
  const stored = await ports.secrets.find(bindPasswordName(gateway.id))
  if (stored === undefined) throw new IdpError('DIRECTORY_BIND_PASSWORD_MISSING', { gateway: gateway.id })
  return stored
}

function isSameConnection(one: Gateway, other: Gateway): boolean {
  const connection = ({ userTypes: _, kerberos: __, ...rest }: Gateway) => rest
  return isDeepStrictEqual(connection(one), connection(other))
}

const version = programVersion()

function instanceOf(gateway: Gateway, directory: LdapDirectory): GatewayInstance {
  const status = directory.findStatus(gateway.id)
  const base = { hostname: hostname(), version, waiting: 0, connections: [], currentErrors: [], operationsPerSecond: 0 }
  if (status === undefined)
    return {
      ...{ ...base, connected: false, healthStatus: 'HEALTHY' },
      ...{ initializedAt: undefined, lastReportedAt: undefined, responseTimeMillis: undefined },
    }
  const { idleOn, waiting, currentErrors, lastAnswerAt } = status
  const [preferred = ''] = gateway.serversHostAndPort
  const usual = serverText(parseServer(preferred, gateway.connectionSecurity))
  // The pool prefers the first server: connections to another say that it does not answer.
  const isElsewhere = idleOn.length > 0 && !idleOn.includes(usual)
  const isWell = currentErrors.length === 0
  return {
    ...base,
    connected: isWell && lastAnswerAt !== undefined,
    healthStatus: isWell ? (isElsewhere || waiting > 0 ? 'DEGRADED' : 'HEALTHY') : 'UNHEALTHY',
    initializedAt: status.startedAt,
    lastReportedAt: lastAnswerAt,
    operationsPerSecond: status.operationsPerSecond,
    responseTimeMillis: status.responseTimeMilliseconds,
    connections: idleOn,
    ...{ waiting, currentErrors },
  }
}
