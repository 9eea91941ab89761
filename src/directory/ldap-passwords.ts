import type { Gateway } from '../config/gateway.ts'
import { type ErrorCode, IdpError } from '../errors.ts'
import type { Clock, DirectoryQuery, PasswordJudge, PasswordVerdict, PasswordVerifier } from '../ports.ts'
import { findLogonFailure } from '../protocol/ad/logon-failure.ts'
import { Secret } from '../secret.ts'
import { connectServer, type LdapServer, parseServer, serverText } from './connect-server.ts'
import { LdapConnection } from './ldap-connection.ts'
import type { LdapDirectory } from './ldap-directory.ts'
import { Slots } from './slots.ts'
import { TlsContext } from './tls-context.ts'

/**
 * The PasswordVerifier port: a password is right when a simple bind with it succeeds, on a connection made for this one bind and
 * closed after it, so that nothing is ever asked in a user's name. [RFC4513 §5.1.3]
 */
export class LdapPasswords implements PasswordVerifier {
  readonly #directory: Pick<LdapDirectory, 'searchAt' | 'run'>
  readonly #clock: Clock
  readonly #atOnce: number
  readonly #slots = new Map<string, Slots>()
  readonly #contexts = new WeakMap<Gateway, TlsContext>()
  readonly #durations = new Map<string, RecentDurations>()

  constructor(directory: Pick<LdapDirectory, 'searchAt' | 'run'>, clock: Clock, atOnce = defaultAtOnce) {
    this.#directory = directory
    this.#clock = clock
    this.#atOnce = atOnce
  }

  async findAccounts(gateway: Gateway, query: DirectoryQuery) {
    const { server, entries } = await this.#directory.searchAt(gateway, query)
    return { judge: { gateway, server: serverText(server) }, entries }
  }

  async verify(judge: PasswordJudge, dn: string, password: Secret): Promise<PasswordVerdict> {
    const began = this.#clock.monotonicMilliseconds()
    const verdict = await this.#judge(judge, dn, password)
    if (verdict.outcome === 'refused') this.#durationsOf(judge.gateway).add(this.#clock.monotonicMilliseconds() - began)
    return verdict
  }

  /** A domain controller asks the PDC emulator about a wrong password, but not about an account that is not there. */
  async pretend(judge: PasswordJudge, base: string, password: Secret): Promise<void> {
    await Promise.all([this.#judge(judge, `CN=joinery nobody,${base}`, password), this.waitAsLong(judge)])
  }

  async #judge({ gateway, server }: PasswordJudge, dn: string, password: Secret): Promise<PasswordVerdict> {
    // Either would be an anonymous bind, which succeeds whoever asks. [RFC4513 §5.1.2]
    if (dn === '' || password.hidesSame(new Secret(''))) throw new Error('a bind without a name or a password')
    requireTls(gateway, server)
    const milliseconds = gateway.operationTimeoutSeconds * 1000
    const slots = this.#slotsOf(gateway)
    if (!(await slots.take(milliseconds)))
      throw new IdpError('DIRECTORY_TOO_MANY_PASSWORDS', { gateway: gateway.id, size: this.#atOnce, milliseconds })
    try {
      return await this.#bindOnce(parseServer(server, gateway.connectionSecurity), gateway, dn, password)
    } finally {
      slots.give()
    }
  }

  async waitAsLong({ gateway }: PasswordJudge): Promise<void> {
    const milliseconds = this.#durationsOf(gateway).next()
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
  }

  async change(gateway: Gateway, dn: string, oldPassword: Secret, newPassword: Secret): Promise<void> {
    requireTls(gateway, gateway.serversHostAndPort.join(', '))
    const milliseconds = gateway.operationTimeoutSeconds * 1000
    await this.#directory.run(gateway, async (connection) => {
      const result = await connection.changePassword(dn, oldPassword, newPassword, milliseconds)
      if (result.operation === 'modify' && result.resultCode === 0) return
      throw new IdpError(changeFailure(result.resultCode, result.diagnosticMessage), {
        dn,
        server: serverText(connection.server),
        resultCode: result.resultCode,
        serverSays: result.diagnosticMessage.trim(),
      })
    })
  }

  async #bindOnce(server: LdapServer, gateway: Gateway, dn: string, password: Secret): Promise<PasswordVerdict> {
    const security = {
      kind: gateway.connectionSecurity,
      validate: gateway.validateTlsCertificates,
      secureContext: await this.#contextOf(gateway).get(),
    }
    const socket = await connectServer(server, security, gateway.connectTimeoutSeconds * 1000)
    const connection = new LdapConnection(socket, server)
    try {
      const result = await connection.bind(dn, password, gateway.operationTimeoutSeconds * 1000)
      return verdictOf(result, server)
    } finally {
      connection.close()
    }
  }

  #slotsOf({ id }: Gateway): Slots {
    const slots = this.#slots.get(id) ?? new Slots(this.#atOnce)
    this.#slots.set(id, slots)
    return slots
  }

  #durationsOf({ id }: Gateway): RecentDurations {
    const durations = this.#durations.get(id) ?? new RecentDurations()
    this.#durations.set(id, durations)
    return durations
  }

  #contextOf(gateway: Gateway): TlsContext {
    const context = this.#contexts.get(gateway) ?? new TlsContext(gateway.caFile)
    this.#contexts.set(gateway, context)
    return context
  }
}

/** Binds of one gateway at a time: AD answers hundreds a second, and a flood must not take all its connections. */
const defaultAtOnce = 32

/** How long the last refused binds took, given out again in turn, so that a refusal without a bind varies as one with. */
class RecentDurations {
  #milliseconds: number[] = []
  #at = 0

  add(milliseconds: number): void {
    this.#milliseconds = [...this.#milliseconds.slice(-31), milliseconds]
  }

  /** Before anything was measured: what a bind over TLS in one building takes. */
  next(): number {
    this.#at += 1
    return this.#milliseconds[this.#at % this.#milliseconds.length] ?? 10
  }
}

function requireTls({ connectionSecurity }: Gateway, server: string): void {
  if (connectionSecurity === 'None')
    throw new IdpError('DIRECTORY_TLS_REQUIRED', { server, serverSays: 'connectionSecurity of the gateway is None' })
}

type Result = Awaited<ReturnType<LdapConnection['bind']>>

/** Only success of a bind is a yes, and only invalidCredentials is a no; everything else is no verdict. [RFC4511 §4.2.2] */
function verdictOf({ operation, resultCode, diagnosticMessage }: Result, server: LdapServer): PasswordVerdict {
  if (operation === 'bind' && resultCode === 0) return { outcome: 'right' }
  const text = diagnosticMessage.trim()
  if (operation === 'bind' && resultCode === 49)
    return { outcome: 'refused', failure: findLogonFailure(diagnosticMessage), text }
  const facts = { server: serverText(server), resultCode, serverSays: text }
  if (resultCode === 8 || resultCode === 13) throw new IdpError('DIRECTORY_TLS_REQUIRED', facts)
  if (resultCode === 51 || resultCode === 52) throw new IdpError('DIRECTORY_SERVER_BUSY', facts)
  throw new IdpError('DIRECTORY_PASSWORD_NOT_JUDGED', facts)
}

/** AD's text begins with a Windows error in hexadecimal: 56 wrong old password, 52d policy, 5 access denied. [MS-ERREF §2.2] */
function changeFailure(resultCode: number, diagnosticMessage: string): ErrorCode {
  const windowsError = /^0*([0-9a-f]+):/i.exec(diagnosticMessage)?.[1]?.toLowerCase()
  if (windowsError === '56') return 'DIRECTORY_OLD_PASSWORD_WRONG'
  if (windowsError === '5' || resultCode === 50) return 'DIRECTORY_PASSWORD_CHANGE_DENIED'
  if (windowsError === '52d' || resultCode === 19) return 'DIRECTORY_NEW_PASSWORD_REFUSED'
  if (resultCode === 51 || resultCode === 52) return 'DIRECTORY_SERVER_BUSY'
  return 'DIRECTORY_PASSWORD_NOT_JUDGED'
}
