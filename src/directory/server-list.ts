import type { Clock } from '../ports.ts'
import type { LdapServer } from './connect-server.ts'

/** The domain controllers of a gateway in the administrator's order, and which of them are resting after a failure. */
export class ServerList {
  readonly #servers: readonly LdapServer[]
  readonly #clock: Clock
  readonly #restMilliseconds: number
  readonly #restsUntil = new Map<LdapServer, number>()

  constructor(servers: readonly LdapServer[], clock: Clock, restMilliseconds: number) {
    this.#servers = servers
    this.#clock = clock
    this.#restMilliseconds = restMilliseconds
  }

  /** In the order to try them: those that rest come last, for when nothing else is left. */
  candidates(): readonly LdapServer[] {
    const resting = (server: LdapServer) => this.#isResting(server)
    return [...this.#servers.filter((server) => !resting(server)), ...this.#servers.filter(resting)]
  }

  failed(server: LdapServer): void {
    this.#restsUntil.set(server, this.#clock.now().getTime() + this.#restMilliseconds)
  }

  answered(server: LdapServer): void {
    this.#restsUntil.delete(server)
  }

  /** A server the administrator put before this one: one that works, or one whose rest is over and that is worth a try. */
  findBetter(than: LdapServer): { readonly server: LdapServer; readonly works: boolean } | undefined {
    const better = this.#servers.slice(0, this.#servers.indexOf(than)).find((server) => !this.#isResting(server))
    return better && { server: better, works: !this.#restsUntil.has(better) }
  }

  #isResting(server: LdapServer): boolean {
    return (this.#restsUntil.get(server) ?? 0) > this.#clock.now().getTime()
  }
}
