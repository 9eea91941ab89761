import { settingsKeysProfilesSignIns } from './migrations/0001-settings-keys-profiles-sign-ins.ts'
import { serviceKeys } from './migrations/0002-service-keys.ts'
import { signInFilters } from './migrations/0003-sign-in-filters.ts'
import { smartLockout } from './migrations/0004-smart-lockout.ts'
import { sessions } from './migrations/0005-sessions.ts'
import { secondFactors } from './migrations/0006-second-factors.ts'
import { adminApi } from './migrations/0007-admin-api.ts'
import { administrators } from './migrations/0008-administrators.ts'
import { search } from './migrations/0009-search.ts'
import { keyRollover } from './migrations/0010-key-rollover.ts'
import { rehearsals } from './migrations/0011-rehearsals.ts'
import { tenantEvidence } from './migrations/0013-tenant-evidence.ts'
import { dataKeys } from './migrations/0014-data-keys.ts'
import type { Migration } from './migrations/migration.ts'

/** The steps that brought the schema to where it is, in order. Forward only: a step that was released never changes. */
export const migrations: readonly Migration[] = [
  settingsKeysProfilesSignIns,
  serviceKeys,
  signInFilters,
  smartLockout,
  sessions,
  secondFactors,
  adminApi,
  administrators,
  search,
  keyRollover,
  rehearsals,
  tenantEvidence,
  dataKeys,
]
