import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { GroupCommit } from '../../../../src/storage/sqlite/group-commit.ts'
import { SnapshotReader } from '../../../../src/storage/sqlite/snapshot-reader.ts'
import type { SqlValue, WorkerAnswer, WorkerRequest } from '../../../../src/storage/sqlite/worker-messages.ts'

let root: string
before(() => {
  root = mkdtempSync(join(tmpdir(), 'joinery-group-'))
})
after(() => rmSync(root, { recursive: true, force: true }))

let count = 0

/** Writer and reader without their threads: what they answer, in the order and the batches they answer in. */
function open(commitDelayMilliseconds = 0) {
  const file = join(root, `${count++}.db`)
  const batches: (readonly WorkerAnswer[])[] = []
  const options = { file, commitDelayMilliseconds, busyTimeoutMilliseconds: 50 }
  const answer = (answers: readonly WorkerAnswer[]) => batches.push(answers)
  const group = new GroupCommit({ ...options, role: 'writer' }, answer)
  const reader = new SnapshotReader({ ...options, role: 'reader' }, answer)
  const run = (...requests: readonly WorkerRequest[]) => {
    batches.length = 0
    reader.add(requests.filter((request) => request.kind === 'read'))
    reader.drain()
    group.add(requests.filter((request) => request.kind !== 'read'))
    group.drain()
    return batches.flat()
  }
  run(write(0, 'create table t (a integer primary key, b text) strict'))
  const close = () => {
    reader.close()
    group.close()
  }
  return { file, batches, reader, run, close }
}

const write = (id: number, sql: string, ...parameters: SqlValue[]): WorkerRequest => ({
  id,
  kind: 'write',
  sql,
  parameters,
})
const read = (id: number): WorkerRequest => ({ id, kind: 'read', sql: 'select a from t order by a', parameters: [] })
const statement = (id: number, transaction: number, sql: string): WorkerRequest => ({
  id,
  kind: 'statement',
  transaction,
  sql,
  parameters: [],
})
const insert = (id: number, a: number) => write(id, 'insert into t (a) values (?)', a)

const outcomes = (answers: readonly WorkerAnswer[]) =>
  answers.map((answer) => [
    answer.id,
    'result' in answer ? answer.result.rows.map((row) => ({ ...Object(row) })) : 'failed',
  ])

test('writes that wait together are answered together, after one commit', () => {
  const { run, batches, close } = open()
  assert.deepEqual(outcomes(run(insert(1, 1), insert(2, 2), insert(3, 3))), [
    [1, []],
    [2, []],
    [3, []],
  ])
  assert.equal(batches.length, 1)
  assert.deepEqual(outcomes(run(read(4))), [[4, [{ a: 1 }, { a: 2 }, { a: 3 }]]])
  close()
})

test('one broken write of a group fails alone', () => {
  const { run, close } = open()
  assert.deepEqual(outcomes(run(insert(1, 1), insert(2, 1), write(3, 'no sql'), insert(4, 2))), [
    [1, []],
    [2, 'failed'],
    [3, 'failed'],
    [4, []],
  ])
  assert.deepEqual(outcomes(run(read(5))), [[5, [{ a: 1 }, { a: 2 }]]])
  close()
})

test('when SQLite ends the transaction by itself, every write of the group fails and none is there', () => {
  const { run, close } = open()
  const answers = run(insert(1, 1), write(2, 'insert or rollback into t (a) values (1)'), insert(3, 3))
  assert.deepEqual(outcomes(answers), [
    [1, 'failed'],
    [2, 'failed'],
    [3, 'failed'],
  ])
  assert.deepEqual(outcomes(run(read(4))), [[4, []]])
  assert.deepEqual(outcomes(run(insert(5, 5))), [[5, []]], 'and the next group works')
  close()
})

test('a group waits for no more than its own size', () => {
  const { run, batches, close } = open()
  run(...Array.from({ length: 2500 }, (_, index) => insert(index + 1, index + 1)))
  assert.deepEqual(
    batches.map((batch) => batch.length),
    [1000, 1000, 500],
  )
  close()
})

test('a transaction has the writer to itself; reads go on, writes wait for its end', () => {
  const { run, close } = open()
  assert.deepEqual(outcomes(run({ id: 1, kind: 'begin', transaction: 7 })), [[1, []]])
  assert.deepEqual(outcomes(run(statement(2, 7, 'insert into t (a) values (1)'), insert(3, 2), read(4))), [
    [4, []],
    [2, []],
  ])
  assert.deepEqual(outcomes(run({ id: 5, kind: 'begin', transaction: 8 })), [])
  assert.deepEqual(outcomes(run({ id: 6, kind: 'commit', transaction: 7 })), [
    [6, []],
    [3, []],
    [5, []],
  ])
  run(statement(9, 8, 'delete from t'), { id: 10, kind: 'rollback', transaction: 8 })
  assert.deepEqual(outcomes(run(read(11))), [[11, [{ a: 1 }, { a: 2 }]]])
  close()
})

test('after SQLite ended a transaction by itself, nothing of it runs any more', () => {
  const { run, close } = open()
  run({ id: 1, kind: 'begin', transaction: 7 }, statement(2, 7, 'insert into t (a) values (1)'))
  assert.deepEqual(
    outcomes(
      run(
        statement(3, 7, 'insert or rollback into t (a) values (1)'),
        statement(4, 7, 'insert into t (a) values (4)'),
        { id: 5, kind: 'commit', transaction: 7 },
      ),
    ),
    [
      [3, 'failed'],
      [4, 'failed'],
      [5, 'failed'],
    ],
  )
  // Kysely rolls back after a failure.
  assert.deepEqual(outcomes(run({ id: 6, kind: 'rollback', transaction: 7 })), [[6, []]])
  assert.deepEqual(outcomes(run(insert(7, 9))), [[7, []]])
  assert.deepEqual(outcomes(run(read(8))), [[8, [{ a: 9 }]]])
  close()
})

test('a write lock held by another process is a failure by its code, not a hang', () => {
  const { file, run, close } = open()
  const other = new DatabaseSync(file)
  other.exec('begin immediate')
  const [answer] = run(insert(1, 1))
  assert.ok(answer && 'failure' in answer)
  assert.equal(answer.failure.sqliteCode & 0xff, 5)
  other.exec('rollback')
  other.close()
  assert.deepEqual(outcomes(run(insert(2, 1))), [[2, []]])
  close()
})

test('every commit waits for the disk, and the log is written ahead', () => {
  const { run, close } = open()
  assert.deepEqual(outcomes(run(write(1, 'pragma synchronous'), write(2, 'pragma journal_mode'))), [
    [1, [{ synchronous: 2 }]],
    [2, [{ journal_mode: 'wal' }]],
  ])
  close()
})

test('the injected delay comes once per commit, before the answer', () => {
  const { run, close } = open(400)
  const began = performance.now()
  run(insert(1, 1), insert(2, 2), insert(3, 3))
  const took = performance.now() - began
  // Three commits would take 1200 ms.
  assert.ok(took >= 399 && took < 1190, `${took} ms`)
  close()
})

test('changes are counted, returned rows come back', () => {
  const { run, close } = open()
  run(insert(1, 1), insert(2, 2))
  const [updated, returned] = run(
    write(3, "update t set b = 'x'"),
    write(4, 'delete from t where a = 2 returning a, b'),
  )
  assert.equal(updated && 'result' in updated && updated.result.changes, 2)
  assert.deepEqual(outcomes(returned ? [returned] : []), [[4, [{ a: 2, b: 'x' }]]])
  close()
})

test('the reading worker reads, and cannot write', () => {
  const { batches, reader, run, close } = open()
  run(insert(1, 1))
  batches.length = 0
  const sql = 'insert into t (a) values (2)'
  reader.add([{ id: 2, kind: 'read', sql, parameters: [] }, write(3, sql), read(4)])
  reader.drain()
  assert.deepEqual(outcomes(batches.flat()), [
    [2, 'failed'],
    [3, 'failed'],
    [4, [{ a: 1 }]],
  ])
  close()
})
