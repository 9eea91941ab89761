import { memoryProfiles } from '../../fakes/memory-profiles.ts'
import { memoryServiceKeys } from '../../fakes/memory-service-keys.ts'
import { memorySigningKeys } from '../../fakes/memory-signing-keys.ts'
import { profileSuite } from './profiles.ts'
import { serviceKeySuite } from './service-keys.ts'
import { signingKeySuite } from './signing-keys.ts'

profileSuite('profiles in memory', async () => memoryProfiles())
signingKeySuite('signing keys in memory', async () => memorySigningKeys())
serviceKeySuite('service keys in memory', async () => memoryServiceKeys())
