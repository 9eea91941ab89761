import type { Gateway } from '../config/gateway.ts'
import { IdpError } from '../errors.ts'
import type { Clock, Directory, DirectoryEntry } from '../ports.ts'
import { intervalMilliseconds } from '../protocol/ad/interval.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'

/** When the directory locks an account by itself: the account's own Password Settings Object, else the domain's policy. [MS-SAMR §3.1.1.5] */

export interface DirectoryPolicy {
  /** DN of the domain or of the Password Settings Object. */
  readonly dn: string
  /** Wrong passwords after which the directory locks; 0: it never does. */
  readonly threshold: number
  readonly windowMilliseconds: number
  /** Infinity: until an administrator unlocks. */
  readonly durationMilliseconds: number
  /** False: the figures are a guess on the safe side. */
  readonly isReadable: boolean
}

export interface DomainPolicy extends DirectoryPolicy {
  /** The domain controller we talk to hears of every wrong password in the domain. [MS-ADTS §6.1.5.3] */
  readonly isPrimary: boolean
  readonly domainController: string
}

/** Where a policy may not be read (of a Password Settings Object only Domain Admins may) we assume the least found in the field. */
const assumedThreshold = 3
/** The longest that AD's own tools set: it stands for "for ever", which is no time to count with. */
const longestWindow = 99_999 * 60_000
const keptMilliseconds = 60_000

interface KeptPolicies {
  readonly readAt: number
  readonly domain: Promise<DomainPolicy>
  readonly settingsObjects: Map<string, Promise<DirectoryPolicy>>
}

export class DirectoryPolicies {
  readonly #directory: Directory
  readonly #clock: Clock
  /** A gateway whose settings change is another object. */
  readonly #kept = new WeakMap<Gateway, KeptPolicies>()

  constructor(directory: Directory, clock: Clock) {
    this.#directory = directory
    this.#clock = clock
  }

  /** The domain's own. At most a minute old. Throws DIRECTORY_…. */
  domainPolicy(gateway: Gateway): Promise<DomainPolicy> {
    return this.#keptOf(gateway).domain
  }

  /** The one that applies to the account. [MS-ADTS §3.1.1.4.5.36] */
  async policyFor(gateway: Gateway, entry: DirectoryEntry | undefined): Promise<DirectoryPolicy> {
    const kept = this.#keptOf(gateway)
    const domain = await kept.domain
    const dn = entry?.attributes['msDS-ResultantPSO']?.[0]
    if (dn === undefined) return domain
    const known = kept.settingsObjects.get(dn)
    if (known) return known
    const reading = this.#readSettingsObject(gateway, dn)
    kept.settingsObjects.set(dn, reading)
    reading.catch(() => kept.settingsObjects.delete(dn))
    return reading
  }

  /** Every Password Settings Object that we may read. */
  async listSettingsObjects(gateway: Gateway): Promise<readonly DirectoryPolicy[]> {
    const { dn } = await this.domainPolicy(gateway)
    const entries = await this.#directory.search(gateway, {
      base: `CN=System,${dn}`,
      scope: 'sub',
      filter: filter`(objectClass=msDS-PasswordSettings)`,
      attributes: settingsObjectAttributes,
    })
    return entries.map(settingsObjectPolicy)
  }

  #keptOf(gateway: Gateway): KeptPolicies {
    const now = this.#clock.monotonicMilliseconds()
    const known = this.#kept.get(gateway)
    if (known && now - known.readAt < keptMilliseconds) return known
    const fresh = { readAt: now, domain: this.#readDomain(gateway), settingsObjects: new Map() }
    this.#kept.set(gateway, fresh)
    fresh.domain.catch(() => this.#kept.delete(gateway))
    return fresh
  }

  async #readDomain(gateway: Gateway): Promise<DomainPolicy> {
    const server = await this.#readEntry(gateway, '', ['defaultNamingContext', 'dsServiceName', 'dnsHostName'])
    const dn = server?.attributes.defaultNamingContext?.[0]
    if (dn === undefined)
      throw new IdpError('DIRECTORY_VALUE_INVALID', {
        ...{ dn: 'the rootDSE', attribute: 'defaultNamingContext', observed: 'nothing' },
      })
    const head = await this.#readEntry(gateway, dn, [...domainAttributes, 'fSMORoleOwner'])
    const owner = head?.attributes.fSMORoleOwner?.[0]
    const service = server?.attributes.dsServiceName?.[0]
    return {
      ...policyOf(dn, head, domainAttributes),
      isPrimary: owner !== undefined && owner.toLowerCase() === service?.toLowerCase(),
      domainController: server?.attributes.dnsHostName?.[0] ?? 'the domain controller',
    }
  }

  async #readSettingsObject(gateway: Gateway, dn: string): Promise<DirectoryPolicy> {
    return policyOf(dn, await this.#readEntry(gateway, dn, settingsObjectAttributes), settingsObjectAttributes)
  }

  async #readEntry(gateway: Gateway, dn: string, attributes: readonly string[]) {
    const query = { base: dn, scope: 'base', filter: filter`(objectClass=*)`, attributes } as const
    try {
      const [entry] = await this.#directory.search(gateway, query)
      return entry
    } catch (error) {
      // An object one may not even see is, to us, not there. [MS-ADTS §3.1.1.4.3]
      if (error instanceof IdpError && error.code === 'DIRECTORY_BASE_NOT_FOUND') return undefined
      throw error
    }
  }
}

type PolicyAttributes = readonly [threshold: string, window: string, duration: string]

const domainAttributes: PolicyAttributes = ['lockoutThreshold', 'lockOutObservationWindow', 'lockoutDuration']
const settingsObjectAttributes: PolicyAttributes = [
  'msDS-LockoutThreshold',
  'msDS-LockoutObservationWindow',
  'msDS-LockoutDuration',
]

function settingsObjectPolicy(entry: DirectoryEntry): DirectoryPolicy {
  return policyOf(entry.dn, entry, settingsObjectAttributes)
}

function policyOf(dn: string, entry: DirectoryEntry | undefined, names: PolicyAttributes): DirectoryPolicy {
  const [threshold, window, duration] = names.map((name) => entry?.attributes[name]?.[0])
  if (threshold === undefined || window === undefined || duration === undefined)
    return {
      ...{ dn, threshold: assumedThreshold, windowMilliseconds: 0, isReadable: false },
      durationMilliseconds: Number.POSITIVE_INFINITY,
    }
  return {
    dn,
    threshold: wholeNumber(dn, names[0], threshold),
    windowMilliseconds: Math.min(intervalMilliseconds(window), longestWindow),
    // 0 is an older spelling of "until an administrator unlocks".
    durationMilliseconds: intervalMilliseconds(duration) || Number.POSITIVE_INFINITY,
    isReadable: true,
  }
}

function wholeNumber(dn: string, attribute: string, observed: string): number {
  if (!/^\d{1,9}$/.test(observed)) throw new IdpError('DIRECTORY_VALUE_INVALID', { dn, attribute, observed })
  return Number(observed)
}
