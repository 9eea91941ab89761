import { cachedProfiles } from '../../../src/storage/cached-profiles.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { memoryPasswordCounters } from '../../fakes/memory-password-counters.ts'
import { memoryProfiles } from '../../fakes/memory-profiles.ts'
import { memoryRehearsals } from '../../fakes/memory-rehearsals.ts'
import { memoryFactorChallenges, memorySecondFactors } from '../../fakes/memory-second-factors.ts'
import { memoryServiceKeys } from '../../fakes/memory-service-keys.ts'
import { memorySessions } from '../../fakes/memory-sessions.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'
import { memorySigningKeys } from '../../fakes/memory-signing-keys.ts'
import { memoryTenantEvidence } from '../../fakes/memory-tenant-evidence.ts'
import { passwordCounterSuite } from './password-counters.ts'
import { profileSuite } from './profiles.ts'
import { rehearsalSuite } from './rehearsals.ts'
import { factorChallengeSuite, secondFactorSuite } from './second-factors.ts'
import { serviceKeySuite } from './service-keys.ts'
import { sessionSuite } from './sessions.ts'
import { keyEvidenceSuite, signingKeySuite } from './signing-keys.ts'
import { tenantEvidenceSuite } from './tenant-evidence.ts'
import { watchedSettingsSuite } from './watched-settings.ts'

profileSuite('profiles in memory', async () => memoryProfiles())
profileSuite('profiles in memory, cached', async () => cachedProfiles(memoryProfiles(), fixedClock()))
passwordCounterSuite('password counters in memory', async () => memoryPasswordCounters())
secondFactorSuite('second factors in memory', async () => memorySecondFactors())
factorChallengeSuite('factor challenges in memory', async () => memoryFactorChallenges())
tenantEvidenceSuite('tenant evidence in memory', async () => memoryTenantEvidence())
rehearsalSuite('rehearsals in memory', async () => memoryRehearsals())
sessionSuite('sessions in memory', async () => memorySessions())
signingKeySuite('signing keys in memory', async () => memorySigningKeys())
keyEvidenceSuite('key evidence in memory', async () => {
  const keys = memorySigningKeys()
  return { keys, evidence: keys.evidence }
})
serviceKeySuite('service keys in memory', async () => memoryServiceKeys())
watchedSettingsSuite('settings in memory', async () => {
  const settings = memorySettings()
  return { settings, change: async (document) => settings.replace(document) }
})
