import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { RehearsalQueue } from '../../../../src/admin/activity/rehearsal-queue.ts'
import type { RehearsalOutcome, WantedRehearsal } from '../../../../src/ports/rehearsals.ts'
import { systemClock, systemRandomness } from '../../../../src/system-ports.ts'
import { exampleSettings } from '../admin-examples.ts'
import { type AdminStage, openAdminStage } from '../admin-stage.ts'

let stage: AdminStage
let queue: RehearsalQueue
const runs: { readonly wanted: WantedRehearsal; readonly end: (outcome: RehearsalOutcome) => void }[] = []
const outcome: RehearsalOutcome = {
  ...{ passed: true, joined: true, path: 'federated', aadsts: null, hresult: null },
  ...{ dsregcmd: 'AzureAdJoined : YES', unproved: ['a'], signIns: [{ traceId: 't', code: null }] },
}

before(async () => {
  stage = await openAdminStage(({ rehearsals, settings }) => {
    queue = new RehearsalQueue({
      ...{ clock: systemClock, randomness: systemRandomness, warn: () => {}, waiting: 1 },
      repository: rehearsals,
      settingsVersion: () => settings.version,
      run: (wanted, onStep, signal) =>
        new Promise((resolve, reject) => {
          onStep({ name: 'mex', outcome: 'ok', detail: 'WS-Trust 1.3', ms: 3 })
          runs.push({ wanted, end: resolve })
          signal.addEventListener('abort', () => reject(new Error('ended')))
        }),
    })
    return { rehearsalQueue: queue }
  })
  const document = {
    applications: [{ ...exampleSettings().applications[0], kerberos: undefined, passwords: undefined }],
  }
  const applied = await stage.storage.settings.apply({
    source: { document: JSON.parse(JSON.stringify(document)) },
    appliedBy: 'test',
    waive: [],
  })
  assert.deepEqual(
    applied.problems.filter(({ severity }) => severity === 'error'),
    [],
  )
})
after(async () => {
  await queue.close()
  await stage.close()
})

const start = (body: unknown, role?: 'readOnly' | 'helpDesk') =>
  stage.ask('POST', '/rehearsals', { body, ...(role && { role }) })

/** The rehearsal, as soon as it is so. The queue works behind its answers. */
async function until(path: string, state: string, role?: 'readOnly') {
  for (;;) {
    const answer = await stage.ask('GET', path, role && { role })
    if (answer.body.state === state) return answer
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('a rehearsal is asked for, watched, and has its result; who asked is in the audit', async () => {
  const asked = await start({ computer: 'WS01' })
  assert.deepEqual([asked.status, asked.body.state, asked.body.computer], [202, 'waiting', 'WS01$'])
  const path = `/rehearsals/${asked.body.id}`
  assert.equal(asked.headers.location, `/v1/environments/default${path}`)
  const running = await until(path, 'running')
  assert.deepEqual([running.body.state, running.body.result], ['running', null])
  runs[0]?.end(outcome)
  const { body } = await until(path, 'passed', 'readOnly')
  const { passed, ...result } = outcome
  assert.deepEqual([body.steps.length, body.result, body.requestedBy], [1, result, 'a owner'])
  const listed = (await stage.ask('GET', '/rehearsals')).body._embedded.rehearsals
  assert.deepEqual(
    listed.map((one: { id: string; state: string }) => [one.id, one.state]),
    [[asked.body.id, 'passed']],
  )
  const [record] = await stage.storage.audit.list({ action: 'rehearse' }, 1)
  assert.equal(record?.resource, `rehearsals/${asked.body.id}`)
})

test('a sign-in has its user; one that is cancelled says so, and cannot be cancelled again', async () => {
  const { body } = await start({ kind: 'signIn', computer: 'WS01$', user: 'alice@corp.example.test' })
  await until(`/rehearsals/${body.id}`, 'running')
  assert.equal(runs.at(-1)?.wanted.user, 'alice@corp.example.test')
  const waiting = await start({ computer: 'WS02$' })
  assert.equal(waiting.body.state, 'waiting')
  const full = await start({ computer: 'WS03$' })
  assert.deepEqual([full.status, full.body.joinery.code], [503, 'ADMIN_REHEARSALS_WAIT'])
  for (const id of [waiting.body.id, body.id])
    assert.equal((await stage.ask('POST', `/rehearsals/${id}/cancel`)).body.state, 'cancelled')
  const again = await stage.ask('POST', `/rehearsals/${body.id}/cancel`)
  assert.deepEqual([again.status, again.body.joinery.code], [409, 'ADMIN_REHEARSAL_ENDED'])
})

test('what makes no sense is refused before anything runs', async () => {
  const before = runs.length
  for (const body of [
    {},
    { computer: 'WS01$ -h' },
    { computer: 'a@b' },
    { computer: 'x'.repeat(30) },
    { kind: 'signIn', computer: 'WS01$' },
    { kind: 'join', computer: 'WS01$', user: 'alice@corp.example.test' },
    { kind: 'mex-13-only', computer: 'WS01$' },
  ])
    assert.equal((await start(body)).status, 400, JSON.stringify(body))
  const other = await start({ computer: 'WS01$', applicationId: 'other' })
  assert.deepEqual([other.status, other.body.joinery.code], [404, 'ADMIN_NOT_FOUND'])
  assert.equal((await stage.ask('GET', '/rehearsals/none')).status, 404)
  assert.equal((await stage.ask('POST', '/rehearsals/none/cancel')).status, 404)
  assert.equal(runs.length, before)
})

test('who may not rehearse may not', async () => {
  for (const role of ['readOnly', 'helpDesk'] as const)
    assert.equal((await start({ computer: 'WS01$' }, role)).status, 403, role)
})
