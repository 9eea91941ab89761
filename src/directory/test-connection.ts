import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Gateway } from '../config/gateway.ts'
import { IdpError } from '../errors.ts'
import type { ConnectionStep, ShownCertificate } from '../ports/gateway-operations.ts'
import type { Clock } from '../ports.ts'
import type { Secret } from '../secret.ts'
import { connectServer, type LdapServer, parseServer, type ServerSecurity, serverText } from './connect-server.ts'
import { reasonOf, timed } from './connection-step.ts'
import { LdapDirectory } from './ldap-directory.ts'
import { openConnection } from './open-connection.ts'
import { peerCertificates } from './peer-certificates.ts'
import { probeDirectory } from './probe-directory.ts'
import { TlsContext } from './tls-context.ts'

export interface BoundCandidate {
  readonly gateway: Gateway
  readonly bindPassword: Secret
}

/**
 * Every step from a name to an entry, for each server of a gateway that may not be saved yet: resolve, connect, TLS, bind; then, at the
 * first that took the bind, what is read there. Nothing is kept of it, neither connection nor password.
 */
export async function testConnection(candidate: BoundCandidate, clock: Clock): Promise<readonly ConnectionStep[]> {
  const { gateway, bindPassword } = candidate
  const servers = gateway.serversHostAndPort
    .slice(0, maxServers)
    .map((server) => parseServer(server, gateway.connectionSecurity))
  const reached = await Promise.all(servers.map((server) => reachServer(server, candidate, clock)))
  const steps: ConnectionStep[] = []
  let boundAt: LdapServer | undefined
  let isRefused = false
  for (const [index, server] of servers.entries()) {
    const { steps: own = [], isReached = false } = reached[index] ?? {}
    steps.push(...own)
    if (!isReached) continue
    if (isRefused) {
      steps.push(
        skipped(
          'bind',
          server,
          'Not tried: a refused password is sent once only, so that AD does not lock the account.',
        ),
      )
      continue
    }
    const bind = await timed(clock, 'bind', serverText(server), () => bindAt(server, candidate))
    steps.push(bind)
    isRefused = bind.problem?.code === 'DIRECTORY_BIND_REFUSED'
    if (bind.outcome === 'ok') boundAt ??= server
  }
  if (boundAt === undefined) return steps
  const here = { ...gateway, serversHostAndPort: [serverText(boundAt)], followReferrals: false, poolSize: 2 }
  const directory = new LdapDirectory({ secrets: { find: async () => bindPassword }, clock })
  try {
    return [...steps, ...(await probeDirectory(directory, here, clock))]
  } finally {
    directory.close()
  }
}

/** More than any domain needs; a request must not become a port scan. */
const maxServers = 8

interface Reached {
  readonly steps: readonly ConnectionStep[]
  readonly isReached: boolean
}

async function reachServer(server: LdapServer, candidate: BoundCandidate, clock: Clock): Promise<Reached> {
  const resolve = await timed(clock, 'resolve', server.host, async () => {
    if (isIP(server.host) !== 0)
      return { text: 'An address; no name to resolve. Certificates by name will not fit it.' }
    const found = await lookup(server.host, { all: true }).catch((cause: unknown) => {
      throw new IdpError('DIRECTORY_NAME_UNRESOLVED', { host: server.host, reason: reasonOf(cause) }, cause)
    })
    return { text: `${server.host} is ${found.map(({ address }) => address).join(', ')}.` }
  })
  if (resolve.outcome === 'failed') return { steps: [resolve], isReached: false }
  const { gateway } = candidate
  const plain: ServerSecurity = { kind: 'None', validate: false, secureContext: undefined }
  const connect = await timed(clock, 'connect', serverText(server), async () => {
    const socket = await connectServer(server, plain, gateway.connectTimeoutSeconds * 1000)
    socket.destroy()
    return { text: `The port answers.` }
  })
  if (connect.outcome === 'failed') return { steps: [resolve, connect], isReached: false }
  const tls = await tlsStep(server, candidate, clock)
  return { steps: [resolve, connect, tls], isReached: tls.outcome !== 'failed' }
}

async function tlsStep(server: LdapServer, { gateway }: BoundCandidate, clock: Clock): Promise<ConnectionStep> {
  const kind = gateway.connectionSecurity
  const milliseconds = gateway.connectTimeoutSeconds * 1000
  if (kind === 'None')
    return {
      ...{ step: 'tls', target: serverText(server), outcome: 'warning', milliseconds: 0 },
      text: 'Off: the bind password goes over the network in the clear, and passwords of users are never tried.',
    }
  const handshake = async (validate: boolean): Promise<readonly ShownCertificate[]> => {
    const secureContext = await new TlsContext(gateway.caFile).get()
    const socket = await connectServer(server, { kind, validate, secureContext }, milliseconds)
    const certificates = socket instanceof TLSSocket ? peerCertificates(socket) : []
    socket.destroy()
    return certificates
  }
  const step = await timed(clock, 'tls', serverText(server), async () => {
    const certificates = await handshake(gateway.validateTlsCertificates)
    const [own] = certificates
    return {
      certificates,
      text: `${kind} with the certificate of ${own?.subject || own?.names.join(', ')}, valid until ${own?.validTo.slice(0, 10)}.`,
      ...(!gateway.validateTlsCertificates && {
        outcome: 'warning' as const,
        text: 'The certificate is not checked: anybody on the path can read the bind password.',
      }),
    }
  })
  if (step.outcome !== 'failed') return step
  // Nothing is sent over it: the administrator is to see whose it is.
  const certificates = await handshake(false).catch(() => [])
  return certificates.length > 0 ? { ...step, certificates } : step
}

async function bindAt(server: LdapServer, { gateway, bindPassword }: BoundCandidate) {
  const secureContext = gateway.connectionSecurity === 'None' ? undefined : await new TlsContext(gateway.caFile).get()
  const connection = await openConnection(
    server,
    { gatewayId: gateway.id, bindDN: gateway.bindDN, password: bindPassword },
    {
      security: { kind: gateway.connectionSecurity, validate: gateway.validateTlsCertificates, secureContext },
      connectMilliseconds: gateway.connectTimeoutSeconds * 1000,
      operationMilliseconds: gateway.operationTimeoutSeconds * 1000,
    },
  )
  connection.close()
  return { text: `Bound as ${gateway.bindDN}.` }
}

function skipped(step: ConnectionStep['step'], server: LdapServer, text: string): ConnectionStep {
  return { step, target: serverText(server), outcome: 'skipped', milliseconds: 0, text }
}
