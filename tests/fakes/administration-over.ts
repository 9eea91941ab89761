import type { AdministratorLine, AdministratorPorts } from '../../src/administrators/administrator-ports.ts'
import { passwordHasher } from '../../src/administrators/password-hash.ts'
import { administratorLockout } from '../../src/lockout/administrator-lockout.ts'
import { SecondFactorLockout } from '../../src/lockout/second-factor-lockout.ts'
import type { Clock, Directory, PasswordVerifier, SettingsSource } from '../../src/ports.ts'
import type { Storage } from '../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../src/system-ports.ts'
import { memoryDirectory } from './memory-directory.ts'
import { memoryLockout } from './memory-lockout.ts'
import { memoryPasswords } from './memory-passwords.ts'

export interface AdministrationParts {
  readonly clock?: Clock
  readonly settings?: SettingsSource
  readonly directory?: Directory
  readonly passwords?: PasswordVerifier
  readonly tell?: (line: AdministratorLine) => void
}

/** Everything about administrators over a real database; passwords are hashed at little cost, the directory is in memory. */
export function administrationOver(storage: Storage, parts: AdministrationParts = {}): AdministratorPorts {
  const { clock = systemClock, directory = memoryDirectory(), tell = () => {} } = parts
  const { passwordCounters: counters } = storage
  const settings = parts.settings ?? storage.settings
  return {
    ...{ clock, randomness: systemRandomness, settings, directory, tell, audit: storage.audit },
    passwords: parts.passwords ?? memoryPasswords(() => memoryDirectory()),
    lockout: memoryLockout({ settings, directory, clock, counters }),
    ...{ secondFactors: storage.secondFactors, factorChallenges: storage.factorChallenges },
    factorLockout: new SecondFactorLockout({ settings, counters, clock }),
    ...{ administrators: storage.administrators, invitations: storage.invitations },
    administratorSessions: storage.administratorSessions,
    administratorLockout: administratorLockout({ settings, counters, clock }),
    hasher: passwordHasher(systemRandomness, { log2N: 10, r: 8, p: 1 }),
  }
}
