import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditLog, AuditRecord } from '../../../src/ports/audit.ts'

/** What every AuditLog does. `open` gives an empty one. */

export function auditRecord(changes: Partial<AuditRecord> = {}): AuditRecord {
  return {
    id: 'r1',
    at: new Date('2026-03-01T12:00:00Z'),
    actor: { kind: 'apiClient', id: 'c1', name: 'Zoë', role: 'owner', remoteAddress: '192.0.2.1' },
    action: 'update',
    resource: 'applications/m365',
    ...changes,
  }
}

export function auditSuite(label: string, open: () => Promise<AuditLog>): void {
  test(`${label}: a record comes back as it was kept`, async () => {
    const audit = await open()
    const record = auditRecord({ before: { name: 'ä', list: [1, null] }, after: null })
    await audit.add(record)
    assert.deepEqual(await audit.list({}, 10), [record])
    await audit.add(auditRecord({ id: 'r0' }))
    assert.deepEqual((await audit.list({}, 10))[1], auditRecord({ id: 'r0' }))
  })

  test(`${label}: newest first, page by page, also within one millisecond`, async () => {
    const audit = await open()
    const later = new Date('2026-03-01T12:00:01Z')
    for (const [id, at] of [['a', later], ['b'], ['c'], ['d', later]] as const)
      await audit.add(auditRecord({ id, ...(at && { at }) }))
    const ids = (records: readonly AuditRecord[]) => records.map(({ id }) => id)
    const first = await audit.list({}, 3)
    assert.deepEqual(ids(first), ['d', 'a', 'c'])
    assert.deepEqual(ids(await audit.list({}, 3, first[2])), ['b'])
  })

  test(`${label}: filters by time, actor, action and resource with what is below it`, async () => {
    const audit = await open()
    await audit.add(auditRecord({ id: 'a', resource: 'gateways/ad' }))
    await audit.add(auditRecord({ id: 'b', resource: 'gateways/ad/credentials', action: 'delete' }))
    await audit.add(auditRecord({ id: 'c', resource: 'gateways/ad-2' }))
    await audit.add(auditRecord({ id: 'd', resource: 'x_y', actor: { ...auditRecord().actor, id: 'c2' } }))
    const ids = async (filter: Parameters<AuditLog['list']>[0]) =>
      (await audit.list(filter, 10))
        .map(({ id }) => id)
        .sort()
        .join('')
    assert.equal(await ids({ resource: 'gateways/ad' }), 'ab')
    assert.equal(await ids({ resource: 'gateways' }), 'abc')
    assert.equal(await ids({ resource: 'x%y' }), '')
    assert.equal(await ids({ action: 'delete' }), 'b')
    assert.equal(await ids({ actorId: 'c2' }), 'd')
    assert.equal(await ids({ from: new Date('2026-03-01T12:00:00Z') }), 'abcd')
    assert.equal(await ids({ until: new Date('2026-03-01T12:00:00Z') }), '')
  })

  test(`${label}: old records go`, async () => {
    const audit = await open()
    await audit.add(auditRecord({ id: 'old', at: new Date('2024-01-01T00:00:00Z') }))
    await audit.add(auditRecord({ id: 'new' }))
    assert.equal(await audit.removeBefore(new Date('2025-01-01T00:00:00Z')), 1)
    assert.deepEqual(
      (await audit.list({}, 10)).map(({ id }) => id),
      ['new'],
    )
  })
}
