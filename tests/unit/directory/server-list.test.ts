import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseServer, serverText } from '../../../src/directory/connect-server.ts'
import { ServerList } from '../../../src/directory/server-list.ts'

const first = { host: 'dc1', port: 636 }
const second = { host: 'dc2', port: 636 }
const third = { host: 'dc3', port: 636 }

function listAt(start: number) {
  const time = { now: start }
  const clock = { now: () => new Date(time.now), monotonicMilliseconds: () => time.now }
  return { time, list: new ServerList([first, second, third], clock, 30_000) }
}

test('servers: tried in the order of the administrator, those that failed last', () => {
  const { time, list } = listAt(1000)
  assert.deepEqual(list.candidates(), [first, second, third])
  list.failed(first)
  assert.deepEqual(list.candidates(), [second, third, first])
  list.failed(second)
  list.failed(third)
  assert.deepEqual(list.candidates(), [first, second, third])
  list.answered(second)
  assert.deepEqual(list.candidates(), [second, first, third])
  time.now += 30_000
  assert.deepEqual(list.candidates(), [first, second, third])
})

test('servers: a better one is worth a try after its rest, and counts as working once it answered', () => {
  const { time, list } = listAt(1000)
  list.failed(first)
  assert.equal(list.findBetter(second), undefined)
  time.now += 30_000
  assert.deepEqual(list.findBetter(second), { server: first, works: false })
  list.answered(first)
  assert.deepEqual(list.findBetter(second), { server: first, works: true })
  assert.equal(list.findBetter(first), undefined)
})

test('servers: name, port and address as an administrator writes them', () => {
  assert.deepEqual(parseServer('dc1.corp.example.com', 'TLS'), { host: 'dc1.corp.example.com', port: 636 })
  assert.deepEqual(parseServer('dc1', 'StartTLS'), { host: 'dc1', port: 389 })
  assert.deepEqual(parseServer('dc1:3269', 'TLS'), { host: 'dc1', port: 3269 })
  assert.deepEqual(parseServer('[2001:db8::1]:1636', 'TLS'), { host: '2001:db8::1', port: 1636 })
  assert.equal(serverText({ host: '2001:db8::1', port: 636 }), '[2001:db8::1]:636')
})
