import { memoryProfiles } from '../../fakes/memory-profiles.ts'
import { profileSuite } from './profiles.ts'

profileSuite('profiles in memory', async () => memoryProfiles())
