import type { Gateway, GatewayKerberos } from '../config/gateway.ts'
import { servicePrincipalNames } from '../config/service-principal-names.ts'
import { IdpError } from '../errors.ts'
import type { Clock, ServiceKeyStore } from '../ports.ts'
import { parseKeytab, serializeKeytab } from '../protocol/kerberos/keytab.ts'
import { serializePrincipalName } from '../protocol/kerberos/principal-name.ts'
import { Secret } from '../secret.ts'
import {
  addKeySets,
  isSameKeys,
  type KeySet,
  keySetsFromEntries,
  keytabEntries,
  retainedKeySets,
} from './kerberos-key-sets.ts'
import { type KeySource, type KeySourcePorts, obtainKeySets } from './obtain-key-sets.ts'
import { PrivateFile } from './private-file.ts'
import { proveKeySet } from './prove-key-set.ts'

export interface GatewayKeysPorts extends KeySourcePorts {
  readonly serviceKeys: ServiceKeyStore
  readonly clock: Clock
}

/** A gateway whose Kerberos is on. */
export interface KerberosGatewaySettings {
  readonly gateway: Gateway
  readonly kerberos: GatewayKerberos
}

/**
 * The service keys of one gateway: those in force, the replaced ones as long as they are kept, and how new ones come in.
 * Requests go on with the old keys until new ones are proved; nothing here ever leaves a gateway with fewer keys than before.
 */
export class GatewayKeys {
  readonly #gatewayId: string
  readonly #ports: GatewayKeysPorts
  #sets: readonly KeySet[] = []
  #file: PrivateFile | undefined
  /** Keys that the KDC called wrong. Every further try counts as a bad password and could lock the account. */
  #wrongKeys: KeySet | undefined
  #loading: Promise<void> | undefined
  #isClosed = false

  constructor(gatewayId: string, ports: GatewayKeysPorts) {
    this.#gatewayId = gatewayId
    this.#ports = ports
  }

  get sets(): readonly KeySet[] {
    return this.#sets
  }

  /** Puts the keys in force that an earlier run stored; once. */
  async load(): Promise<void> {
    this.#loading ??= this.#loadStored().catch((error: unknown) => {
      this.#loading = undefined
      throw error
    })
    await this.#loading
  }

  /** Runs with a keytab file of all keys held, or gives undefined when there are none. */
  async use<T>(kerberos: GatewayKerberos, run: (keytabFile: string) => Promise<T>): Promise<T | undefined> {
    this.#dropOutdated(kerberos)
    return this.#file?.use(run)
  }

  /**
   * Looks at the account and its keys again and puts new ones in force once they are proved. True when something changed.
   * `isForced` tries even keys that the KDC called wrong before. Throws KERBEROS_… and DIRECTORY_….
   */
  async refresh(source: KeySource, isForced: boolean): Promise<boolean> {
    const { sets } = await obtainKeySets(source, this.#ports)
    await this.#prove(sets[0], source, isForced)
    return this.#putInForce(addKeySets(this.#sets, sets), source.kerberos)
  }

  /** A refresh that is under way ends without effect. */
  close(): void {
    this.#replaceFile([])
    this.#isClosed = true
  }

  async #prove(set: KeySet | undefined, source: KeySource, isForced: boolean): Promise<void> {
    const facts = {
      gateway: this.#gatewayId,
      account: source.kerberos.serviceAccountUserPrincipalName,
      realm: source.kerberosRealm,
      service: servicePrincipalNames(source.kerberos, source.hosts)[0],
    }
    const [inForce] = this.#sets
    // Equal keys under a new version are proved too: the password was changed, and ours may be the old one.
    if (set === undefined || (!isForced && isSameSet(set, inForce))) return
    if (!isForced && isSameSet(set, this.#wrongKeys))
      throw new IdpError('KERBEROS_PASSWORD_WRONG', {
        ...facts,
        text: 'not tried again, so that the account is not locked',
      })
    try {
      await proveKeySet(this.#ports.gssapi, set, facts)
    } catch (error) {
      if (error instanceof IdpError && error.code === 'KERBEROS_PASSWORD_WRONG') this.#wrongKeys = set
      throw error
    }
  }

  async #loadStored(): Promise<void> {
    const stored = await this.#ports.serviceKeys.find(this.#gatewayId)
    if (stored !== undefined) this.#replaceFile(keySetsFromEntries(parseKeytab(stored.reveal())))
  }

  /** Out of use at once; should storage fail to forget them, they are dropped again after the next start. */
  #dropOutdated(kerberos: GatewayKerberos): void {
    const retained = this.#retained(this.#sets, kerberos)
    if (retained.length === this.#sets.length) return
    this.#replaceFile(retained)
    this.#ports.serviceKeys.save(this.#gatewayId, keytabOf(retained)).catch(() => undefined)
  }

  async #putInForce(sets: readonly KeySet[], kerberos: GatewayKerberos): Promise<boolean> {
    const retained = this.#retained(sets, kerberos)
    const isSame =
      retained.length === this.#sets.length && retained.every((set, index) => isSameSet(set, this.#sets[index]))
    if (isSame || this.#isClosed) return false
    this.#replaceFile(retained)
    await this.#ports.serviceKeys.save(this.#gatewayId, keytabOf(retained))
    return true
  }

  #retained(sets: readonly KeySet[], kerberos: GatewayKerberos): readonly KeySet[] {
    const now = this.#ports.clock.now().getTime() / 1000
    return retainedKeySets(sets, now, kerberos.minutesToRetainPreviousCredentials)
  }

  /** Requests under way keep the old file open until they are done. */
  #replaceFile(sets: readonly KeySet[]): void {
    if (this.#isClosed) return
    const old = this.#file
    this.#file = sets.length === 0 ? undefined : new PrivateFile(keytabOf(sets))
    this.#sets = sets
    old?.close()
  }
}

function isSameSet(one: KeySet, other: KeySet | undefined): boolean {
  const nameOf = ({ principal }: KeySet) => serializePrincipalName(principal)
  return (
    other !== undefined &&
    one.keyVersion === other.keyVersion &&
    nameOf(one) === nameOf(other) &&
    isSameKeys(one, other)
  )
}

function keytabOf(sets: readonly KeySet[]): Secret<Uint8Array> {
  return new Secret(serializeKeytab(keytabEntries(sets)))
}
