import { before } from 'node:test'
import { ensureSigningKey } from '../../../src/keys/ensure-signing-key.ts'
import { softwareSigners } from '../../../src/keys/software-signers.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { memorySigningKeys } from '../../fakes/memory-signing-keys.ts'
import { signersSuite } from './signers.ts'

const repository = memorySigningKeys()
const clock = fixedClock()
before(() => ensureSigningKey(repository, { clock, randomness: countedRandomness() }))

signersSuite('software signers', async () => softwareSigners(repository, clock))
