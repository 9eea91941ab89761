import { type Gateway, gateway as gatewaySchema } from '../../../src/config/gateway.ts'
import type { Facts } from '../../../src/errors.ts'
import type { SmartLockout } from '../../../src/lockout/smart-lockout.ts'
import type { PasswordCounters } from '../../../src/ports/password-counters.ts'
import type { CountedAttempt, PasswordAttempt } from '../../../src/ports.ts'
import { filetimeFromMilliseconds } from '../../../src/protocol/ad/filetime.ts'
import { type FixedClock, fixedClock } from '../../fakes/fixed-clock.ts'
import { type MemoryDirectory, type MemoryEntry, memoryDirectory } from '../../fakes/memory-directory.ts'
import { memoryLockout } from '../../fakes/memory-lockout.ts'
import { memoryPasswordCounters } from '../../fakes/memory-password-counters.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'

/** One domain in memory that counts wrong passwords and locks as AD does, its accounts, and a lockout in front of it. */

export const minute = 60_000
const domainDn = 'DC=corp,DC=example,DC=test'
const dsService = 'CN=NTDS Settings,CN=DC1,CN=Servers,CN=Site,CN=Sites,CN=Configuration,DC=corp,DC=example,DC=test'

export interface LockoutStage {
  readonly clock: FixedClock
  readonly gateway: Gateway
  readonly directory: MemoryDirectory
  readonly counters: PasswordCounters
  readonly lockout: SmartLockout
  readonly domain: MemoryEntry
  readonly settings: ReturnType<typeof memorySettings>
  /** What the last attempt put into the trace. */
  readonly notes: Record<string, Facts[string]>
  readonly warnings: string[]
  /** Another node, over the same counters. */
  node(): SmartLockout
  /** The account as lookup finds it now. */
  ada(): NonNullable<PasswordAttempt['account']>
  readonly adaEntry: MemoryEntry
  /** Counts a wrong password in the directory, from wherever it came. */
  failInDirectory(): void
  isLocked(): boolean
  /** One try as a password path makes it; the code when it was refused before the bind. */
  tryPassword(right: boolean, from: Partial<PasswordAttempt> & { lockout?: SmartLockout }): Promise<string>
  begin(from?: Partial<PasswordAttempt>): Promise<CountedAttempt>
}

export interface LockoutStageOptions {
  readonly threshold?: number
  readonly windowMinutes?: number
  readonly lockout?: Record<string, unknown>
}

export function lockoutStage(options: LockoutStageOptions = {}): LockoutStage {
  const { threshold = 10, windowMinutes = 30 } = options
  const clock = fixedClock()
  const gateway = gatewaySchema.parse({
    ...{ id: 'ad', name: 'AD', serversHostAndPort: ['dc1.corp.example.test'], bindDN: 'CN=reader' },
  })
  const interval = [String(windowMinutes * minute * -10_000)]
  const domain = entry(domainDn, {
    ...{ lockoutThreshold: [String(threshold)], lockOutObservationWindow: interval, lockoutDuration: interval },
    fSMORoleOwner: [dsService],
  })
  const adaEntry = entry(`CN=Ada,CN=Users,${domainDn}`, {
    ...{ objectClass: ['user'], objectSid: ['S-1-5-21-1-2-3-1101'] },
    ...{ badPwdCount: ['0'], badPasswordTime: ['0'], lockoutTime: ['0'] },
  })
  const rootDse = entry('', {
    ...{ defaultNamingContext: [domainDn], dsServiceName: [dsService], dnsHostName: ['dc1.corp.example.test'] },
  })
  const directory = memoryDirectory([rootDse, domain, entry(`CN=System,${domainDn}`, {}), adaEntry])
  const settings = memorySettings({ lockout: options.lockout ?? {} })
  const counters = memoryPasswordCounters()
  const warnings: string[] = []
  const warn = (text: string) => void warnings.push(text)
  const node = () => memoryLockout({ settings, directory, clock, counters, warn })
  const lockout = node()
  const notes: Record<string, Facts[string]> = {}

  const now = () => clock.now().getTime()
  const number = (attribute: string) => Number(adaEntry.attributes[attribute]?.[0])
  const isLocked = () => number('lockoutTime') > 0

  function failInDirectory(): void {
    const last = number('badPasswordTime') / 10_000
    const current = Number(filetimeFromMilliseconds(now()))
    const isLive = current / 10_000 - last < windowMinutes * minute
    const count = (isLive ? number('badPwdCount') : 0) + 1
    Object.assign(adaEntry.attributes, { badPwdCount: [String(count)], badPasswordTime: [String(current)] })
    if (threshold > 0 && count >= threshold) adaEntry.attributes.lockoutTime = [String(current)]
  }

  function ada() {
    const { badPwdCount, badPasswordTime, lockoutTime, 'msDS-ResultantPSO': pso } = adaEntry.attributes
    const attributes = { badPwdCount, badPasswordTime, lockoutTime, ...(pso ? { 'msDS-ResultantPSO': pso } : {}) }
    const known = Object.entries(attributes).flatMap(([name, values]) => (values ? [[name, values] as const] : []))
    return { objectSid: 'S-1-5-21-1-2-3-1101', entry: { dn: adaEntry.dn, attributes: Object.fromEntries(known) } }
  }

  const attemptOf = (from: Partial<PasswordAttempt>): PasswordAttempt => ({
    ...{ gateway, account: ada(), username: 'ada@corp.example.test', remoteAddress: '198.51.100.1', ...from },
  })

  const begin = (from: Partial<PasswordAttempt> = {}, through = lockout) => {
    for (const name of Object.keys(notes)) delete notes[name]
    return through.begin(attemptOf(from), (facts) => void Object.assign(notes, facts))
  }

  async function tryPassword(
    right: boolean,
    { lockout: through, ...from }: Parameters<LockoutStage['tryPassword']>[1],
  ) {
    let attempt: CountedAttempt
    try {
      attempt = await begin(from, through)
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error)
    }
    if (right) Object.assign(adaEntry.attributes, { badPwdCount: ['0'] })
    else if (!('account' in from)) failInDirectory()
    await (right ? attempt.succeeded() : attempt.failed())
    return right ? 'right' : 'wrong'
  }

  return {
    ...{ clock, gateway, directory, counters, lockout, domain, settings, notes, warnings, node, ada, adaEntry },
    ...{ failInDirectory, isLocked, tryPassword, begin },
  }
}

function entry(dn: string, attributes: Record<string, readonly string[]>): MemoryEntry {
  return { dn, attributes: { objectClass: ['top'], ...attributes } }
}
