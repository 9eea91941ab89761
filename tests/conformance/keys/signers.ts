import assert from 'node:assert/strict'
import { constants, verify, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { managedSettings } from '../../../src/config/managed-settings.ts'
import { microsoft365Application } from '../../../src/config/presets.ts'
import type { Signers, SigningAlgorithm } from '../../../src/ports.ts'

/** What every Signers does for an application that names no key. */

export function applicationWithKey(keyId?: string) {
  const settings = managedSettings.parse({
    applications: [
      {
        ...microsoft365Application({ id: 'm365', domainName: 'corp.example.com' }),
        idpSigning: keyId === undefined ? undefined : { key: { id: keyId } },
      },
    ],
  })
  const [application] = settings.applications
  assert.ok(application)
  return application
}

const digests: Readonly<Record<SigningAlgorithm, string>> = {
  SHA256withRSA: 'sha256',
  SHA384withRSA: 'sha384',
  SHA512withRSA: 'sha512',
}

export function signersSuite(label: string, open: () => Promise<Signers>): void {
  test(`${label}: signatures verify with the certificate, for each algorithm [RFC9231 §2.3.2]`, async () => {
    const signer = await (await open()).signerFor(applicationWithKey())
    const { publicKey } = new X509Certificate(signer.certificate)
    const data = new Uint8Array(Buffer.from('what is signed'))
    for (const algorithm of ['SHA256withRSA', 'SHA384withRSA', 'SHA512withRSA'] as const) {
      const signature = await signer.sign(algorithm, data)
      const key = { key: publicKey, padding: constants.RSA_PKCS1_PADDING }
      assert.ok(verify(digests[algorithm], data, key, signature), algorithm)
      assert.ok(!verify(digests[algorithm], data.subarray(1), key, signature), algorithm)
    }
  })

  test(`${label}: the certificate of the signer is the first to publish`, async () => {
    const signers = await open()
    const { certificate } = await signers.signerFor(applicationWithKey())
    assert.deepEqual((await signers.certificatesFor(applicationWithKey()))[0], certificate)
  })

  test(`${label}: many signatures at once, none waits on the event loop`, async () => {
    const signer = await (await open()).signerFor(applicationWithKey())
    const began = performance.now()
    const signing = Array.from({ length: 20 }, (_, n) => signer.sign('SHA256withRSA', Uint8Array.of(n)))
    const called = performance.now() - began
    const signatures = await Promise.all(signing)
    assert.ok(called < performance.now() - began, 'calling returns before the signatures are there')
    assert.equal(new Set(signatures.map((bytes) => Buffer.from(bytes).toString('hex'))).size, 20)
  })
}
