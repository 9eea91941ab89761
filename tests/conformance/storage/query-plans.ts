import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Kysely, LogEvent } from 'kysely'
import type { ProfileFilter } from '../../../src/ports/profile-search.ts'
import type { SignInFilter } from '../../../src/ports/sign-in-search.ts'
import { profileSearch } from '../../../src/storage/profile-search.ts'
import { signInRecords } from '../../../src/storage/sign-in-records.ts'
import { signInRow } from '../../../src/storage/sign-in-row.ts'
import type { Tables } from '../../../src/storage/tables.ts'
import { signInRecord } from './sign-ins.ts'

export type AskedQuery = LogEvent['query']

export interface ObservedDatabase {
  readonly kysely: Kysely<Tables>
  /** What was asked, in order; emptied by whoever wants to see what comes next. */
  readonly asked: AskedQuery[]
  /** The plan as text. */
  readonly explain: (query: AskedQuery) => Promise<string>
  /** Matches a plan that reads a table whole or sorts. */
  readonly slow: RegExp
  /** Matches a plan that begins at the cursor, where plans say that. */
  readonly fromCursor: RegExp
}

/**
 * Every question to the sign-in log and the profiles is answered from an index that gives its order too: what it costs does not grow with
 * what is stored.
 */
export function queryPlanSuite(label: string, open: () => Promise<ObservedDatabase>): void {
  const march = { from: new Date('2026-03-01'), until: new Date('2026-03-02') }
  const signIns: readonly SignInFilter[] = [
    {},
    march,
    { outcome: 'refused' },
    { outcome: 'issued' },
    { applicationId: 'm365', ...march },
    { principal: 'ws77$@corp.example' },
    { principalPrefix: 'ws77' },
    { principalPrefix: 'ws', outcome: 'issued' },
    { code: 'LOOKUP_NOT_FOUND', ...march },
    { remoteAddress: '10.7.33.7', outcome: 'refused' },
    { failedStage: 'lookup' },
    { clientRequestId: 'x' },
    { outcome: 'failed', applicationId: 'other', code: 'INTERNAL', principalPrefix: 'w' },
  ]
  const profiles: readonly ProfileFilter[] = [
    {},
    { usernamePrefix: 'person9' },
    { gatewayId: 'corp' },
    { userTypeId: 'users', usernamePrefix: 'person1' },
    { populationId: 'staff', account: 'device' },
    { account: 'user', usernamePrefix: 'p' },
  ]

  test(`${label}: no list, filter or search reads a table whole or sorts`, async () => {
    const { kysely, asked, explain, slow, fromCursor } = await open()
    const log = signInRecords(kysely)
    // So that there is a name to look for alone, and too many of a beginning.
    await log.write(
      Array.from({ length: 30 }, (_, n) =>
        signInRow(signInRecord({ traceId: `plan${n}`, principal: `ws${n + 60}$@corp.example` })),
      ),
    )
    const search = profileSearch(kysely)
    const wrong: string[] = []
    const judge = async (question: string, run: () => Promise<unknown>, cursor?: string) => {
      asked.length = 0
      await run()
      assert.ok(asked.length > 0, question)
      for (const query of asked.splice(0)) {
        const plan = await explain(query)
        if (slow.test(plan) || (cursor && query.sql.includes('order by') && !fromCursor.test(plan)))
          wrong.push(`${question}\n${query.sql}\n${plan}`)
      }
    }
    for (const filter of signIns)
      for (const cursor of [undefined, '1772366400000.9e3779b1'])
        await judge(JSON.stringify([filter, cursor]), () => log.list(filter, 50, cursor), cursor)
    for (const filter of profiles)
      for (const cursor of [undefined, Buffer.from('["person95","p"]').toString('base64url')])
        await judge(JSON.stringify([filter, cursor]), () => search.list(filter, 50, cursor), cursor)
    await judge('the oldest of many', () => log.oldestOf(2000))
    await judge('one attempt', () => log.find('x'))
    await judge('one profile', () => search.find('x'))
    assert.deepEqual(wrong, [])
  })
}
