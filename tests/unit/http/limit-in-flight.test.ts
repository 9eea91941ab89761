import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import { limitInFlight } from '../../../src/http/limit-in-flight.ts'

test('so many run at a time, one more is refused, and a place is free again however a run ends', async () => {
  let timesFull = 0
  const limited = limitInFlight(2, () => {
    timesFull += 1
  })
  const isBusy = (error: unknown) => error instanceof IdpError && error.code === 'HTTP_BUSY'
  for (let round = 1; round <= 2; round += 1) {
    const well = Promise.withResolvers<string>()
    const badly = Promise.withResolvers<string>()
    const running = Promise.allSettled([limited(() => well.promise), limited(() => badly.promise)])
    for (let more = 0; more < 3; more += 1)
      await assert.rejects(
        limited(async () => 'run'),
        isBusy,
      )
    well.resolve('done')
    badly.reject(new Error('as it happens'))
    await running
    assert.equal(timesFull, round, 'told once each time')
    assert.equal(await limited(async () => 'run'), 'run')
  }
})
