import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Gateway } from '../config/gateway.ts'
import { hostsOfGateway } from '../config/public-hosts.ts'
import { IdpError } from '../errors.ts'
import type {
  AcceptedTicket,
  HeldServiceKey,
  KerberosAcceptor,
  KerberosOperator,
  KerberosReport,
  RefusedTicket,
  WatchedSettings,
} from '../ports.ts'
import { serializePrincipalName } from '../protocol/kerberos/principal-name.ts'
import { acceptedTicketOf } from './accepted-ticket.ts'
import { parseServer } from './connect-server.ts'
import { dnsDomainOf } from './find-service-account.ts'
import { GatewayKeys, type GatewayKeysPorts, type KerberosGatewaySettings } from './gateway-keys.ts'
import type { Krb5ConfigFile, RealmServers } from './krb5-config-file.ts'
import type { KeySource } from './obtain-key-sets.ts'
import { readRootDse } from './read-root-dse.ts'
import { reportServices } from './report-services.ts'

export interface KerberosKeysOptions extends GatewayKeysPorts {
  readonly settings: WatchedSettings
  /** The file that libkrb5 was pointed to. */
  readonly krb5Config: Krb5ConfigFile
  /** Replay caches go here, one for each gateway. */
  readonly folder: string
}

/**
 * An unknown key version makes us look at the directory, but never more often than this: anybody can claim one.
 * Who comes sooner waits for the next look, so that a password change refuses nobody.
 */
const lookAgainMilliseconds = 1_000
/** A request waits so long for new keys, then it is refused with what we have. */
const patienceMilliseconds = 5_000

interface GatewayState {
  readonly keys: GatewayKeys
  kerberosRealm: string | undefined
  /** Why the last look brought no keys in force. */
  failure: IdpError | undefined
  lookedAt: number
  looking: Promise<boolean> | undefined
  /** The next look, for which requests wait. */
  lookingSoon: Promise<boolean> | undefined
}

/**
 * Kerberos for every gateway: accepts tickets, keeps the service keys up to date, tests and restarts them.
 * Owns the keytabs, the replay caches and libkrb5's configuration; whether a principal may have a token is decided elsewhere.
 */
export class KerberosKeys implements KerberosAcceptor, KerberosOperator {
  readonly #options: KerberosKeysOptions
  readonly #states = new Map<string, GatewayState>()
  readonly #stopWatching: () => void
  #kdcTurn: Promise<unknown> = Promise.resolve()

  constructor(options: KerberosKeysOptions) {
    this.#options = options
    mkdirSync(options.folder, { recursive: true, mode: 0o700 })
    this.#stopWatching = options.settings.onChange(() => void this.refreshAll())
  }

  /** Looks at every gateway's account; at start and after every change of settings. Failures stay with their gateway. */
  async refreshAll(): Promise<void> {
    const gateways = this.#kerberosGateways()
    for (const [id, state] of this.#states) {
      if (gateways.some(({ gateway }) => gateway.id === id)) continue
      state.keys.close()
      this.#states.delete(id)
    }
    await Promise.allSettled(
      gateways.map(async (settings) => this.#lookAfresh(await this.#stateOf(settings), settings, false)),
    )
  }

  async accept(
    gateway: Gateway,
    token: Uint8Array,
    channelBinding: Uint8Array | undefined,
  ): Promise<AcceptedTicket | RefusedTicket> {
    const settings = kerberosSettings(gateway)
    const { keys, failure } = await this.#stateOf(settings)
    const outcome = await keys.use(settings.kerberos, (keytabFile) =>
      this.#options.gssapi.accept({
        keytabFile,
        replayCacheFile: this.#replayCacheFile(gateway),
        token,
        channelBinding,
      }),
    )
    if (outcome !== undefined) return acceptedTicketOf(outcome)
    return { outcome: 'refused', reason: 'noKeys', text: failure?.means ?? 'they are being made' }
  }

  async realmsOf(gateway: Gateway): Promise<readonly string[]> {
    const settings = kerberosSettings(gateway)
    return [await this.#realmOf(await this.#stateOf(settings), settings), ...settings.kerberos.trustedRealms]
  }

  async heldKeys(gateway: Gateway): Promise<readonly HeldServiceKey[]> {
    const { keys } = await this.#stateOf(kerberosSettings(gateway))
    return keys.sets.flatMap((set, index) =>
      set.keys.map(({ encryptionType }) => ({
        principal: serializePrincipalName(set.principal),
        keyVersion: set.keyVersion,
        encryptionType,
        current: index === 0,
      })),
    )
  }

  async newerKeySeen(gateway: Gateway, keyVersion: number): Promise<boolean> {
    const settings = kerberosSettings(gateway)
    const state = await this.#stateOf(settings)
    const look = async (): Promise<boolean> => {
      await state.looking?.catch(() => false)
      return holdsVersion(state, keyVersion) || this.#lookSoon(state, settings)
    }
    const hasChanged = holdsVersion(state, keyVersion) || (await within(look(), patienceMilliseconds))
    return hasChanged === true || holdsVersion(state, keyVersion)
  }

  async test(gateway: Gateway): Promise<KerberosReport> {
    const settings = kerberosSettings(gateway)
    const state = await this.#stateOf(settings)
    if (state.keys.sets.length === 0) await this.#look(state, settings, true)
    return this.#report(state, settings)
  }

  async restart(gateway: Gateway): Promise<KerberosReport> {
    const settings = kerberosSettings(gateway)
    const state = await this.#stateOf(settings)
    await this.#lookAfresh(state, settings, true)
    return this.#report(state, settings)
  }

  close(): void {
    this.#stopWatching()
    for (const { keys } of this.#states.values()) keys.close()
    this.#states.clear()
  }

  async #stateOf({ gateway }: KerberosGatewaySettings): Promise<GatewayState> {
    const held = this.#states.get(gateway.id)
    const state = held ?? {
      keys: new GatewayKeys(gateway.id, this.#options),
      kerberosRealm: undefined,
      failure: undefined,
      lookedAt: Number.NEGATIVE_INFINITY,
      looking: undefined,
      lookingSoon: undefined,
    }
    this.#states.set(gateway.id, state)
    await state.keys.load()
    return state
  }

  /** One look at a time for each gateway; who comes meanwhile gets its result. */
  async #look(state: GatewayState, settings: KerberosGatewaySettings, isForced: boolean): Promise<boolean> {
    state.looking ??= this.#lookNow(state, settings, isForced).finally(() => {
      state.lookedAt = this.#options.clock.monotonicMilliseconds()
      state.looking = undefined
    })
    return state.looking
  }

  /** A look that begins after this call, rate-limited, together with everybody else who waits for one. Never throws. */
  async #lookSoon(state: GatewayState, settings: KerberosGatewaySettings): Promise<boolean> {
    const look = async (): Promise<boolean> => {
      await state.looking?.catch(() => false)
      await delay(Math.max(0, state.lookedAt + lookAgainMilliseconds - this.#options.clock.monotonicMilliseconds()))
      state.lookingSoon = undefined
      return this.#look(state, settings, false)
    }
    state.lookingSoon ??= look().catch(() => false)
    return state.lookingSoon
  }

  /** As `#look`, but never with the result of one that began before this call. */
  async #lookAfresh(state: GatewayState, settings: KerberosGatewaySettings, isForced: boolean): Promise<boolean> {
    await state.looking?.catch(() => false)
    return this.#look(state, settings, isForced)
  }

  async #lookNow(state: GatewayState, settings: KerberosGatewaySettings, isForced: boolean): Promise<boolean> {
    try {
      const kerberosRealm = await this.#learnRealm(state, settings)
      const { settings: source, clock, krb5Config } = this.#options
      await krb5Config.update(this.#realmServers())
      const now = Math.floor(clock.now().getTime() / 1000)
      const keySource: KeySource = {
        ...settings,
        kerberosRealm,
        hosts: hostsOfGateway(source.current(), settings.gateway.id),
        now,
      }
      const hasChanged = await this.#inTurn(() => state.keys.refresh(keySource, isForced))
      state.failure = undefined
      return hasChanged
    } catch (error) {
      state.failure = error instanceof IdpError ? error : new IdpError('INTERNAL', { message: String(error) }, error)
      throw state.failure
    }
  }

  /** A KDC that does not answer holds a thread of the pool for half a minute; so only one is asked at a time. */
  async #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#kdcTurn.then(run, run)
    this.#kdcTurn = turn.catch(() => undefined)
    return turn
  }

  async #realmOf(state: GatewayState, settings: KerberosGatewaySettings): Promise<string> {
    return settings.kerberos.realm?.toUpperCase() ?? state.kerberosRealm ?? this.#learnRealm(state, settings)
  }

  /** A UPN suffix is not a realm: the naming context names it. While the directory is silent, the stored keys do. */
  async #learnRealm(state: GatewayState, { gateway, kerberos }: KerberosGatewaySettings): Promise<string> {
    if (kerberos.realm !== undefined) return kerberos.realm.toUpperCase()
    try {
      const { defaultNamingContext } = await readRootDse(this.#options.directory, gateway)
      state.kerberosRealm = dnsDomainOf(defaultNamingContext).toUpperCase()
    } catch (error) {
      const stored = state.keys.sets[0]?.principal.kerberosRealm
      if (stored === undefined) throw error
      state.kerberosRealm = stored
    }
    return state.kerberosRealm
  }

  /** Every gateway whose realm is known, in the order of the settings. */
  #realmServers(): readonly RealmServers[] {
    return this.#kerberosGateways().flatMap(({ gateway, kerberos }) => {
      const state = this.#states.get(gateway.id)
      const kerberosRealm = kerberos.realm?.toUpperCase() ?? state?.kerberosRealm
      if (kerberosRealm === undefined) return []
      const hosts = gateway.serversHostAndPort.map((server) => parseServer(server, gateway.connectionSecurity).host)
      return [{ kerberosRealm, hosts: [...new Set(hosts)], mayHoldRc4: kerberos.keytabFile !== undefined }]
    })
  }

  #kerberosGateways(): readonly KerberosGatewaySettings[] {
    const { gateways } = this.#options.settings.current().managed
    return gateways.flatMap((gateway) =>
      gateway.enabled && gateway.kerberos !== undefined ? [{ gateway, kerberos: gateway.kerberos }] : [],
    )
  }

  #replayCacheFile(gateway: Gateway): string {
    return join(this.#options.folder, `${gateway.id}.replay`)
  }

  async #report(state: GatewayState, settings: KerberosGatewaySettings): Promise<KerberosReport> {
    const { gateway, kerberos } = settings
    const hosts = hostsOfGateway(this.#options.settings.current(), gateway.id)
    const services = await this.#inTurn(() =>
      state.keys.use(kerberos, (keytabFile) =>
        reportServices({ ...settings, hosts, keytabFile, sets: state.keys.sets }, this.#options),
      ),
    )
    if (services === undefined)
      throw state.failure ?? new IdpError('KERBEROS_PASSWORD_MISSING', { gateway: gateway.id })
    const principal = state.keys.sets[0]?.principal
    return {
      gatewayId: gateway.id,
      kerberosRealm: principal?.kerberosRealm ?? '',
      principal: principal === undefined ? '' : serializePrincipalName(principal),
      keys: await this.heldKeys(gateway),
      ...services,
    }
  }
}

function kerberosSettings(gateway: Gateway): KerberosGatewaySettings {
  if (gateway.kerberos === undefined) throw new IdpError('KERBEROS_OFF', { gateway: gateway.id })
  return { gateway, kerberos: gateway.kerberos }
}

/** Of the account in force: versions of an account the gateway had before count from another start. */
function holdsVersion({ keys }: GatewayState, keyVersion: number): boolean {
  const own = keys.sets[0]?.principal.components.join('/')
  return keys.sets.some((set) => set.principal.components.join('/') === own && set.keyVersion >= keyVersion)
}

/** undefined when it takes longer; the promise itself goes on. */
async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
