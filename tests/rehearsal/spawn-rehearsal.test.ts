import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type LabInstallation, startLabInstallation } from '../../src/cli/lab/start-lab-installation.ts'
import { spawnRehearsal } from '../../src/cli/rehearsal/spawn-rehearsal.ts'
import type { RehearsalStep, WantedRehearsal } from '../../src/ports/rehearsals.ts'

/** Rehearsals as a running server starts them: each in a process of its own. */

let installation: LabInstallation

before(async () => {
  installation = await startLabInstallation()
})
after(() => installation?.stop())

const run = (changes: Partial<WantedRehearsal> = {}, signal = new AbortController().signal) => {
  const steps: RehearsalStep[] = []
  const wanted: WantedRehearsal = {
    ...{ kind: 'join', applicationId: installation.names.applicationId, computer: 'WS01$', user: undefined },
    ...changes,
  }
  const ended = spawnRehearsal({ config: installation.bootFile })(wanted, (step) => steps.push(step), signal)
  return { steps, ended }
}
const left = () => readdirSync(installation.boot.dataDirectory).filter((name) => name.startsWith('rehearsal-'))

test('a computer joins and its user signs in, step by step; nothing that comes out is a token or ticket', async () => {
  const { steps, ended } = run({ kind: 'signIn', user: installation.seeded.user.upn })
  const outcome = await ended
  assert.deepEqual([outcome.passed, outcome.path], [true, 'federated'])
  assert.match(outcome.dsregcmd, /AzureAdPrt : YES/)
  assert.ok(outcome.unproved.length > 3)
  assert.ok(steps.length > 8 && steps.every(({ outcome: came }) => came === 'ok'), JSON.stringify(steps))
  assert.ok(outcome.signIns.some(({ code }) => code === null))
  const text = JSON.stringify({ steps, outcome })
  assert.doesNotMatch(text, /<saml|SignatureValue|BinarySecret|-----BEGIN/i)
  // No ticket, signature or key is as short as this.
  assert.doesNotMatch(text, /[A-Za-z0-9+/_-]{200}/)
  assert.deepEqual(left(), [])
})

test('what keeps it from its end has its own name', async () => {
  await assert.rejects(run({ computer: 'NOBODY$' }).ended, { code: 'CLI_REHEARSAL_NO_TICKET' })
  await assert.rejects(run({ applicationId: 'other' }).ended, { code: 'CLI_APPLICATION_UNKNOWN' })
})

test('one that is cancelled ends at once and leaves nothing behind', async () => {
  const abort = new AbortController()
  const { steps, ended } = run({}, abort.signal)
  while (steps.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  abort.abort()
  await assert.rejects(ended, { code: 'CLI_REHEARSAL_ENDED' })
  assert.deepEqual(left(), [])
})
