import { memoryProfiles } from '../../fakes/memory-profiles.ts'
import { memorySigningKeys } from '../../fakes/memory-signing-keys.ts'
import { profileSuite } from './profiles.ts'
import { signingKeySuite } from './signing-keys.ts'

profileSuite('profiles in memory', async () => memoryProfiles())
signingKeySuite('signing keys in memory', async () => memorySigningKeys())
