import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SignInRecord } from '../../../src/ports.ts'
import type { SignInRecords } from '../../../src/storage/sign-in-records.ts'
import { signInRow } from '../../../src/storage/sign-in-row.ts'

/** What every store of sign-in records does. `open` gives an empty one. */

export function signInRecord(changes: Partial<SignInRecord> = {}): SignInRecord {
  return {
    traceId: 't1',
    startedAt: new Date('2026-03-01T12:00:00.123Z'),
    applicationId: 'm365',
    endpoint: '13/windowstransport',
    remoteAddress: '10.0.0.7',
    clientRequestId: '7d05360e-378f-4e2e-81b1-0289d60b974b',
    outcome: 'refused',
    code: 'AD_SID_INVALID',
    means: 'A SID was expected',
    fix: 'Check it',
    principal: 'WS01$@CORP.EXAMPLE.TEST',
    stages: [
      { stage: 'accept', outcome: 'ok', milliseconds: 0.42, facts: { action: 'issue', audiences: ['a', 'b'] } },
      { stage: 'authenticate', outcome: 'failed', milliseconds: 3, facts: { kvno: 4, current: false } },
    ],
    ...changes,
  }
}

const bare: Partial<SignInRecord> = {
  applicationId: undefined,
  clientRequestId: undefined,
  code: undefined,
  means: undefined,
  fix: undefined,
  principal: undefined,
  outcome: 'issued',
  stages: [],
}

const minute = (n: number) => new Date(Date.UTC(2026, 2, 1, 12, n))

const write = (store: SignInRecords, records: readonly SignInRecord[]) => store.write(records.map(signInRow))

const ids = (records: readonly SignInRecord[]) => records.map((record) => record.traceId)

export function signInSuite(label: string, open: () => Promise<SignInRecords>): void {
  test(`${label}: what was written comes back whole, with and without its optional parts`, async () => {
    const records = await open()
    await write(records, [signInRecord(), signInRecord({ traceId: 't2', ...bare })])
    assert.deepEqual(await records.find('t1'), signInRecord())
    assert.deepEqual(await records.find('t2'), signInRecord({ traceId: 't2', ...bare }))
    assert.equal(await records.find('t3'), undefined)
  })

  test(`${label}: writing a record twice keeps the first, and the others of the batch`, async () => {
    const records = await open()
    await write(records, [signInRecord()])
    await write(records, [signInRecord({ outcome: 'issued' }), signInRecord({ traceId: 't2' })])
    assert.equal((await records.find('t1'))?.outcome, 'refused')
    assert.ok(await records.find('t2'))
    await write(records, [])
  })

  test(`${label}: pages go from the newest to the oldest and meet every record once`, async () => {
    const records = await open()
    const all = Array.from({ length: 25 }, (_, index) =>
      // Several share a time: the id decides between them.
      signInRecord({ traceId: `t${String(index).padStart(2, '0')}`, startedAt: minute(Math.floor(index / 4)) }),
    )
    await write(records, all)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await records.list({}, 10, cursor)
      seen.push(...ids(page.records))
      cursor = page.cursor
    } while (cursor !== undefined)
    assert.deepEqual(seen, ids(all).reverse())
  })

  test(`${label}: a record written between two pages moves nothing`, async () => {
    const records = await open()
    await write(
      records,
      [1, 2, 3].map((n) => signInRecord({ traceId: `t${n}`, startedAt: minute(n) })),
    )
    const first = await records.list({}, 2)
    await write(records, [signInRecord({ traceId: 't9', startedAt: minute(9) })])
    assert.deepEqual(ids(first.records), ['t3', 't2'])
    assert.deepEqual(ids((await records.list({}, 2, first.cursor)).records), ['t1'])
  })

  test(`${label}: each filter takes what it says, and all together`, async () => {
    const records = await open()
    await write(records, [
      signInRecord({ traceId: 'a', startedAt: minute(1) }),
      signInRecord({ traceId: 'b', startedAt: minute(2), principal: 'ada@corp.example.test', outcome: 'issued' }),
      signInRecord({ traceId: 'c', startedAt: minute(3), applicationId: 'other', remoteAddress: '10.0.0.8' }),
      signInRecord({ traceId: 'd', startedAt: minute(4), code: 'AD_GUID_INVALID' }),
    ])
    const found = async (filter: Parameters<SignInRecords['list']>[0]) => ids((await records.list(filter, 10)).records)
    assert.deepEqual(await found({ outcome: 'issued' }), ['b'])
    assert.deepEqual(await found({ applicationId: 'other' }), ['c'])
    assert.deepEqual(await found({ principal: 'ADA@corp.example.test' }), ['b'])
    assert.deepEqual(await found({ code: 'AD_GUID_INVALID' }), ['d'])
    assert.deepEqual(await found({ remoteAddress: '10.0.0.8' }), ['c'])
    assert.deepEqual(await found({ from: minute(2), until: minute(4) }), ['c', 'b'])
    assert.deepEqual(await found({ outcome: 'refused', from: minute(2), applicationId: 'm365' }), ['d'])
    assert.deepEqual(await found({ outcome: 'issued', principalPrefix: 'ada', remoteAddress: '10.0.0.7' }), ['b'])
    assert.deepEqual(await found({ failedStage: 'authenticate', code: 'AD_GUID_INVALID' }), ['d'])
    assert.deepEqual(await found({ failedStage: 'accept' }), [])
    assert.deepEqual(await found({ clientRequestId: signInRecord().clientRequestId, outcome: 'issued' }), ['b'])
  })

  test(`${label}: a cursor that is not ours begins at the newest`, async () => {
    const records = await open()
    await write(records, [signInRecord()])
    for (const cursor of ['', 'x', '1', "1'; drop table sign_ins", '9'.repeat(40), '\0'])
      assert.deepEqual(ids((await records.list({}, 1, cursor)).records), ['t1'], cursor)
  })

  test(`${label}: hostile text is stored, cut and without NUL, and stops no other record`, async () => {
    const records = await open()
    const hostile = signInRecord({
      principal: `\0'";--${'x'.repeat(10_000)}`,
      remoteAddress: '\ud800 alone',
      means: `${'m'.repeat(100_000)}`,
      stages: [{ stage: 'accept', outcome: 'failed', milliseconds: 1, facts: { action: '\0'.repeat(100_000) } }],
    })
    await write(records, [hostile, signInRecord({ traceId: 't2' })])
    const found = await records.find('t1')
    assert.ok(found)
    assert.ok(found.principal?.startsWith(`\ufffd'";--xxx`) && found.principal.length < 600)
    assert.equal(found.remoteAddress, '\ufffd alone')
    assert.ok((found.means?.length ?? 0) < 5000)
    assert.deepEqual(found.stages[0]?.facts, { tooLong: true })
    assert.ok(await records.find('t2'))
  })

  test(`${label}: the old and the too many are deleted, the newest stay`, async () => {
    const records = await open()
    await write(
      records,
      Array.from({ length: 10 }, (_, n) => signInRecord({ traceId: `t${n}`, startedAt: minute(n) })),
    )
    assert.equal(await records.deleteOlder(minute(8), 2), 2)
    assert.deepEqual(ids((await records.list({}, 3)).records), ['t9', 't8', 't7'])
    assert.equal(await records.deleteOlder(minute(4), 500), 2)
    assert.equal(await records.oldestOf(7), undefined)
    assert.deepEqual(await records.oldestOf(5), minute(5))
    assert.deepEqual(await records.oldestOf(1), minute(9))
    assert.equal(await records.deleteOlder(minute(5), 500), 1)
    assert.deepEqual(ids((await records.list({}, 100)).records), ['t9', 't8', 't7', 't6', 't5'])
    assert.equal(await records.deleteOlder(minute(5), 500), 0)
  })

  test(`${label}: a beginning of names finds all who have it, few or many, page by page`, async () => {
    const records = await open()
    const all = Array.from({ length: 90 }, (_, n) =>
      signInRecord({
        traceId: `t${n + 10}`,
        startedAt: minute(n % 50),
        principal: `WS${String(n % 30).padStart(2, '0')}$@X`,
      }),
    )
    await write(records, [
      ...all,
      signInRecord({ traceId: 'z', principal: 'WT00$@X' }),
      signInRecord({ traceId: 'y', ...bare }),
    ])
    // Three names, then thirty: looked for name by name, and among all.
    for (const prefix of ['ws0', 'Ws1', 'wS', 'ws29$@x', 'ws3', '\0']) {
      const expected = all.filter(({ principal }) => principal?.toLowerCase().startsWith(prefix.toLowerCase()))
      const seen: SignInRecord[] = []
      let cursor: string | undefined
      do {
        const page = await records.list({ principalPrefix: prefix }, 7, cursor)
        seen.push(...page.records)
        cursor = page.cursor
      } while (cursor !== undefined)
      const times = seen.map(({ startedAt }) => startedAt.getTime())
      assert.deepEqual(
        times,
        times.toSorted((a, b) => b - a),
      )
      assert.deepEqual(ids(seen).sort(), ids(expected).sort(), prefix)
    }
  })

  test(`${label}: what few of very many are found by takes several short pages, and finds them all`, async () => {
    const records = await open()
    const many = Array.from({ length: 1500 }, (_, n) =>
      signInRecord({
        traceId: `m${n}`,
        startedAt: new Date(minute(30).getTime() + n),
        principal: `p${n}`,
      }),
    )
    await write(records, [signInRecord({ outcome: 'issued' }), ...many.slice(0, 500)])
    await write(records, many.slice(500))
    for (const filter of [
      { applicationId: 'm365', outcome: 'issued' },
      { principalPrefix: '', remoteAddress: '10.0.0.7', outcome: 'issued' },
    ] as const) {
      const { records: none, cursor } = await records.list(filter, 10)
      assert.deepEqual(none, [])
      const last = await records.list(filter, 10, cursor)
      assert.deepEqual(ids(last.records), ['t1'])
      assert.equal(last.cursor, undefined)
    }
  })

  test(`${label}: attempts are counted as they are written, by outcome and by code`, async () => {
    const records = await open()
    const issued = (n: number) =>
      signInRecord({ traceId: `i${n}`, startedAt: minute(n), outcome: 'issued', code: undefined })
    await write(records, [0, 1, 4, 5, 9, 31].map(issued))
    await write(records, [signInRecord({ startedAt: minute(6) })])
    // One that was there before is not counted again.
    await write(records, [signInRecord({ startedAt: minute(6) })])
    const hour = { from: minute(0), until: minute(60) }
    const ten = await records.summarize({ ...hour, bucketMilliseconds: 600_000 })
    assert.deepEqual(ten, {
      buckets: [
        { at: minute(0), outcomes: { issued: 5, refused: 1 } },
        { at: minute(30), outcomes: { issued: 1 } },
      ],
      codes: [{ code: 'AD_SID_INVALID', count: 1 }],
    })
    const { buckets } = await records.summarize({ from: minute(5), until: minute(30), bucketMilliseconds: 1 })
    assert.deepEqual(buckets, [{ at: minute(5), outcomes: { issued: 2, refused: 1 } }])
    await records.deleteOlder(minute(30), 500)
    assert.deepEqual((await records.summarize({ ...hour, bucketMilliseconds: 3_600_000 })).buckets, [
      { at: minute(0), outcomes: { issued: 1 } },
    ])
  })
}
