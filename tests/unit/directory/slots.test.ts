import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Slots } from '../../../src/directory/slots.ts'

test('slots: so many at a time, the rest in the order they came', async () => {
  const slots = new Slots(2)
  const order: string[] = []
  assert.equal(await slots.take(1000), true)
  assert.equal(await slots.take(1000), true)
  const third = slots.take(1000).then(() => order.push('third'))
  const fourth = slots.take(1000).then(() => order.push('fourth'))
  assert.equal(slots.waiting, 2)
  slots.give()
  slots.give()
  await Promise.all([third, fourth])
  assert.deepEqual(order, ['third', 'fourth'])
})

test('slots: whoever waits too long goes away empty-handed, and takes nobody’s place', async () => {
  const slots = new Slots(1)
  await slots.take(1000)
  assert.equal(await slots.take(5), false)
  assert.equal(slots.waiting, 0)
  slots.give()
  assert.equal(await slots.take(5), true)
})
