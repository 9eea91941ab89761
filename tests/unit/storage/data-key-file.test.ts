import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  makeDataKeyFile,
  parseDataKeys,
  readDataKeyFile,
  serializeDataKey,
} from '../../../src/storage/data-key-file.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'

let root: string
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-key-'))
})
after(() => rm(root, { recursive: true, force: true }))

const randomness = countedRandomness()
const fresh = async () => {
  const folder = await mkdtemp(join(root, 'x-'))
  return { file: join(folder, 'etc', 'data.key'), data: join(folder, 'data') }
}

test('a made file holds one key, is 0600, says what it is, and is read again', async () => {
  const { file, data } = await fresh()
  const [made] = await makeDataKeyFile(file, data, randomness)
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  const text = await readFile(file, 'utf8')
  assert.match(text, /Back it up/)
  const [read, ...others] = (await readDataKeyFile(file, data)) ?? []
  assert.equal(others.length, 0)
  assert.equal(read?.id, made.id)
  assert.deepEqual(read?.key.reveal(), made.key.reveal())
})

test('a file that is there is never replaced', async () => {
  const { file, data } = await fresh()
  await makeDataKeyFile(file, data, randomness)
  const before = await readFile(file, 'utf8')
  await assert.rejects(makeDataKeyFile(file, data, randomness), { code: 'STORAGE_DATA_KEY_NOT_MADE' })
  assert.equal(await readFile(file, 'utf8'), before)
})

test('no file is undefined', async () => {
  const { file, data } = await fresh()
  assert.equal(await readDataKeyFile(file, data), undefined)
})

test('a file that others can read is refused; a group may read it', async () => {
  const { file, data } = await fresh()
  await makeDataKeyFile(file, data, randomness)
  for (const mode of [0o644, 0o604, 0o660, 0o602, 0o610]) {
    await chmod(file, mode)
    await assert.rejects(readDataKeyFile(file, data), { code: 'STORAGE_DATA_KEY_FILE_OPEN' }, mode.toString(8))
  }
  for (const mode of [0o640, 0o400, 0o600]) {
    await chmod(file, mode)
    assert.ok(await readDataKeyFile(file, data))
  }
})

test('a file inside the data directory is refused, also behind a link', async () => {
  const { data } = await fresh()
  const inside = join(data, 'deep', 'data.key')
  await assert.rejects(makeDataKeyFile(inside, data, randomness), { code: 'STORAGE_DATA_KEY_INSIDE' })
  await assert.rejects(readDataKeyFile(inside, data), { code: 'STORAGE_DATA_KEY_INSIDE' })
  await mkdir(data, { recursive: true })
  await symlink(data, `${data}-link`)
  await assert.rejects(readDataKeyFile(join(`${data}-link`, 'data.key'), data), { code: 'STORAGE_DATA_KEY_INSIDE' })
  assert.equal(await readDataKeyFile(`${data}.key`, data), undefined, 'a name that only begins alike is outside')
})

test('a directory that cannot be written is named', async () => {
  const { file, data } = await fresh()
  await writeFile(join(root, 'plain-file'), '')
  await assert.rejects(makeDataKeyFile(join(root, 'plain-file', 'data.key'), data, randomness), {
    code: 'STORAGE_DATA_KEY_NOT_MADE',
  })
  await assert.rejects(readDataKeyFile(join(root, 'plain-file', 'data.key'), data), {
    code: 'STORAGE_DATA_KEY_FILE_INVALID',
  })
  assert.equal(await readDataKeyFile(file, data), undefined)
})

test('several keys keep their order; comments, blank lines and CRLF are passed over', () => {
  const lines = [1, 2].map((fill) => serializeDataKey(new Uint8Array(32).fill(fill)))
  const keys = parseDataKeys(`\n${lines.join('\n# old:\n').replaceAll('\n', '\r\n')}`, 'f')
  assert.deepEqual(
    keys.map((key) => key.key.reveal()[0]),
    [1, 2],
  )
})

test('a line that is no whole key is refused without printing it', () => {
  const good = serializeDataKey(new Uint8Array(32).fill(7))
  const line = good.split('\n').find((text) => text.startsWith('joinery')) ?? ''
  for (const bad of [
    '',
    '# only a comment\n',
    line.slice(0, -3),
    line.replace('v1', 'v2'),
    line.replace(/.=$/, 'A='),
    'x',
  ])
    assert.throws(
      () => parseDataKeys(bad, 'f'),
      (error: Error & { code?: string }) =>
        error.code === 'STORAGE_DATA_KEY_FILE_INVALID' && !error.message.includes('BwcH'),
      bad,
    )
})
