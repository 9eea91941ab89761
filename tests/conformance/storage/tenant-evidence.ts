import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TenantEvidenceRepository } from '../../../src/ports/tenant-evidence.ts'

/** What every TenantEvidenceRepository does, whatever it keeps it in. `open` gives an empty one. */
export function tenantEvidenceSuite(label: string, open: () => Promise<TenantEvidenceRepository>): void {
  const first = {
    applicationId: 'm365',
    settings: { issuerUri: "https://sts.example.test/applications/m365?a='b'", signOutUri: '' },
    pastedAt: new Date('2026-03-01T12:00:00Z'),
    pastedBy: 'alice',
  }

  test(`${label}: what was pasted comes back, for its application only`, async () => {
    const evidence = await open()
    assert.equal(await evidence.find('m365'), undefined)
    await evidence.save(first)
    assert.deepEqual(await evidence.find('m365'), first)
    assert.equal(await evidence.find('other'), undefined)
  })

  test(`${label}: what is pasted later takes the place of what was there`, async () => {
    const evidence = await open()
    const later = {
      ...first,
      settings: { issuerUri: 'urn:new' },
      pastedAt: new Date('2026-03-02T12:00:00Z'),
      pastedBy: 'bob',
    }
    await evidence.save(first)
    await evidence.save({ ...first, applicationId: 'other' })
    await evidence.save(later)
    assert.deepEqual(await evidence.find('m365'), later)
    assert.deepEqual(await evidence.find('other'), { ...first, applicationId: 'other' })
  })
}
