import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { diagnose } from '../../../../src/doctor/diagnose.ts'
import type { SignInRecord, StageRecord } from '../../../../src/ports.ts'
import { claimNamespaces } from '../../../../src/protocol/names/claims.ts'
import { signInRow } from '../../../../src/storage/sign-in-row.ts'
import { type AdminStage, openAdminStage } from '../admin-stage.ts'

let stage: AdminStage

const start = Date.parse('2026-03-01T12:00:00Z')
const traceId = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

function stages(...changes: Partial<StageRecord>[]): StageRecord[] {
  return changes.map((change) => ({ stage: 'accept', outcome: 'ok', milliseconds: 1.26, facts: {}, ...change }))
}

function signIn(index: number, changes: Partial<SignInRecord> = {}): SignInRecord {
  return {
    traceId: traceId(index),
    startedAt: new Date(start + index * 60_000),
    applicationId: 'm365',
    endpoint: '13/windowstransport',
    remoteAddress: '10.0.0.1',
    clientRequestId: `request-${index}`,
    outcome: 'issued',
    code: undefined,
    means: undefined,
    fix: undefined,
    principal: 'WS01$@CORP.EXAMPLE.TEST',
    stages: stages({}),
    ...changes,
  }
}

const refusal = signIn(2, {
  outcome: 'refused',
  code: 'AUTHENTICATE_CLOCK_SKEW',
  means: '=cmd|"/c calc"!A1',
  fix: 'set the clock',
  principal: 'alice@corp.example.test',
  stages: stages({}, { stage: 'authenticate', outcome: 'failed', facts: { gateway: 'ad', types: ['a', 'b'] } }),
})

/** Not by the writer, which would delete what is older than the log is kept. */
const write = (records: readonly SignInRecord[]) => stage.storage.signIns.write(records.map(signInRow))

before(async () => {
  stage = await openAdminStage()
  await write(Array.from({ length: 1200 }, (_, index) => (index === 2 ? refusal : signIn(index))))
})
after(() => stage.close())

const list = async (query: string) => (await stage.ask('GET', `/signIns?${query}`)).body
const ids = (body: { _embedded: { signIns: { traceId: string }[] } }) =>
  body._embedded.signIns.map((one) => one.traceId)

test('the log comes newest first, page by page, as its links lead', async () => {
  const first = await list('limit=2')
  assert.deepEqual(ids(first), [traceId(1199), traceId(1198)])
  const second = await stage.ask('GET', first._links.next.href)
  assert.deepEqual(ids(second.body), [traceId(1197), traceId(1196)])
})

test('every filter leaves what it names; ids of error pages and of Windows find their attempt', async () => {
  const only = [traceId(2)]
  for (const query of [
    'outcome=refused',
    'principal=ALI',
    'code=AUTHENTICATE_CLOCK_SKEW',
    'stage=authenticate',
    `requestId=${traceId(2)}`,
    'requestId=request-2',
    'from=2026-03-01T12:02:00Z&until=2026-03-01T13:03:00%2B01:00',
  ])
    assert.deepEqual(ids(await list(query)), only, query)
  for (const query of ['applicationId=other', 'remoteAddress=10.0.0.2', 'principal=bob', 'outcome=failed'])
    assert.deepEqual(ids(await list(query)), [], query)
  for (const query of ['outcome=odd', 'from=yesterday', 'stage=none', 'other=1', 'limit=5000'])
    assert.equal((await stage.ask('GET', `/signIns?${query}`)).status, 400, query)
})

test('steps on the way to a sign-in can be left out, unless they are what is asked for', async () => {
  await write([signIn(2000, { outcome: 'challenged' }), signIn(2001)])
  const from = 'from=2026-03-02T21:20:00Z'
  assert.deepEqual(ids(await list(from)), [traceId(2001), traceId(2000)])
  assert.deepEqual(ids(await list(`${from}&steps=false`)), [traceId(2001)])
  assert.deepEqual(ids(await list(`${from}&steps=false&outcome=challenged`)), [traceId(2000)])
})

test('one attempt has its six stages, also those it did not reach, why it ended and what to do', async () => {
  const { body } = await stage.ask('GET', `/signIns/${traceId(2)}`)
  assert.deepEqual(
    body.stages.map((one: { stage: string; outcome: string }) => `${one.stage} ${one.outcome}`),
    ['accept ok', 'authenticate failed', 'lookup notReached', 'map notReached', 'mint notReached', 'reply notReached'],
  )
  assert.deepEqual(body.stages[1].facts, { gateway: 'ad', types: ['a', 'b'] })
  assert.deepEqual([body.failedStage, body.fix, body.milliseconds], ['authenticate', 'set the clock', 2.5])
  assert.deepEqual([body.check, body.docs], ['kerberos/clock', 'docs/errors.md#authenticate_clock_skew'])
  assert.equal(body.entra.answer, 'notAsked')
  const missing = await stage.ask('GET', `/signIns/${traceId(9999)}`)
  assert.deepEqual([missing.status, missing.body.joinery.code], [404, 'ADMIN_NOT_FOUND'])
})

test('what Entra would have answered, by the names of the claims that were sent', async () => {
  const { liveIdFederation, claims, microsoft2012 } = claimNamespaces
  const sent = (index: number, releasedTo: string, namespaces: readonly string[]) =>
    write([signIn(index, { stages: stages({ stage: 'map', facts: { releasedTo, namespaces } }) })])
  const user = [`UPN ${claims}`, `ImmutableID ${liveIdFederation}`]
  await sent(5001, 'users', user)
  await sent(5002, 'devices', user)
  await sent(5003, 'users', [`UPN ${microsoft2012}`, `ImmutableID ${liveIdFederation}`])
  const entra = async (index: number) => (await stage.ask('GET', `/signIns/${traceId(index)}`)).body.entra
  assert.equal((await entra(5001)).answer, 'accepted')
  assert.deepEqual((await entra(5002)).answer, 'AADSTS51004')
  assert.match((await entra(5002)).why, /device had no claim accounttype/)
  assert.match((await entra(5003)).why, new RegExp(`UPN was sent in the namespace ${microsoft2012}`))
  assert.equal((await entra(3)).answer, 'unknown')
})

test('counts by outcome, bucket by bucket, and the reasons', async () => {
  const range = 'from=2026-03-01T12:00:00Z&until=2026-03-01T14:00:00Z'
  const { body } = await stage.ask('GET', `/signIns/summary?${range}&bucket=60`)
  assert.deepEqual(body.totals, { issued: 119, signedOut: 0, challenged: 0, refused: 1, failed: 0 })
  assert.deepEqual(
    body.buckets.map((bucket: { at: string; outcomes: { issued: number } }) => [bucket.at, bucket.outcomes.issued]),
    [
      ['2026-03-01T12:00:00.000Z', 59],
      ['2026-03-01T13:00:00.000Z', 60],
    ],
  )
  assert.deepEqual(body.codes, [{ code: 'AUTHENTICATE_CLOCK_SKEW', count: 1 }])
  assert.equal((await stage.ask('GET', '/signIns/summary?bucket=1')).status, 400)
  const years = await stage.ask('GET', '/signIns/summary?bucket=5&from=2000-01-01T00:00:00Z&until=2026-04-01T00:00:00Z')
  assert.equal(years.body.bucketMinutes, 6905)
  assert.deepEqual((await stage.ask('GET', '/signIns/summary')).body.buckets, [])
})

test('as JSON lines the whole log leaves, page after page, and the doctor reads it', async () => {
  const { headers, text } = await stage.ask('GET', '/signIns/export?until=2026-03-02T08:00:00Z')
  assert.equal(headers['content-type'], 'application/x-ndjson')
  const lines = text.trimEnd().split('\n')
  assert.equal(lines.length, 1200)
  assert.deepEqual(JSON.parse(lines[0] ?? '').traceId, traceId(1199))
  const { findings } = diagnose([{ source: 'log', chunks: [Buffer.from(lines.at(-3) ?? '')] }])
  assert.ok(findings.some(({ outcome, codes }) => outcome === 'fail' && codes.includes('AUTHENTICATE_CLOCK_SKEW')))
  const few = await stage.ask('GET', '/signIns/export?limit=501')
  assert.equal(few.text.trimEnd().split('\n').length, 501)
})

test('as CSV a formula that somebody typed stays text [RFC4180 §2]', async () => {
  const { headers, text } = await stage.ask('GET', '/signIns/export?format=csv&outcome=refused')
  assert.equal(headers['content-disposition'], 'attachment; filename="sign-ins.csv"')
  const [head, line, end] = text.split('\r\n')
  assert.match(head ?? '', /^"startedAt","outcome","principal"/)
  assert.match(line ?? '', /"'=cmd\|""\/c calc""!A1"/)
  assert.equal(end, '')
})

test('the help desk reads the log; nobody without a role does', async () => {
  assert.equal((await stage.ask('GET', '/signIns', { role: 'helpDesk' })).status, 200)
  assert.equal((await stage.ask('GET', '/signIns/export', { headers: { authorization: 'Bearer x' } })).status, 401)
})
