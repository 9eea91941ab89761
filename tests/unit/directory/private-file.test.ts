import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { PrivateFile } from '../../../src/directory/private-file.ts'
import { Secret } from '../../../src/secret.ts'

const bytes = new Secret<Uint8Array>(Buffer.from('key material'))

test('private file: read by its path in this process, and under no name at all', async () => {
  const file = new PrivateFile(bytes)
  await file.use(async (path) => {
    assert.equal(readFileSync(path, 'utf8'), 'key material')
    assert.equal(readFileSync(path, 'utf8'), 'key material')
    assert.equal(statSync(path).nlink, 0)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    assert.deepEqual(
      readdirSync('/dev/shm').filter((name) => name.startsWith('joinery-')),
      [],
    )
  })
  file.close()
})

test('private file: closing waits for who is reading, and comes once', async () => {
  const file = new PrivateFile(bytes)
  let path = ''
  let finish = (): void => {}
  const reading = file.use(async (given) => {
    path = given
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    return readFileSync(given, 'utf8')
  })
  file.close()
  file.close()
  assert.ok(existsSync(path))
  finish()
  assert.equal(await reading, 'key material')
  assert.ok(!existsSync(path))
  await assert.rejects(
    file.use(async () => undefined),
    TypeError,
  )
})
