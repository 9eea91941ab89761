import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServiceKeyStore } from '../../../src/ports.ts'
import { Secret } from '../../../src/secret.ts'

/** What every store of a gateway's Kerberos keys must do. */
export function serviceKeySuite(label: string, open: () => Promise<ServiceKeyStore>): void {
  test(`${label}: a keytab comes back as it was saved; the last one counts`, async () => {
    const store = await open()
    assert.equal(await store.find('ad'), undefined)
    await store.save('ad', new Secret(Uint8Array.of(5, 2, 1)))
    await store.save('other', new Secret(Uint8Array.of(9)))
    await store.save('ad', new Secret(Uint8Array.of(5, 2, 2)))
    assert.deepEqual([...((await store.find('ad'))?.reveal() ?? [])], [5, 2, 2])
    assert.deepEqual([...((await store.find('other'))?.reveal() ?? [])], [9])
  })
}
