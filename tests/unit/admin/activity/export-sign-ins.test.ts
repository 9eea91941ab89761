import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { exportSignIns } from '../../../../src/admin/activity/export-sign-ins.ts'
import type { SignInPage } from '../../../../src/ports/sign-in-search.ts'
import { signInRecord } from '../../../conformance/storage/sign-ins.ts'

/** A log without end, of which so many of each page match. */
function endless(matching: number) {
  const asked: number[] = []
  const list = async (_filter: unknown, limit: number): Promise<SignInPage> => {
    asked.push(limit)
    return { records: Array.from({ length: Math.min(matching, limit) }, () => signInRecord()), cursor: 'on' }
  }
  return { asked, list }
}

test('a page is read when the one before it has been taken, not sooner', async () => {
  const { asked, list } = endless(500)
  const lines = exportSignIns({ list }, {}, 'ndjson', 1_000_000)
  for (let page = 1; page <= 3; page += 1) {
    const { value } = await lines.next()
    assert.equal(String(value).split('\n').length, 501)
    assert.equal(asked.length, page)
  }
  await lines.return(undefined)
})

test('it ends at its limit, also where pages hold few that match', async () => {
  const { asked, list } = endless(3)
  const csv = await text(Readable.from(exportSignIns({ list }, {}, 'csv', 8)))
  assert.equal(csv.trimEnd().split('\r\n').length, 9)
  assert.deepEqual(asked, [8, 5, 2])
})
