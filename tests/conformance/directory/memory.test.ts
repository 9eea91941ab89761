import { directorySuite } from './directory-suite.ts'
import { lookupSuite } from './lookup-suite.ts'
import { openMemoryStage } from './memory-stage.ts'
import { passwordsSuite } from './passwords-suite.ts'
import { readsSuite } from './reads-suite.ts'

directorySuite(openMemoryStage, 200)
lookupSuite(openMemoryStage)
readsSuite(openMemoryStage)
passwordsSuite(openMemoryStage)
