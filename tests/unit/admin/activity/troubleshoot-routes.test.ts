import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AdminStage, openAdminStage } from '../admin-stage.ts'

let stage: AdminStage
const asked: unknown[] = []
let evidence: unknown = {}

before(async () => {
  stage = await openAdminStage(() => ({
    gatherEvidence: async (subject) => {
      asked.push(subject)
      return evidence
    },
  }))
})
after(() => stage.close())

const text = { 'content-type': 'text/plain' }
const log = [
  'AdalLog: Unable to acquire token for resource, alice.smith@corp.example.com; HRESULT: 0xcaa90014 ; HRESULT: 0x0',
  'DsrDeviceAutoJoinFailed 0xcaa90014.',
  'Tenant ID: 5b9a3c1e-7f42-4d0b-9a6e-2c8f1d34e7a0',
].join('\r\n')
const post = (query: string, body: string | Buffer, headers: Record<string, string> = text) =>
  stage.ask('POST', `/diagnoses?${query}`, { text: body, headers })

test('what was posted is read as the doctor reads it, under the name it was given', async () => {
  const { status, body } = await post('name=join.txt', log)
  assert.equal(status, 200)
  assert.deepEqual([body.version, body.inputs[0].source], [1, 'join.txt'])
  assert.notEqual(body.verdict, 'unreadable')
})

test('several files at once, of any bytes', async () => {
  const form = new FormData()
  form.append('a', new File([log], 'join.txt'))
  form.append('b', new File([Uint8Array.of(0xff, 0xfe, 0x00)], 'odd.bin'))
  const request = new Response(form)
  const bytes = Buffer.from(await request.arrayBuffer())
  const { status, body } = await post('', bytes, { 'content-type': request.headers.get('content-type') ?? '' })
  assert.equal(status, 200)
  assert.ok(body.inputs.some(({ source }: { source: string }) => source === 'join.txt'))
})

test('reports that are passed on name nobody; the others are what was asked for', async () => {
  for (const [format, type] of [
    ['html', 'text/html; charset=utf-8'],
    ['markdown', 'text/markdown; charset=utf-8'],
    ['text', 'text/plain; charset=utf-8'],
  ]) {
    const { status, headers, text: report } = await post(`format=${format}&share=true`, log)
    assert.deepEqual([status, headers['content-type']], [200, type])
    assert.ok(report.length > 100)
    assert.doesNotMatch(report, /alice\.smith|5b9a3c1e/)
  }
  const { text: shown } = await post('format=html', log)
  assert.doesNotMatch(shown, /alice\.smith/)
})

test('with live the running server is read too, and the account that is named', async () => {
  evidence = {
    joineryLive: 1,
    at: '2026-03-01T12:00:00Z',
    objects: [{ about: 'server', publicUrl: 'https://sts.example.com', tls: 'server', trustedProxies: [] }],
  }
  const { status, body } = await post('live=true&computer=WS01$', '')
  assert.equal(status, 200)
  assert.equal(body.inputs[0].source, 'running server')
  assert.deepEqual(asked, [{ account: 'device', name: 'WS01$' }])
  assert.equal((await post('live=true&computer=a&user=b', '')).body.joinery.code, 'ADMIN_INPUTS_INVALID')
})

test('nothing, and a form that is none, are refused by name', async () => {
  assert.deepEqual((await post('', '')).body.joinery.code, 'ADMIN_INPUTS_INVALID')
  assert.equal((await post('', 'x', { 'content-type': 'multipart/form-data' })).status, 400)
  assert.equal((await post('format=sarif', log)).status, 400)
})

test('the help desk may ask the doctor; who only reads may not', async () => {
  const asking = (role: 'helpDesk' | 'readOnly') => stage.ask('POST', '/diagnoses', { text: log, headers: text, role })
  assert.equal((await asking('helpDesk')).status, 200)
  assert.equal((await asking('readOnly')).status, 403)
})

test('nothing of a log, and nothing of what was found, is kept', async () => {
  await post('', log)
  assert.deepEqual(await stage.storage.audit.list({}, 10), [])
  assert.doesNotMatch(JSON.stringify(await stage.storage.signIns.list({}, 10)), /alice/)
})

test('a code in words; one that is not known is named', async () => {
  const { body } = await stage.ask('GET', '/codes/AADSTS51004', { role: 'helpDesk' })
  assert.equal(body.code, 'AADSTS51004')
  assert.match(body.explanations[0].meaning, /\w/)
  const unknown = await stage.ask('GET', '/codes/no%20such%20code')
  assert.deepEqual([unknown.status, unknown.body.joinery.code], [404, 'ADMIN_CODE_UNKNOWN'])
})
