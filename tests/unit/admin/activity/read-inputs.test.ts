import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limitParallel } from '../../../../src/admin/activity/limit-parallel.ts'
import { mostInputs, readInputs } from '../../../../src/admin/activity/read-inputs.ts'

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))

/** A form as browsers send it. */
async function posted(form: FormData): Promise<[Uint8Array, string]> {
  const response = new Response(form)
  return [new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type') ?? '']
}

test('a body of any kind is one input, under the name it was given; an empty one is none', async () => {
  const bytes = Uint8Array.of(0xff, 0x00, 0x45)
  assert.deepEqual(await readInputs(bytes, 'application/octet-stream', 'a.evtx'), [{ source: 'a.evtx', bytes }])
  assert.deepEqual(await readInputs(new Uint8Array(0), 'text/plain', 'a'), [])
})

test('the files and fields of a form are inputs, byte by byte [RFC7578 §4]', async () => {
  const form = new FormData()
  form.append('file', new File([Uint8Array.of(1, 0, 2, 13, 10)], 'log ü.evtx'))
  form.append('pasted text', 'AzureAdJoined : NO')
  const inputs = await readInputs(...(await posted(form)), 'input')
  const plain = inputs.map(({ source, bytes }) => [source, Buffer.from(bytes).toString('latin1')])
  assert.deepEqual(plain, [
    ['log ü.evtx', '\u0001\u0000\u0002\r\n'],
    ['pasted text', 'AzureAdJoined : NO'],
  ])
})

test('a form that is none, and too many files, are refused by name', async () => {
  const broken = ['multipart/form-data', 'multipart/form-data; boundary=x', 'multipart/form-data; boundary="']
  for (const contentType of broken)
    await assert.rejects(readInputs(bytesOf('--y\r\n'), contentType, 'a'), { code: 'ADMIN_INPUTS_INVALID' })
  const form = new FormData()
  for (let count = 0; count <= mostInputs; count += 1) form.append('f', 'x')
  await assert.rejects(readInputs(...(await posted(form)), 'a'), { code: 'ADMIN_INPUTS_INVALID' })
})

test('so many run, so many wait, the rest is refused; a place is free again however a run ends', async () => {
  const inTurn = limitParallel(1, 1)
  const ends: (() => void)[] = []
  const run = () => inTurn(() => new Promise<void>((resolve) => ends.push(resolve)))
  const first = run()
  const second = run()
  await assert.rejects(run(), { code: 'ADMIN_DIAGNOSES_WAIT' })
  assert.equal(ends.length, 1)
  ends[0]?.()
  await first
  await new Promise(setImmediate)
  assert.equal(ends.length, 2)
  ends[1]?.()
  await second
  await assert.rejects(
    inTurn(() => Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal(await inTurn(async () => 'free'), 'free')
})
