import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { RehearsalQueue, type RehearsalQueueOptions } from '../../../../src/admin/activity/rehearsal-queue.ts'
import type { RehearsalOutcome, RehearsalStep, WantedRehearsal } from '../../../../src/ports/rehearsals.ts'
import { countedRandomness } from '../../../fakes/counted-randomness.ts'
import { fixedClock } from '../../../fakes/fixed-clock.ts'
import { memoryRehearsals } from '../../../fakes/memory-rehearsals.ts'

const wanted: WantedRehearsal = { kind: 'join', applicationId: 'm365', computer: 'WS01$', user: undefined }
const outcome: RehearsalOutcome = {
  ...{ passed: true, joined: true, path: 'federated', aadsts: null, hresult: null },
  ...{ dsregcmd: 'AzureAdJoined : YES', unproved: [], signIns: [] },
}

interface Run {
  readonly wanted: WantedRehearsal
  readonly onStep: (step: RehearsalStep) => void
  readonly signal: AbortSignal
  readonly end: (outcome: RehearsalOutcome) => void
  readonly fail: (error: unknown) => void
}

/** A queue whose runs end when the test says so. */
function stage(options: Partial<RehearsalQueueOptions> = {}) {
  const runs: Run[] = []
  const repository = memoryRehearsals()
  const clock = fixedClock()
  const queue = new RehearsalQueue({
    repository,
    clock,
    randomness: countedRandomness(),
    settingsVersion: () => 7,
    warn: () => {},
    run: (what, onStep, signal) =>
      new Promise((resolve, reject) => {
        runs.push({ wanted: what, onStep, signal, end: resolve, fail: reject })
        signal.addEventListener('abort', () => reject(new Error('ended by its signal')))
      }),
    ...options,
  })
  const stored = async (id: string) => (await repository.find(id)) ?? assert.fail(`${id} is not stored`)
  return { queue, repository, runs, clock, stored }
}

async function settle(): Promise<void> {
  for (let count = 0; count < 10; count += 1) await turn()
}

test('one runs, the next begins when it has ended; steps are stored as they come', async () => {
  const { queue, runs, stored } = stage()
  const first = await queue.start(wanted, 'alice')
  const second = await queue.start({ ...wanted, computer: 'WS02$' }, 'bob')
  await settle()
  assert.equal(runs.length, 1)
  assert.deepEqual([(await stored(first.id)).state, (await stored(second.id)).state], ['running', 'waiting'])
  assert.deepEqual([first.requestedBy, first.settingsVersion], ['alice', 7])
  runs[0]?.onStep({ name: 'mex', outcome: 'ok', detail: 'WS-Trust 1.3', ms: 5 })
  await settle()
  assert.deepEqual(
    (await stored(first.id)).steps.map(({ name }) => name),
    ['mex'],
  )
  runs[0]?.end(outcome)
  await settle()
  assert.equal((await stored(first.id)).state, 'passed')
  assert.deepEqual((await stored(first.id)).outcome, outcome)
  assert.equal(runs[1]?.wanted.computer, 'WS02$')
  runs[1]?.end({ ...outcome, passed: false })
  await settle()
  assert.equal((await stored(second.id)).state, 'failed')
  await queue.close()
})

test('what keeps a rehearsal from its end is named; the next one runs all the same', async () => {
  const { queue, runs, stored } = stage()
  const first = await queue.start(wanted, 'alice')
  await queue.start(wanted, 'alice')
  await settle()
  runs[0]?.fail(new Error('no such thing'))
  await settle()
  const { state, problem } = await stored(first.id)
  assert.deepEqual([state, problem?.code], ['failed', 'INTERNAL'])
  assert.match(problem?.means ?? '', /no such thing/)
  assert.equal(runs.length, 2)
  await queue.close()
})

test('only so many wait, also when they are asked for at once; a storage that fails takes no place', async () => {
  const { queue } = stage({ waiting: 2 })
  const asked = await Promise.allSettled(Array.from({ length: 5 }, () => queue.start(wanted, 'alice')))
  const refused = asked.filter((result) => result.status === 'rejected').map(({ reason }) => reason.code)
  assert.deepEqual(refused, ['ADMIN_REHEARSALS_WAIT', 'ADMIN_REHEARSALS_WAIT'])
  await queue.close()

  const away = { ...memoryRehearsals(), add: () => Promise.reject(new Error('away')) }
  const failing = stage({ waiting: 0, repository: away }).queue
  await assert.rejects(failing.start(wanted, 'alice'), /away/)
  await assert.rejects(failing.start(wanted, 'alice'), /away/)
  await failing.close()
})

test('cancelled: one that runs is ended, one that waits never begins, one that has ended is refused', async () => {
  const { queue, runs, stored } = stage()
  const first = await queue.start(wanted, 'alice')
  const second = await queue.start(wanted, 'alice')
  await settle()
  await queue.cancel(second)
  await queue.cancel(first)
  await settle()
  assert.equal(runs.length, 1)
  assert.equal(runs[0]?.signal.aborted, true)
  assert.deepEqual([(await stored(first.id)).state, (await stored(second.id)).state], ['cancelled', 'cancelled'])
  await assert.rejects(queue.cancel(first), { code: 'ADMIN_REHEARSAL_ENDED' })
  await queue.close()
})

test('one that another node cancelled is ended at the next step or beat', async () => {
  const { queue, repository, runs, stored } = stage({ beatMilliseconds: 5 })
  const { id } = await queue.start(wanted, 'alice')
  await settle()
  await repository.update({ ...(await stored(id)), state: 'cancelled' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(runs[0]?.signal.aborted, true)
  assert.equal((await stored(id)).state, 'cancelled')
  await queue.close()
})

test('one that takes too long is ended, and says so', async () => {
  const { queue, stored } = stage({ milliseconds: 20 })
  const { id } = await queue.start(wanted, 'alice')
  await new Promise((resolve) => setTimeout(resolve, 100))
  const { state, problem } = await stored(id)
  assert.deepEqual([state, problem?.code], ['failed', 'ADMIN_REHEARSAL_TOO_LONG'])
  await queue.close()
})

test('a server that stops says what became of its rehearsals; one whose server was silent for a minute has none', async () => {
  const { queue, repository, clock, stored } = stage()
  const first = await queue.start(wanted, 'alice')
  const second = await queue.start(wanted, 'alice')
  await settle()
  const running = await stored(first.id)
  assert.equal((await queue.find(first.id))?.state, 'running')
  await queue.close()
  assert.deepEqual([(await stored(first.id)).state, (await stored(second.id)).state], ['interrupted', 'interrupted'])
  await assert.rejects(queue.start(wanted, 'alice'), { code: 'ADMIN_REHEARSALS_WAIT' })
  const ofAnother = { ...running, id: 'of another server' }
  await repository.add(ofAnother, 100)
  await repository.add({ ...ofAnother, id: 'passed', state: 'passed' }, 100)
  clock.advance(61_000)
  assert.equal((await queue.find(ofAnother.id))?.state, 'interrupted')
  const states = (await queue.list({}, 10)).records.map(({ state }) => state)
  assert.deepEqual(states.toSorted(), ['interrupted', 'interrupted', 'interrupted', 'passed'])
})
