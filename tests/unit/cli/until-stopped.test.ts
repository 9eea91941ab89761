import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

const module = new URL('../../../src/cli/until-stopped.ts', import.meta.url).href

/** A process of its own: this one's errors belong to the test runner. */
async function ends(then: string): Promise<unknown> {
  const script = `
    import { untilStopped } from '${module}'
    const logged = []
    const log = { error: ({ err }) => logged.push(['error', err.message]), fatal: ({ err }) => logged.push(['fatal', err.message]) }
    const keptAlive = setInterval(() => {}, 1000)
    const stopped = untilStopped(log)
    ${then}
    const stop = await stopped
    clearInterval(keptAlive)
    console.log(JSON.stringify([stop.exitCode, logged]))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  return JSON.parse(stdout)
}

test('a promise that failed unseen is logged, and does not end the server', async () => {
  const then = `void Promise.reject(new Error('unseen')); setTimeout(() => process.kill(process.pid, 'SIGTERM'), 50)`
  assert.deepEqual(await ends(then), [0, [['error', 'unseen']]])
})

test('an exception that nobody caught is logged, and ends the server in order with a status of its own', async () => {
  assert.deepEqual(await ends(`setTimeout(() => { throw new Error('uncaught') })`), [3, [['fatal', 'uncaught']]])
})
