import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiClient, ApiClientRepository } from '../../../src/ports/api-clients.ts'
import type { AuditLog } from '../../../src/ports/audit.ts'
import { auditRecord } from './audit.ts'

/** What every ApiClientRepository does. `open` gives an empty one, and the audit log of the same database. */

const now = new Date('2026-03-01T12:00:00Z')
const soon = new Date('2026-03-01T12:15:00Z')

function apiClient(changes: Partial<ApiClient> = {}): ApiClient {
  const times = { createdAt: now, updatedAt: now }
  return { id: 'c1', name: 'Zähler', description: undefined, role: 'readOnly', enabled: true, ...times, ...changes }
}

let records = 0
const audit = () => auditRecord({ id: `record ${++records}` })
const secret = (id: string) => ({ id, hash: `hash of ${id}`, createdAt: now })

type Open = () => Promise<{ readonly clients: ApiClientRepository; readonly audit: AuditLog }>

export function apiClientSuite(label: string, open: Open): void {
  test(`${label}: a client is kept, changed and removed, each time with its audit record`, async () => {
    const { clients, audit: log } = await open()
    await clients.add(apiClient(), secret('s1'), audit())
    const held = { ...apiClient(), secrets: [{ id: 's1', createdAt: now, lastUsedAt: undefined }] }
    assert.deepEqual(await clients.list(), [held])
    const changed = apiClient({ name: 'other', description: 'x', enabled: false, role: 'owner', updatedAt: soon })
    assert.equal(await clients.update(changed, { before: held, endTokens: false }, audit()), true)
    assert.deepEqual(await clients.find('c1'), { ...changed, secrets: held.secrets })
    assert.equal(await clients.update(changed, { before: held, endTokens: false }, audit()), false)
    assert.equal(await clients.remove('c1', audit()), true)
    assert.equal(await clients.remove('c1', audit()), false)
    assert.equal(await clients.find('c1'), undefined)
    assert.equal((await log.list({}, 10)).length, 3)
  })

  test(`${label}: a name is taken once, and a refused change leaves no record`, async () => {
    const { clients, audit: log } = await open()
    await clients.add(apiClient(), secret('s1'), audit())
    const taken = { code: 'STORAGE_NAME_TAKEN' }
    await assert.rejects(clients.add(apiClient({ id: 'c2' }), secret('s2'), audit()), taken)
    await clients.add(apiClient({ id: 'c2', name: 'b' }), secret('s2'), audit())
    const second = apiClient({ id: 'c2' })
    await assert.rejects(clients.update(second, { before: second, endTokens: false }, audit()), taken)
    assert.equal((await log.list({}, 10)).length, 2)
  })

  test(`${label}: so many secrets at most, also when two are added at once`, async () => {
    const { clients } = await open()
    await clients.add(apiClient(), secret('s1'), audit())
    const both = await Promise.all(['s2', 's3'].map((id) => clients.addSecret('c1', secret(id), 2, audit())))
    assert.deepEqual(both.sort(), [false, true])
    assert.equal((await clients.find('c1'))?.secrets.length, 2)
    assert.equal(await clients.addSecret('nobody', secret('s4'), 2, audit()), false)
  })

  test(`${label}: a secret finds its own client only, and notes its use`, async () => {
    const { clients } = await open()
    await clients.add(apiClient(), secret('s1'), audit())
    await clients.add(apiClient({ id: 'c2', name: 'b' }), secret('s2'), audit())
    assert.deepEqual(await clients.findBySecret('c1', 'hash of s1', soon), { client: apiClient(), secretId: 's1' })
    assert.deepEqual((await clients.find('c1'))?.secrets[0]?.lastUsedAt, soon)
    for (const [id, hash] of [
      ['c1', 'hash of s2'],
      ['c2', 'hash of s1'],
      ['c3', 'hash of s1'],
    ] as const)
      assert.equal(await clients.findBySecret(id, hash, soon), undefined)
  })

  test(`${label}: a token lasts until it expires, is revoked, or its secret or client goes or is switched off`, async () => {
    const ends: ((clients: ApiClientRepository) => Promise<unknown>)[] = [
      (clients) => clients.removeToken('c1', 't'),
      (clients) => clients.removeSecret('c1', 's1', audit()),
      (clients) => clients.remove('c1', audit()),
      (clients) => clients.update(apiClient({ enabled: false }), { before: apiClient(), endTokens: false }, audit()),
      (clients) => clients.update(apiClient({ role: 'owner' }), { before: apiClient(), endTokens: true }, audit()),
    ]
    for (const end of ends) {
      const { clients } = await open()
      await clients.add(apiClient(), secret('s1'), audit())
      await clients.addToken({ hash: 't', clientId: 'c1', secretId: 's1', expiresAt: soon }, now)
      await clients.removeToken('c2', 't')
      assert.deepEqual(await clients.findByToken('t', now), apiClient())
      assert.equal(await clients.findByToken('t', soon), undefined)
      await end(clients)
      assert.equal(await clients.findByToken('t', now), undefined)
    }
  })

  test(`${label}: tokens that have expired are forgotten when others are made`, async () => {
    const { clients } = await open()
    await clients.add(apiClient(), secret('s1'), audit())
    const token = { clientId: 'c1', secretId: 's1' }
    await clients.addToken({ ...token, hash: 'old', expiresAt: now }, new Date(0))
    await clients.addToken({ ...token, hash: 'new', expiresAt: soon }, now)
    assert.equal(await clients.findByToken('old', new Date(0)), undefined)
    assert.deepEqual(await clients.findByToken('new', now), apiClient())
  })
}
