import type { Gateway } from '../config/gateway.ts'
import { bindPasswordName } from '../config/secret-names.ts'
import { IdpError } from '../errors.ts'
import type { Clock, Directory, DirectoryEntry, DirectoryQuery, SecretStore } from '../ports.ts'
import { Secret } from '../secret.ts'
import { attributeText } from './attribute-text.ts'
import { type LdapServer, parseServer, serverText } from './connect-server.ts'
import type { LdapConnection, SearchAnswer } from './ldap-connection.ts'
import { defaultTimings, LdapPool, type PoolSettings, type PoolStatus, type PoolTimings } from './ldap-pool.ts'
import { parseReferral, type Referral } from './referral.ts'
import { checkSearchResult } from './search-result.ts'
import { TlsContext } from './tls-context.ts'

/**
 * The Directory port over LDAP: any number of gateways, each with a pool of its own that goes when its settings change.
 * This folder owns connecting, binding and reading; what an entry means is decided in issuance/lookup.
 */

/** What one answer may hold when the query sets no limit: AD's own MaxPageSize. [MS-ADTS §3.1.1.3.4.6] */
const defaultSizeLimit = 1000

export interface LdapDirectoryOptions {
  readonly secrets: SecretStore
  readonly clock: Clock
  readonly timings?: PoolTimings
}

interface GatewayPool {
  readonly settings: string
  readonly pool: LdapPool
}

export class LdapDirectory implements Directory {
  readonly #options: LdapDirectoryOptions
  /** By gateway id, then by `''` for the gateway's own servers or the host a referral names. */
  readonly #pools = new Map<string, Map<string, GatewayPool>>()

  constructor(options: LdapDirectoryOptions) {
    this.#options = options
  }

  /** Throws DIRECTORY_…, LDAP_FILTER_INVALID. An entry that is not there is an empty list. */
  async search(gateway: Gateway, query: DirectoryQuery): Promise<readonly DirectoryEntry[]> {
    const pool = this.#poolOf(gateway, '', poolSettings(gateway))
    const answer = await ask(pool, gateway, query)
    const referrals = answer.result.referrals.length > 0 ? answer.result.referrals : answer.references
    const followed = await this.#follow(gateway, query, referrals.map(parseReferral), answer.result.resultCode === 10)
    const own = answer.entries.map((entry) => directoryEntry(entry, query.attributes))
    return [...own, ...followed].slice(0, query.sizeLimit ?? defaultSizeLimit)
  }

  /** As search, without following referrals, and says which server answered. */
  async searchAt(gateway: Gateway, query: DirectoryQuery) {
    const { entries, server } = await ask(this.#poolOf(gateway, '', poolSettings(gateway)), gateway, query)
    return { server, entries: entries.map((entry) => directoryEntry(entry, query.attributes)) }
  }

  /** Lends a connection that is bound as the gateway's account. */
  run<T>(gateway: Gateway, use: (connection: LdapConnection) => Promise<T>): Promise<T> {
    return this.#poolOf(gateway, '', poolSettings(gateway)).run(use)
  }

  /** Drops the gateway's connections and what it remembers of failures; operations under way end well. */
  restart(gatewayId: string): void {
    for (const { pool } of this.#pools.get(gatewayId)?.values() ?? []) pool.close()
    this.#pools.delete(gatewayId)
  }

  /** For health and metrics; undefined until the gateway was used. */
  findStatus(gatewayId: string): PoolStatus | undefined {
    return this.#pools.get(gatewayId)?.get('')?.pool.status()
  }

  close(): void {
    for (const gatewayId of [...this.#pools.keys()]) this.restart(gatewayId)
  }

  #poolOf(gateway: Gateway, name: string, settings: PoolSettings): LdapPool {
    const pools = this.#pools.get(gateway.id) ?? new Map<string, GatewayPool>()
    this.#pools.set(gateway.id, pools)
    const asText = JSON.stringify([settings, gateway.caFile])
    const held = pools.get(name)
    if (held?.settings === asText) return held.pool
    held?.pool.close()
    const pool = new LdapPool(settings, this.#sources(gateway), this.#options.timings ?? defaultTimings)
    pools.set(name, { settings: asText, pool })
    return pool
  }

  #sources(gateway: Gateway) {
    const { secrets, clock } = this.#options
    const tlsContext = new TlsContext(gateway.caFile)
    return {
      clock,
      secureContext: () => tlsContext.get(),
      async bindPassword() {
        const password = await secrets.find(bindPasswordName(gateway.id))
        // An empty password is no password: AD takes such a bind as anonymous. [RFC4513 §5.1.2]
        if (password === undefined || password.hidesSame(new Secret('')))
          throw new IdpError('DIRECTORY_BIND_PASSWORD_MISSING', { gateway: gateway.id })
        return password
      },
    }
  }

  /** One hop, to listed hosts only, with TLS whatever the referral's scheme says. Others count only where nothing else can answer. */
  async #follow(gateway: Gateway, query: DirectoryQuery, referrals: readonly Referral[], needed: boolean) {
    const listed = referrals.filter((referral) => isListed(gateway, referral))
    if (needed && listed.length === 0)
      throw new IdpError('DIRECTORY_REFERRAL_REFUSED', { base: query.base, hosts: referrals.map(({ host }) => host) })
    // The addresses of one referral are alternatives; continuation references are all parts of the answer.
    const followed = needed ? listed.slice(0, 1) : listed
    const answers = await Promise.all(
      followed.map(async (referral) => {
        const server = referralServer(gateway, referral)
        const pool = this.#poolOf(gateway, serverText(server), referralSettings(gateway, server))
        return ask(pool, gateway, { ...query, base: referral.base ?? query.base })
      }),
    )
    return answers.flatMap((answer) => answer.entries.map((entry) => directoryEntry(entry, query.attributes)))
  }
}

function ask(
  pool: LdapPool,
  gateway: Gateway,
  query: DirectoryQuery,
): Promise<SearchAnswer & { readonly server: LdapServer }> {
  // Names differ by case at most; AD is asked for each once.
  const names = new Map(query.attributes.map((name) => [name.toLowerCase(), name]))
  names.delete('dn')
  const search = {
    base: query.base,
    scope: query.scope,
    filter: query.filter,
    attributes: names.size === 0 ? ['1.1'] : [...names.values()],
    sizeLimit: query.sizeLimit ?? defaultSizeLimit,
    timeLimitSeconds: gateway.operationTimeoutSeconds,
  }
  const milliseconds = gateway.operationTimeoutSeconds * 1000
  return pool.run(async (connection: LdapConnection) => {
    const answer = await connection.search(search, milliseconds)
    const { server } = connection
    return { ...checkSearchResult(answer, query, server, milliseconds), server }
  })
}

/** Names as they were asked for, values as text, `dn` as an attribute where it was asked for. */
function directoryEntry(entry: SearchAnswer['entries'][number], asked: readonly string[]): DirectoryEntry {
  const found = new Map<string, readonly string[]>([['dn', [entry.dn]]])
  for (const { type, values } of entry.attributes) {
    // A long list comes in parts, `member;range=0-1499`; the first part stands for it. [MS-ADTS §3.1.1.3.1.3.3]
    const name = type.replace(/;range=0-(?:\d+|\*)$/i, '')
    if (values.length > 0)
      found.set(
        name.toLowerCase(),
        values.map((value) => attributeText(name, value)),
      )
  }
  const attributes = asked.flatMap((name) => {
    const values = found.get(name.toLowerCase())
    return values === undefined ? [] : [[name, values] as const]
  })
  return { dn: entry.dn, attributes: Object.fromEntries(attributes) }
}

function poolSettings(gateway: Gateway): PoolSettings {
  return {
    gatewayId: gateway.id,
    servers: gateway.serversHostAndPort.map((server) => parseServer(server, gateway.connectionSecurity)),
    securityKind: gateway.connectionSecurity,
    validate: gateway.validateTlsCertificates,
    bindDN: gateway.bindDN,
    connectMilliseconds: gateway.connectTimeoutSeconds * 1000,
    operationMilliseconds: gateway.operationTimeoutSeconds * 1000,
    size: gateway.poolSize,
  }
}

/** A referral takes the bind password to a host that the server named, so its certificate is always checked. */
function referralSettings(gateway: Gateway, server: LdapServer): PoolSettings {
  const securityKind = gateway.connectionSecurity === 'StartTLS' ? 'StartTLS' : 'TLS'
  return { ...poolSettings(gateway), servers: [server], securityKind, validate: true }
}

function referralServer(gateway: Gateway, { host, port, scheme }: Referral): LdapServer {
  if (gateway.connectionSecurity === 'StartTLS') return { host, port: scheme === 'ldap' ? (port ?? 389) : 389 }
  return { host, port: scheme === 'ldaps' ? (port ?? 636) : 636 }
}

function isListed(gateway: Gateway, { host }: Referral): boolean {
  return gateway.followReferrals && gateway.referralHosts.some((listed) => listed.toLowerCase() === host)
}
