import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Gateway, gateway as gatewaySchema } from '../../../src/config/gateway.ts'
import { connectServer, parseServer } from '../../../src/directory/connect-server.ts'
import { LdapConnection } from '../../../src/directory/ldap-connection.ts'
import { LdapDirectory } from '../../../src/directory/ldap-directory.ts'
import { TlsContext } from '../../../src/directory/tls-context.ts'
import type { Facts } from '../../../src/errors.ts'
import type { LabAccount } from '../../../src/lab/domain-accounts.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { startLab } from '../../../src/lab/start-lab.ts'
import { SmartLockout } from '../../../src/lockout/smart-lockout.ts'
import { filter } from '../../../src/protocol/ldap/ldap-filter.ts'
import { lockoutAttributes } from '../../../src/protocol/names/active-directory.ts'
import { Secret } from '../../../src/secret.ts'
import { openDatabase } from '../../../src/storage/open-database.ts'
import { passwordCounterRepository } from '../../../src/storage/password-counter-repository.ts'
import { systemClock } from '../../../src/system-ports.ts'
import { memorySecrets } from '../../fakes/memory-secrets.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'
import { lockAfter } from './lock-after.ts'

/** A Samba domain that locks accounts, and nodes of a lockout in front of it that share a database. */

export interface LockoutWorld {
  readonly domain: LabDomain
  readonly gateway: Gateway
  readonly nodes: readonly SmartLockout[]
  readonly directory: LdapDirectory
  readonly settings: ReturnType<typeof memorySettings>
  /** What the last attempt put into the trace. */
  readonly notes: Record<string, Facts[string]>
  createUsers(count: number): Promise<LabAccount[]>
  /** A bind past Joinery, as from a phone with an old password. */
  bind(dn: string, password: string): Promise<boolean>
  /** Lookup, lockout, bind, as every password path: right, wrong, or the code of the refusal. */
  signIn(sam: string, password: string, remoteAddress: string, node?: number): Promise<string>
  close(): Promise<void>
}

export async function openLockoutWorld(): Promise<LockoutWorld> {
  const lab = await startLab()
  const folder = await mkdtemp(join(tmpdir(), 'joinery-lockout-'))
  const domain = lab.domain('corp')
  const reader = await domain.createUser({ sam: 'svc-reader', upn: `svc-reader@${domain.dnsDomain}` })
  await lockAfter(domain, 5, 30)
  const gateway = gatewaySchema.parse({
    ...{ id: 'corp', name: 'corp', serversHostAndPort: [domain.address], caFile: domain.caFile },
    bindDN: reader.upn,
  })
  const secrets = memorySecrets({ 'gateways/corp/bindPassword': reader.password })
  const directory = new LdapDirectory({ secrets, clock: systemClock })
  const database = await openDatabase({ dataDirectory: folder, create: true, now: new Date() })
  const settings = memorySettings()
  const parts = { settings, directory, counters: passwordCounterRepository(database.kysely), clock: systemClock }
  const warn = (text: string): never => {
    throw new Error(text)
  }
  const nodes = [1, 2].map(() => new SmartLockout({ ...parts, warn }))
  const tls = new TlsContext(domain.caFile)
  const notes: Record<string, Facts[string]> = {}

  async function bind(dn: string, password: string): Promise<boolean> {
    const server = parseServer(domain.address, 'TLS')
    const security = { kind: 'TLS', validate: true, secureContext: await tls.get() } as const
    const connection = new LdapConnection(await connectServer(server, security, 5000), server)
    try {
      const { resultCode } = await connection.bind(dn, new Secret(password), 10_000)
      if (resultCode !== 0 && resultCode !== 49) throw new Error(`the bind ended with ${resultCode}`)
      return resultCode === 0
    } finally {
      connection.close()
    }
  }

  async function signIn(sam: string, password: string, remoteAddress: string, node = 0): Promise<string> {
    const [entry] = await directory.search(gateway, {
      base: domain.baseDn,
      scope: 'sub',
      filter: filter`(&(objectCategory=person)(sAMAccountName=${sam}))`,
      attributes: ['objectSid', ...lockoutAttributes],
    })
    const account = entry && { objectSid: entry.attributes.objectSid?.[0] ?? '', entry }
    const attempt = { gateway, account, username: sam, remoteAddress }
    const counted = await (nodes[node] ?? nodes[0])
      ?.begin(attempt, (facts) => void Object.assign(notes, facts))
      .catch((error: { code?: string }) => String(error.code ?? error))
    if (counted === undefined || typeof counted === 'string') return String(counted)
    const isRight = await bind(entry?.dn ?? `CN=nobody,${domain.baseDn}`, password)
    await (isRight ? counted.succeeded() : counted.failed())
    return isRight ? 'right' : 'wrong'
  }

  return {
    ...{ domain, gateway, nodes, directory, settings, notes, bind, signIn },
    async createUsers(count: number) {
      const users: LabAccount[] = []
      for (let index = 0; index < count; index++) users.push(await domain.createUser({ sam: `user${index}` }))
      return users
    },
    async close() {
      directory.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
      await lab.stop()
    },
  }
}
