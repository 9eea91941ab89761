import { after, before } from 'node:test'
import type { LabDomain } from '../../src/lab/lab-domain.ts'
import { type Lab, startLab } from '../../src/lab/start-lab.ts'

export interface CorpStage {
  readonly lab: Lab
  readonly corp: LabDomain
}

/** The lab with its one domain, for the tests of a file: prepared before them; after them stopped, what was prepared on it first. */
export function withCorp(prepare: (stage: CorpStage) => Promise<void>, stopPrepared = async () => {}): void {
  let lab: Lab | undefined
  before(async () => {
    lab = await startLab()
    await prepare({ lab, corp: lab.domain('corp') })
  })
  after(async () => {
    try {
      await stopPrepared()
    } finally {
      await lab?.stop()
    }
  })
}
