import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSignInLog } from '../src/issuance/create-sign-in-log.ts'
import { issueToken } from '../src/issuance/issue-token.ts'
import { ensureSigningKey } from '../src/keys/ensure-signing-key.ts'
import { softwareSigners } from '../src/keys/software-signers.ts'
import { SecondFactorLockout } from '../src/lockout/second-factor-lockout.ts'
import { SmartLockout } from '../src/lockout/smart-lockout.ts'
import type { Ports, SignInRecord } from '../src/ports.ts'
import { openStorage } from '../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../src/system-ports.ts'
import { memorySettings } from '../tests/fakes/memory-settings.ts'
import { createStandIns, type StandIns } from './stand-ins.ts'

/** Everything behind the listener, joined as the server joins it, with real storage; only directory and Kerberos are stand-ins. */
export interface StandInServer {
  readonly ports: Ports
  readonly standIns: StandIns
  /** One token, all six stages; throws when there is none. */
  issue(): Promise<void>
  /** Ends when the sign-in log is written. */
  flush(): Promise<void>
  close(): Promise<void>
}

export interface StandInServerOptions {
  readonly computers?: number
  readonly commitDelayMilliseconds?: number
  /** Told of every finished attempt beside the sign-in log, as the server's own log and counters are. */
  readonly onSignIn?: (record: SignInRecord) => void
}

export async function openStandInServer(options: StandInServerOptions = {}): Promise<StandInServer> {
  const { computers = 200, commitDelayMilliseconds = 0, onSignIn = () => {} } = options
  const folder = await mkdtemp(join(tmpdir(), 'joinery-bench-'))
  const standIns = await createStandIns(computers)
  const system = { clock: systemClock, randomness: systemRandomness }
  const publicUrl = 'https://sts.example.test'
  const files = { dataDirectory: join(folder, 'data'), dataKeyFile: join(folder, 'data.key') }
  const storage = await openStorage({ ...files, ...system, publicUrl, commitDelayMilliseconds, warn: () => {} })
  await ensureSigningKey(storage.signingKeys, system)
  const record = (signIn: SignInRecord): void => {
    storage.signInWriter.record(signIn)
    onSignIn(signIn)
  }
  const settings = memorySettings(standIns.managed, publicUrl)
  const lockoutParts = { settings, directory: standIns.directory, clock: systemClock }
  const ports: Ports = {
    ...system,
    settings,
    directory: standIns.directory,
    kerberos: standIns.kerberos,
    passwords: standIns.passwords,
    signers: softwareSigners(storage.signingKeys, systemClock),
    profiles: storage.profiles,
    lockout: new SmartLockout({ ...lockoutParts, counters: storage.passwordCounters, warn: () => {} }),
    sessions: storage.sessions,
    secondFactors: storage.secondFactors,
    factorChallenges: storage.factorChallenges,
    factorLockout: new SecondFactorLockout({ settings, clock: systemClock, counters: storage.passwordCounters }),
    signInLog: createSignInLog({ ...system, record }),
  }
  return {
    ports,
    standIns,
    async issue() {
      const { status, body } = await issueToken(standIns.nextRequest(), ports)
      if (status !== 200) throw new Error(`no token: ${status} ${body}`)
    },
    flush: () => storage.signInWriter.flush(),
    async close() {
      await storage.close()
      await rm(folder, { recursive: true })
    },
  }
}
