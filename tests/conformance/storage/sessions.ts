import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SessionRecord, SessionRepository } from '../../../src/ports.ts'

/** What every SessionRepository does, whatever it keeps its records in. `open` gives an empty one. */

const at = (time: string) => new Date(`2026-03-01T${time}Z`)

export function sessionRecord(changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: 'a'.repeat(64),
    gatewayId: 'ad',
    objectSid: 'S-1-5-21-1-2-3-1105',
    samAccountName: 'alice',
    kerberosRealm: 'CORP.EXAMPLE.TEST',
    firstFactor: { method: 'password', at: at('12:00:00.123') },
    secondFactor: undefined,
    attempt: undefined,
    passwordSetAt: '133800000000000000',
    persistent: false,
    applicationIds: ['m365'],
    remoteAddress: '10.1.2.3',
    userAgent: undefined,
    createdAt: at('12:00:00.123'),
    lastUsedAt: at('12:30:00'),
    ...changes,
  }
}

export function sessionSuite(label: string, open: () => Promise<SessionRepository>): void {
  const ids = async (sessions: SessionRepository) => (await sessions.list({}, 100)).map(({ id }) => id)

  test(`${label}: what was added comes back whole`, async () => {
    const sessions = await open()
    const whole = sessionRecord({
      secondFactor: { method: 'totp', at: at('12:01:00') },
      attempt: { address: '/wsf/prp/m365?wa=wsignin1.0&wctx=ü', since: at('12:00:00') },
      secondFactorPutOff: true,
      passwordSetAt: undefined,
      persistent: true,
      userAgent: 'Browser "x" \\ 😀',
    })
    await sessions.add(whole, undefined)
    assert.deepEqual(await sessions.find(whole.id), whole)
    assert.equal(await sessions.find('b'.repeat(64)), undefined)
  })

  test(`${label}: a session takes the place of another in one step`, async () => {
    const sessions = await open()
    await sessions.add(sessionRecord({ id: 'old' }), undefined)
    await sessions.add(sessionRecord({ id: 'new' }), 'old')
    assert.deepEqual(await ids(sessions), ['new'])
    await sessions.add(sessionRecord({ id: 'newer' }), 'never there')
    assert.deepEqual((await ids(sessions)).sort(), ['new', 'newer'])
  })

  test(`${label}: a change never brings back what was ended`, async () => {
    const sessions = await open()
    const session = sessionRecord()
    await sessions.add(session, undefined)
    const used = { ...session, applicationIds: ['m365', 'other'], lastUsedAt: at('13:00:00') }
    assert.equal(await sessions.update(used), true)
    assert.deepEqual(await sessions.find(session.id), used)
    await sessions.remove(session.id)
    assert.equal(await sessions.update(used), false)
    assert.equal(await sessions.find(session.id), undefined)
  })

  test(`${label}: a session gets another id once; one that was ended gets none`, async () => {
    const sessions = await open()
    await sessions.add(sessionRecord({ id: 'old' }), undefined)
    const renewed = sessionRecord({ id: 'new', secondFactor: { method: 'totp', at: at('12:31:00') } })
    assert.equal(await sessions.renew('old', renewed), true)
    assert.deepEqual(await sessions.find('new'), renewed)
    assert.equal(await sessions.renew('old', sessionRecord({ id: 'newer' })), false)
    assert.deepEqual(await ids(sessions), ['new'])
  })

  test(`${label}: all sessions of one person end together, nobody else's`, async () => {
    const sessions = await open()
    await sessions.add(sessionRecord({ id: '1' }), undefined)
    await sessions.add(sessionRecord({ id: '2' }), undefined)
    await sessions.add(sessionRecord({ id: '3', gatewayId: 'other' }), undefined)
    await sessions.add(sessionRecord({ id: '4', objectSid: 'S-1-5-21-1-2-3-1106' }), undefined)
    assert.equal(await sessions.removeOf('ad', 'S-1-5-21-1-2-3-1105'), 2)
    assert.deepEqual((await ids(sessions)).sort(), ['3', '4'])
    assert.equal(await sessions.removeOf('ad', 'S-1-5-21-1-2-3-1105'), 0)
  })

  test(`${label}: the list is by person, last used first, and bounded`, async () => {
    const sessions = await open()
    await sessions.add(sessionRecord({ id: '1', lastUsedAt: at('12:10:00') }), undefined)
    await sessions.add(sessionRecord({ id: '2', lastUsedAt: at('12:30:00') }), undefined)
    await sessions.add(sessionRecord({ id: '3', lastUsedAt: at('12:20:00'), gatewayId: 'other' }), undefined)
    assert.deepEqual(await ids(sessions), ['2', '3', '1'])
    const ofAlice = await sessions.list({ gatewayId: 'ad', objectSid: 'S-1-5-21-1-2-3-1105' }, 1)
    assert.deepEqual(
      ofAlice.map(({ id }) => id),
      ['2'],
    )
  })

  test(`${label}: what has ended is removed, by the lifetime of its kind`, async () => {
    const sessions = await open()
    const [early, late] = [at('08:00:00'), at('12:00:00')]
    await sessions.add(sessionRecord({ id: 'used', createdAt: late, lastUsedAt: late }), undefined)
    await sessions.add(sessionRecord({ id: 'idle', createdAt: late, lastUsedAt: early }), undefined)
    await sessions.add(sessionRecord({ id: 'old', createdAt: early, lastUsedAt: late }), undefined)
    await sessions.add(sessionRecord({ id: 'kept', createdAt: late, lastUsedAt: early, persistent: true }), undefined)
    await sessions.add(sessionRecord({ id: 'gone', createdAt: early, lastUsedAt: late, persistent: true }), undefined)
    const bound = at('10:00:00')
    const ended = { createdBefore: bound, usedBefore: bound, persistentCreatedBefore: bound }
    assert.equal(await sessions.removeEnded(ended), 3)
    assert.deepEqual((await ids(sessions)).sort(), ['kept', 'used'])
  })
}
