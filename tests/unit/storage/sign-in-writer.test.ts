import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import { SignInWriter, type SignInWriterOptions } from '../../../src/storage/sign-in-writer.ts'
import type { SignInRow } from '../../../src/storage/tables.ts'
import { signInRecord } from '../../conformance/storage/sign-ins.ts'

/** Records in an array, failing when told to. */
function recorded() {
  const batches: (readonly SignInRow[])[] = []
  const state: { failure: ((batch: readonly SignInRow[]) => unknown) | undefined } = { failure: undefined }
  const records: SignInWriterOptions['records'] = {
    async write(batch) {
      const failure = state.failure?.(batch)
      if (failure) throw failure
      batches.push(batch)
    },
  }
  return { records, batches, state }
}

function start(changes: Partial<SignInWriterOptions> = {}) {
  const store = recorded()
  const warnings: string[] = []
  const writer = new SignInWriter({
    records: store.records,
    warn: (text) => warnings.push(text),
    flushMilliseconds: 3_600_000,
    ...changes,
  })
  return { ...store, writer, warnings }
}

const record = (n: number) => signInRecord({ traceId: `t${n}` })
const away = () => new IdpError('STORAGE_UNAVAILABLE', { database: 'SQLite', reason: 'away' })

test('records are written in batches, in order, none twice', async () => {
  const { writer, batches } = start({ batchSize: 10 })
  for (let n = 0; n < 25; n++) writer.record(record(n))
  await writer.flush()
  assert.deepEqual(
    batches.flat().map((row) => row.trace_id),
    Array.from({ length: 25 }, (_, n) => `t${n}`),
  )
  assert.ok(batches.every((batch) => batch.length <= 10))
  await writer.close()
})

test('closing writes what is left', async () => {
  const { writer, batches } = start()
  writer.record(record(1))
  await writer.close()
  assert.equal(batches.flat().length, 1)
})

test('while the database is away records wait; nothing is lost, and one warning is given', async () => {
  const { writer, batches, state, warnings } = start()
  state.failure = away
  writer.record(record(1))
  await writer.flush()
  writer.record(record(2))
  await writer.flush()
  assert.equal(batches.length, 0)
  assert.equal(warnings.length, 1)
  state.failure = undefined
  await writer.flush()
  assert.deepEqual(
    batches.flat().map((row) => row.trace_id),
    ['t1', 't2'],
  )
  assert.match(warnings[1] ?? '', /written again; 0 records were lost/)
  await writer.close()
})

test('the queue is bounded: what does not fit is counted, and the process does not grow', async () => {
  const { writer, state, batches } = start({ queueLimit: 100, batchSize: 1000 })
  state.failure = away
  for (let n = 0; n < 1000; n++) writer.record(record(n))
  assert.equal(writer.lost, 900)
  state.failure = undefined
  await writer.close()
  assert.equal(batches.flat().length, 100)
})

test('a record the database will not take holds up no other', async () => {
  const { writer, state, batches } = start()
  state.failure = (batch) => (batch.some((row) => row.trace_id === 't1') ? new Error('constraint') : undefined)
  for (let n = 0; n < 3; n++) writer.record(record(n))
  await writer.close()
  assert.deepEqual(
    batches.flat().map((row) => row.trace_id),
    ['t0', 't2'],
  )
  assert.equal(writer.lost, 1)
})

test('what could not be written at the end is said', async () => {
  const { writer, state, warnings } = start()
  state.failure = away
  writer.record(record(1))
  await writer.close()
  assert.match(warnings.at(-1) ?? '', /1 sign-in records could not be written/)
})
