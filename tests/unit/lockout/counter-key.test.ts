import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counterKeyOf } from '../../../src/lockout/counter-key.ts'
import { lockoutStage } from './lockout-stage.ts'

const { gateway, ada } = lockoutStage()
const keyOf = (username: string) =>
  counterKeyOf({ gateway, account: undefined, username, remoteAddress: '' }).accountKey

test('an account is counted by its SID, whatever name was typed', () => {
  const key = counterKeyOf({ gateway, account: ada(), username: 'anything', remoteAddress: '' })
  assert.deepEqual(key, { gatewayId: gateway.id, accountKey: ada().objectSid })
})

test('a name that nobody has is counted by what it means, not by how it is written', () => {
  assert.equal(keyOf(' Nobody@corp.example.test'), keyOf('nobody@CORP.example.test '))
  assert.notEqual(keyOf('nobody@corp.example.test'), keyOf('somebody@corp.example.test'))
})

test('names that nobody has make no more than 65,536 counters, and none shows what was typed', () => {
  for (const name of ['', 'hunter2', 'x'.repeat(1_000_000), '\0\ud800'])
    assert.match(keyOf(name), /^unknown\/[0-9a-f]{4}$/, name.slice(0, 20))
})
