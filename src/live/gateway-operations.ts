import { hostname } from 'node:os'
import type { Gateway } from '../config/gateway.ts'
import { parseServer, serverText } from '../directory/connect-server.ts'
import { LdapDirectory } from '../directory/ldap-directory.ts'
import { testConnection } from '../directory/test-connection.ts'
import type { GatewayInstance, GatewayOperations, LookupCandidate } from '../ports/gateway-operations.ts'
import type { Directory, KerberosOperator, Ports } from '../ports.ts'
import { proposeGateway } from './propose-gateway.ts'
import { readKerberosState } from './read-kerberos-state.ts'
import { testLookup } from './test-lookup.ts'

export interface GatewayOperationPorts
  extends Pick<Ports, 'clock' | 'kerberos' | 'profiles' | 'randomness' | 'settings'> {
  readonly directory: LdapDirectory
  readonly kerberosOperator: KerberosOperator
}

/** What administrators do with gateways, joined of directory, Kerberos and the stages of a sign-in. */
export function gatewayOperations(ports: GatewayOperationPorts): GatewayOperations {
  const { clock, directory, kerberosOperator } = ports
  return {
    findInstance: (gateway) => instanceOf(gateway, directory),
    testConnection: (candidate) => testConnection(candidate, clock),
    testKerberos: (gateway) => kerberosOperator.test(gateway),
    async restart(gateway) {
      directory.restart(gateway.id)
      return gateway.kerberos === undefined ? undefined : kerberosOperator.restart(gateway)
    },
    readKerberos: (gateway) => readKerberosState(gateway, ports),
    testLookup: (candidate) =>
      withDirectory(candidate, directory, clock, (at) => testLookup(candidate, { ...ports, directory: at })),
    propose: (candidate) => withDirectory(candidate, directory, clock, (at) => proposeGateway(at, candidate.gateway)),
  }
}

/** A gateway with a password of its own is not the saved one: it gets connections of its own, for this once. */
async function withDirectory<T>(
  { bindPassword }: Pick<LookupCandidate, 'bindPassword'>,
  directory: Directory,
  clock: Ports['clock'],
  use: (directory: Directory) => Promise<T>,
): Promise<T> {
  if (bindPassword === undefined) return use(directory)
  const own = new LdapDirectory({ secrets: { find: async () => bindPassword }, clock })
  try {
    return await use(own)
  } finally {
    own.close()
  }
}

function instanceOf(gateway: Gateway, directory: LdapDirectory): GatewayInstance {
  const status = directory.findStatus(gateway.id)
  const base = { hostname: hostname(), waiting: 0, connections: [], currentErrors: [], operationsPerSecond: 0 }
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
