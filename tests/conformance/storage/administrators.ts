import assert from 'node:assert/strict'
import { test } from 'node:test'
import type {
  AcceptedInvitation,
  AdministratorRecord,
  AdministratorRepository,
  AdministratorSession,
  AdministratorSessionRepository,
  InvitationRecord,
  InvitationRepository,
} from '../../../src/ports/administrators.ts'
import { ownerOfAdministrator } from '../../../src/ports/owner-of-administrator.ts'
import type { SecondFactorRepository } from '../../../src/ports/second-factors.ts'
import { Secret } from '../../../src/secret.ts'
import { totpFactor } from './second-factors.ts'

/** What the repositories of administrators do together, whatever they keep their records in. `open` gives empty ones. */

export interface AdministratorRepositories {
  readonly administrators: AdministratorRepository
  readonly invitations: InvitationRepository
  readonly administratorSessions: AdministratorSessionRepository
  readonly secondFactors: SecondFactorRepository
}

const at = (time: string) => new Date(`2026-03-01T${time}Z`)
const noon = at('12:00:00')

export function administrator(changes: Partial<AdministratorRecord> = {}): AdministratorRecord {
  return {
    ...{ id: 'a1', account: { kind: 'local' }, name: 'Ada', email: 'ada@example.com', role: 'owner', enabled: true },
    ...{ createdAt: noon, updatedAt: noon, lastSignInAt: undefined },
    ...changes,
  }
}

const directoryAccount = { kind: 'directory', gatewayId: 'ad', objectSid: 'S-1-5-21-1', dn: 'CN=Bo,DC=x' } as const

function invitation(changes: Partial<InvitationRecord> = {}): InvitationRecord {
  return {
    ...{ id: 'i1', purpose: 'invite', administratorId: 'a1', role: 'owner', name: undefined, email: undefined },
    ...{ createdBy: 'Ada', createdAt: noon, expiresAt: at('13:00:00') },
    ...changes,
  }
}

function accepted(record: AdministratorRecord): AcceptedInvitation {
  const factor = totpFactor({ id: `factor of ${record.id}` })
  return { record, passwordHash: new Secret(`hash of ${record.id}`), factor, recoveryCodeHashes: ['c1', 'c2'] }
}

function session(changes: Partial<AdministratorSession> = {}): AdministratorSession {
  return {
    ...{ id: 's1', handle: 'h1', administratorId: 'a1', stage: 'signedIn', factorAt: noon },
    role: { readAt: at('12:30:00'), groups: 'groups "x"', passwordSetAt: '1' },
    ...{ remoteAddress: '192.0.2.1', userAgent: 'Browser', createdAt: noon, lastUsedAt: at('12:10:00') },
    ...changes,
  }
}

/** Comes in by a link, as all local ones do. */
async function add({ invitations }: AdministratorRepositories, record: AdministratorRecord): Promise<void> {
  await invitations.add(invitation({ id: record.id, administratorId: record.id }), `token of ${record.id}`)
  assert.equal(await invitations.accept(`token of ${record.id}`, accepted(record), noon), 'done')
}

export function administratorSuite(label: string, open: () => Promise<AdministratorRepositories>): void {
  const ada = administrator()
  const bo = administrator({ id: 'b1', name: 'bo' })

  test(`${label}: an accepted link makes the account with its password, factor and codes, once`, async () => {
    const all = await open()
    await all.invitations.add(invitation(), 'token')
    const tries = Array.from({ length: 4 }, () => all.invitations.accept('token', accepted(ada), noon))
    assert.deepEqual((await Promise.all(tries)).sort(), ['done', 'gone', 'gone', 'gone'])
    assert.deepEqual(await all.administrators.find('a1'), ada)
    assert.equal((await all.administrators.findPasswordHash('a1'))?.reveal(), 'hash of a1')
    const [factor] = await all.secondFactors.list(ownerOfAdministrator('a1'))
    assert.equal(factor?.id, 'factor of a1')
    assert.equal(await all.secondFactors.countRecoveryCodes(ownerOfAdministrator('a1')), 2)
    assert.deepEqual(await all.invitations.list(noon), [])
  })

  test(`${label}: a link that expired makes nothing; a name that is taken leaves the link good`, async () => {
    const all = await open()
    await all.invitations.add(invitation(), 'token')
    assert.equal(await all.invitations.accept('token', accepted(ada), at('13:00:00')), 'gone')
    await add(all, bo)
    const sameName = accepted(administrator({ name: 'BO' }))
    assert.equal(await all.invitations.accept('token', sameName, noon), 'nameTaken')
    assert.equal(await all.invitations.accept('token', accepted(ada), noon), 'done')
  })

  test(`${label}: links are found by their hash until they expire; a first one takes the place of the first ones before`, async () => {
    const { invitations } = await open()
    const first = invitation({ purpose: 'first', name: 'Ada', email: 'ada@example.com' })
    await invitations.add(first, 'old')
    await invitations.add({ ...first, id: 'i2', administratorId: 'a2' }, 'new')
    assert.equal(await invitations.findByToken('old', noon), undefined)
    assert.deepEqual(await invitations.findByToken('new', noon), { ...first, id: 'i2', administratorId: 'a2' })
    assert.equal(await invitations.findByToken('new', at('13:00:00')), undefined)
    await invitations.add(invitation({ id: 'i3', administratorId: 'a3', createdAt: at('12:01:00') }), 'third')
    assert.deepEqual(
      (await invitations.list(noon)).map(({ id }) => id),
      ['i3', 'i2'],
    )
    assert.deepEqual([await invitations.remove('i3'), await invitations.remove('i3')], [true, false])
    assert.equal(await invitations.removeExpired(at('13:00:00')), 1)
  })

  test(`${label}: a link that resets takes the place of password, factors and sessions`, async () => {
    const all = await open()
    await add(all, ada)
    await all.secondFactors.add(ownerOfAdministrator('a1'), totpFactor({ id: 'another' }))
    await all.administratorSessions.add(session(), undefined)
    await all.invitations.add(invitation({ purpose: 'reset' }), 'reset')
    const anew = { ...accepted(ada), passwordHash: new Secret('new'), factor: totpFactor({ id: 'new' }) }
    assert.equal(await all.invitations.accept('reset', anew, noon), 'done')
    assert.equal((await all.administrators.findPasswordHash('a1'))?.reveal(), 'new')
    const factors = await all.secondFactors.list(ownerOfAdministrator('a1'))
    assert.deepEqual(
      factors.map(({ id }) => id),
      ['new'],
    )
    assert.deepEqual(await all.administratorSessions.list(), [])
  })

  test(`${label}: local ones are found by name in any case, directory ones by their account, and neither as the other`, async () => {
    const all = await open()
    await add(all, ada)
    const mirrored = administrator({ id: 'd1', account: directoryAccount, name: 'ada' })
    await all.administrators.saveDirectory(mirrored)
    const moved = { ...mirrored, id: 'other', name: 'ada@x', role: 'readOnly' as const, updatedAt: at('14:00:00') }
    await all.administrators.saveDirectory(moved)
    assert.deepEqual(await all.administrators.findByAccount('ad', 'S-1-5-21-1'), { ...moved, id: 'd1' })
    assert.equal(await all.administrators.findByAccount('other', 'S-1-5-21-1'), undefined)
    assert.deepEqual(await all.administrators.findByName('ADA'), ada)
    assert.equal(await all.administrators.findPasswordHash('d1'), undefined)
    await all.administrators.setPassword('d1', new Secret('x'), noon, undefined)
    assert.equal(await all.administrators.findPasswordHash('d1'), undefined)
    const names = (await all.administrators.list()).map(({ name }) => name)
    assert.deepEqual(names.sort(), ['Ada', 'ada@x'])
  })

  test(`${label}: the last enabled local owner stays, also when two are taken away at once`, async () => {
    const all = await open()
    await add(all, ada)
    await add(all, bo)
    await all.administrators.saveDirectory(administrator({ id: 'd1', account: directoryAccount, name: 'd' }))
    const outcomes = await Promise.all([
      all.administrators.change('a1', { role: 'readOnly' }, noon),
      all.administrators.remove('b1'),
    ])
    assert.deepEqual(outcomes.toSorted(), ['done', 'lastOwner'])
    const left = outcomes[0] === 'done' ? 'b1' : 'a1'
    for (const change of [{ enabled: false }, { role: 'identityAdmin' as const }])
      assert.equal(await all.administrators.change(left, change, noon), 'lastOwner')
    assert.equal(await all.administrators.change(left, { name: 'Chief' }, noon), 'done')
    assert.equal(await all.administrators.remove('d1'), 'done')
    assert.equal(await all.administrators.remove('nobody'), 'gone')
  })

  test(`${label}: sessions end with role, account and password; a change of the name ends none`, async () => {
    const { administrators, administratorSessions, ...others } = await open()
    const all = { administrators, administratorSessions, ...others }
    await add(all, ada)
    await add(all, bo)
    const count = async () => (await administratorSessions.list()).length
    const begin = async () => {
      await administratorSessions.removeOf('b1')
      await administratorSessions.add(session({ administratorId: 'b1' }), undefined)
      await administratorSessions.add(session({ id: 's2', handle: 'h2', administratorId: 'b1' }), undefined)
    }
    await begin()
    assert.equal(await administrators.change('b1', { name: 'Bob', email: undefined }, at('14:00:00')), 'done')
    assert.equal(await count(), 2)
    await administrators.setPassword('b1', new Secret('x'), noon, 's2')
    assert.deepEqual(
      (await administratorSessions.list('b1')).map(({ id }) => id),
      ['s2'],
    )
    for (const end of [
      () => administrators.change('b1', { role: 'helpDesk' }, noon),
      () => administrators.change('b1', { enabled: false }, noon),
      () => administrators.remove('b1'),
    ]) {
      await begin()
      assert.equal(await end(), 'done')
      assert.equal(await count(), 0)
    }
    assert.deepEqual(await all.secondFactors.list(ownerOfAdministrator('b1')), [])
    assert.equal(await administrators.change('a1', { name: 'Ada' }, noon), 'done')
  })

  test(`${label}: a session comes back whole, is renewed under another id, and ends by its handle for its owner`, async () => {
    const { administratorSessions: sessions } = await open()
    await sessions.add(session({ id: 'before' }), undefined)
    await sessions.add(session(), 'before')
    assert.equal(await sessions.find('before'), undefined)
    assert.deepEqual(await sessions.find('s1'), session())
    const raised = session({ id: 's2', factorAt: undefined, role: undefined, userAgent: undefined })
    assert.deepEqual([await sessions.renew('s1', raised), await sessions.renew('s1', raised)], [true, false])
    assert.deepEqual(await sessions.find('s2'), raised)
    assert.equal(await sessions.removeByHandle('h1', 'somebody else'), undefined)
    assert.deepEqual(await sessions.removeByHandle('h1', 'a1'), raised)
    assert.equal(await sessions.removeByHandle('h1'), undefined)
  })

  test(`${label}: what has ended goes, and lists show who is signed in only`, async () => {
    const { administratorSessions: sessions } = await open()
    const old = at('09:00:00')
    await sessions.add(session({ id: 'a', handle: 'a', createdAt: old }), undefined)
    await sessions.add(session({ id: 'b', handle: 'b', lastUsedAt: old }), undefined)
    await sessions.add(session({ id: 'c', handle: 'c', stage: 'password', createdAt: at('11:59:00') }), undefined)
    await sessions.add(session(), undefined)
    assert.deepEqual(
      (await sessions.list()).map(({ id }) => id),
      ['a', 's1', 'b'],
    )
    const moment = { createdBefore: at('10:00:00'), usedBefore: at('10:00:00'), pendingCreatedBefore: noon }
    assert.equal(await sessions.removeEnded(moment), 3)
    assert.deepEqual(await sessions.find('s1'), session())
  })
}
