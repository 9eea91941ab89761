import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'

/** A simulated tenant is a process of its own, and ends with the one that started it, however that ends. */

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
  test(`no tenant outlives ${signal} of its parent`, async () => {
    const parent = fork(new URL('./tenant-program.ts', import.meta.url))
    const [port] = await once(parent, 'message')
    assert.equal(await isListening(port), true)
    parent.kill(signal)
    await once(parent, 'exit')
    for (let tries = 0; tries < 100 && (await isListening(port)); tries += 1) await delay(50)
    assert.equal(await isListening(port), false)
  })
}
