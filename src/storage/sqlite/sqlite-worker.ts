import { parentPort, workerData } from 'node:worker_threads'
import { GroupCommit } from './group-commit.ts'
import { SnapshotReader } from './snapshot-reader.ts'
import type { WorkerAnswer, WorkerOptions, WorkerRequest } from './worker-messages.ts'

/** The threads SQLite lives in, one that writes and one that reads. Answers `ready` once the database is open; a failure to open ends the thread. */

const port = parentPort
if (port === null) throw new Error('this file runs as a worker')
const options: WorkerOptions = workerData

const answer = (answers: readonly WorkerAnswer[]) => port.postMessage(answers)
const database = options.role === 'writer' ? new GroupCommit(options, answer) : new SnapshotReader(options, answer)
let scheduled = false

port.on('message', (requests: readonly WorkerRequest[]) => {
  const close = requests.find((request) => request.kind === 'close')
  database.add(requests.filter((request) => request.kind !== 'close'))
  if (close) {
    database.drain()
    database.close()
    port.postMessage([{ id: close.id, result: { rows: [], changes: 0 } }])
    port.close()
    return
  }
  if (scheduled) return
  scheduled = true
  // After the messages that are already here, so that writes share the commit.
  setImmediate(() => {
    scheduled = false
    database.drain()
  })
})

port.postMessage('ready')
