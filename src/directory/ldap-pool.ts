import type { SecureContext } from 'node:tls'
import { type ErrorCode, IdpError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import type { Secret } from '../secret.ts'
import { type LdapServer, serverText } from './connect-server.ts'
import type { LdapConnection } from './ldap-connection.ts'
import { openConnection } from './open-connection.ts'
import { OperationCounts, type OperationHealth } from './operation-counts.ts'
import { ServerList } from './server-list.ts'
import { Slots } from './slots.ts'

/**
 * The bound connections of one gateway: so many at most, opened to the first server that answers, kept while they live.
 * A request whose kept connection turns out dead is asked once more on a new one.
 */

export interface PoolSettings {
  readonly gatewayId: string
  readonly servers: readonly LdapServer[]
  readonly securityKind: 'TLS' | 'StartTLS' | 'None'
  readonly validate: boolean
  readonly bindDN: string
  readonly connectMilliseconds: number
  readonly operationMilliseconds: number
  readonly size: number
}

/** What the pool asks for each time it opens a connection, so that a new password or CA file counts at once. */
export interface PoolSources {
  readonly clock: Clock
  bindPassword(): Promise<Secret>
  secureContext(): Promise<SecureContext>
}

export interface PoolTimings {
  /** How long a server that failed is left alone. */
  readonly restMilliseconds: number
  /** A connection idle for longer is proved by a small read before it is used again. */
  readonly proveAfterMilliseconds: number
  readonly proofMilliseconds: number
  readonly closeIdleAfterMilliseconds: number
  /** After a refused bind the same password is not sent again for so long: AD counts wrong ones and locks the account. */
  readonly refusalMilliseconds: number
  /** After every server failed, requests fail at once for so long. */
  readonly outageMilliseconds: number
}

export const defaultTimings: PoolTimings = {
  restMilliseconds: 30_000,
  proveAfterMilliseconds: 15_000,
  proofMilliseconds: 2000,
  closeIdleAfterMilliseconds: 300_000,
  refusalMilliseconds: 60_000,
  outageMilliseconds: 1000,
}

export interface PoolStatus extends OperationHealth {
  readonly startedAt: Date
  readonly idleOn: readonly string[]
  readonly waiting: number
  readonly lastFailure: ErrorCode | undefined
}

/** Errors that another server would answer with as well: no failover, no second try. */
const definitive: ReadonlySet<string> = new Set<ErrorCode>([
  'DIRECTORY_BIND_REFUSED',
  'DIRECTORY_BIND_PASSWORD_MISSING',
  'DIRECTORY_CA_FILE_UNREADABLE',
  'DIRECTORY_TLS_REQUIRED',
])

/** Errors of a connection rather than of the question: worth asking again on a new one. */
const ofTheConnection: ReadonlySet<string> = new Set<ErrorCode>([
  'DIRECTORY_CONNECTION_LOST',
  'DIRECTORY_TIMEOUT',
  'DIRECTORY_SERVER_BUSY',
])

/** What says something of the servers or of our way to them; the rest is their answer to a question. */
function isOfTheServer({ code }: IdpError): boolean {
  return ofTheConnection.has(code) || definitive.has(code) || /^DIRECTORY_(UNREACHABLE|POOL_|TLS_|STARTTLS_)/.test(code)
}

interface Idle {
  readonly connection: LdapConnection
  readonly since: number
}

export class LdapPool {
  readonly #settings: PoolSettings
  readonly #sources: PoolSources
  readonly #timings: PoolTimings
  readonly #servers: ServerList
  readonly #slots: Slots
  readonly #counts: OperationCounts
  readonly #startedAt: Date
  #idle: Idle[] = []
  #sweep: NodeJS.Timeout | undefined
  #closed = false
  #trying = false
  #refusal: { readonly password: Secret; readonly error: IdpError; readonly until: number } | undefined
  #outage: { readonly error: IdpError; readonly until: number } | undefined
  #lastFailure: ErrorCode | undefined

  constructor(settings: PoolSettings, sources: PoolSources, timings: PoolTimings = defaultTimings) {
    this.#settings = settings
    this.#sources = sources
    this.#timings = timings
    this.#servers = new ServerList(settings.servers, sources.clock, timings.restMilliseconds)
    this.#slots = new Slots(settings.size)
    this.#counts = new OperationCounts(sources.clock)
    this.#startedAt = sources.clock.now()
  }

  status(): PoolStatus {
    const idleOn = this.#idle.filter(({ connection }) => connection.isOpen).map(({ connection }) => connection.server)
    return {
      ...this.#counts.health(),
      startedAt: this.#startedAt,
      idleOn: idleOn.map(serverText),
      waiting: this.#slots.waiting,
      lastFailure: this.#lastFailure,
    }
  }

  /** Lends a bound connection for one operation. Throws DIRECTORY_POOL_EXHAUSTED and what opening and using throw. */
  async run<T>(use: (connection: LdapConnection) => Promise<T>): Promise<T> {
    const began = this.#sources.clock.monotonicMilliseconds()
    const answered = (): void => this.#counts.answered(this.#sources.clock.monotonicMilliseconds() - began)
    try {
      const value = await this.#lend(use)
      answered()
      return value
    } catch (error) {
      if (error instanceof IdpError && isOfTheServer(error)) this.#counts.failed(error)
      else answered()
      throw error
    }
  }

  async #lend<T>(use: (connection: LdapConnection) => Promise<T>): Promise<T> {
    const milliseconds = this.#settings.operationMilliseconds
    if (!(await this.#slots.take(milliseconds)))
      throw new IdpError('DIRECTORY_POOL_EXHAUSTED', { size: this.#settings.size, milliseconds })
    try {
      const kept = await this.#takeIdle()
      if (kept) {
        try {
          return await this.#using(kept, use, 'kept')
        } catch (error) {
          if (!isOneOf(error, ofTheConnection)) throw error
        }
      }
      return await this.#using(await this.#open(), use, 'new')
    } finally {
      this.#slots.give()
    }
  }

  /** Idle connections close now, lent ones when they come back. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#sweep)
    this.#closeIdle(() => true)
  }

  async #using<T>(connection: LdapConnection, use: (connection: LdapConnection) => Promise<T>, age: 'kept' | 'new') {
    try {
      const value = await use(connection)
      this.#keep(connection)
      return value
    } catch (error) {
      if (isOneOf(error, ofTheConnection)) {
        // A kept connection may break without the server being any worse for it.
        if (age === 'new') this.#servers.failed(connection.server)
        connection.close()
      } else this.#keep(connection)
      throw error
    }
  }

  /** The connection used last, if it is alive. When one that was idle for long is dead, the others like it are too. */
  async #takeIdle(): Promise<LdapConnection | undefined> {
    const now = this.#now()
    this.#closeWornOut()
    const idle = this.#idle.pop()
    if (idle === undefined || now - idle.since < this.#timings.proveAfterMilliseconds) return idle?.connection
    try {
      await idle.connection.search(rootDseProof, this.#timings.proofMilliseconds)
      return idle.connection
    } catch {
      idle.connection.close()
      this.#closeIdle(({ connection, since }) => connection.server === idle.connection.server && since <= idle.since)
      return undefined
    }
  }

  #keep(connection: LdapConnection): void {
    const better = this.#servers.findBetter(connection.server)
    if (better && !better.works) this.#tryAgain(better.server)
    if (this.#closed || better?.works) connection.close()
    if (connection.isOpen) this.#idle.push({ connection, since: this.#now() })
    if (!this.#closed) this.#sweepLater()
  }

  /** A gateway nobody uses any more keeps no connections. */
  #sweepLater(): void {
    this.#sweep ??= setTimeout(() => {
      this.#sweep = undefined
      this.#closeWornOut()
      if (this.#idle.length > 0) this.#sweepLater()
    }, this.#timings.closeIdleAfterMilliseconds).unref()
  }

  #closeWornOut(): void {
    const oldest = this.#now() - this.#timings.closeIdleAfterMilliseconds
    this.#closeIdle(({ connection, since }) => !connection.isOpen || since < oldest)
  }

  /** Beside the requests, so that none of them waits for a server that may still be down. */
  #tryAgain(server: LdapServer): void {
    if (this.#trying) return
    this.#trying = true
    this.#openTo(server)
      .then(
        (connection) => {
          this.#servers.answered(server)
          this.#closeIdle((idle) => idle.connection.server !== server)
          this.#keep(connection)
        },
        () => this.#servers.failed(server),
      )
      .finally(() => {
        this.#trying = false
      })
  }

  #closeIdle(which: (idle: Idle) => boolean): void {
    const closing = this.#idle.filter(which)
    this.#idle = this.#idle.filter((idle) => !closing.includes(idle))
    for (const { connection } of closing) connection.close()
  }

  async #open(): Promise<LdapConnection> {
    if (this.#outage && this.#outage.until > this.#now()) throw this.#outage.error
    const failures: IdpError[] = []
    for (const server of this.#servers.candidates()) {
      try {
        const connection = await this.#openTo(server)
        this.#servers.answered(server)
        this.#lastFailure = undefined
        return connection
      } catch (error) {
        if (!(error instanceof IdpError) || definitive.has(error.code)) throw error
        this.#servers.failed(server)
        failures.push(error)
      }
    }
    const error = outageOf(this.#settings.servers, failures)
    this.#outage = { error, until: this.#now() + this.#timings.outageMilliseconds }
    throw error
  }

  async #openTo(server: LdapServer): Promise<LdapConnection> {
    const { gatewayId, bindDN, securityKind, validate } = this.#settings
    const password = await this.#sources.bindPassword()
    const refusal = this.#refusal
    if (refusal && refusal.until > this.#now() && refusal.password.hidesSame(password)) throw refusal.error
    const secureContext = securityKind === 'None' ? undefined : await this.#sources.secureContext()
    const security = { kind: securityKind, validate, secureContext }
    try {
      return await openConnection(server, { gatewayId, bindDN, password }, { ...this.#settings, security })
    } catch (error) {
      if (isOneOf(error, new Set(['DIRECTORY_BIND_REFUSED'])))
        this.#refusal = { password, error, until: this.#now() + this.#timings.refusalMilliseconds }
      if (error instanceof IdpError) this.#lastFailure = error.code
      throw error
    }
  }

  #now(): number {
    return this.#sources.clock.now().getTime()
  }
}

/** The smallest read there is: the rootDSE without attributes. [RFC4512 §5.1] */
const rootDseProof = {
  base: '',
  scope: 'base',
  filter: '(objectClass=*)',
  attributes: ['1.1'],
  sizeLimit: 1,
  timeLimitSeconds: 2,
} as const

function isOneOf(error: unknown, codes: ReadonlySet<string>): error is IdpError {
  return error instanceof IdpError && codes.has(error.code)
}

/** One server: its own error. Several: all of them by name, so that the administrator sees which failed how. */
function outageOf(servers: readonly LdapServer[], failures: readonly IdpError[]): IdpError {
  const [first, ...others] = failures
  if (first && others.length === 0) return first
  return new IdpError(
    'DIRECTORY_UNREACHABLE',
    { servers: servers.map(serverText), reasons: failures.map((failure) => failure.message) },
    first,
  )
}
