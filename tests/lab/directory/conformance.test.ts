import { directorySuite } from '../../conformance/directory/directory-suite.ts'
import { lookupSuite } from '../../conformance/directory/lookup-suite.ts'
import { passwordsSuite } from '../../conformance/directory/passwords-suite.ts'
import { readsSuite } from '../../conformance/directory/reads-suite.ts'
import { openSambaStage } from './samba-stage.ts'

directorySuite(openSambaStage, 100)
lookupSuite(openSambaStage)
readsSuite(openSambaStage)
passwordsSuite(openSambaStage)
