import { fixedSigners } from '../../fakes/fixed-signers.ts'
import { signersSuite } from './signers.ts'

signersSuite('fixed signers', async () => fixedSigners())
