import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { microsoft365Application } from '../../../src/config/presets.ts'
import { publishFederationMetadata } from '../../../src/publish/publish-federation-metadata.ts'
import { fixedSigner, fixedSigners } from '../../fakes/fixed-signers.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'

// Entra believes metadata only when its signature holds; here xmlsec1, with libxml2's canonical form, is the reader.

const folder = await mkdtemp(join(tmpdir(), 'joinery-metadata-'))
after(() => rm(folder, { recursive: true }))
const certificateFile = join(folder, 'certificate.pem')
await writeFile(certificateFile, new X509Certificate(fixedSigner.certificate).toString())

async function isAccepted(text: string): Promise<boolean> {
  const file = join(folder, 'metadata.xml')
  await writeFile(file, text)
  const trust = ['--enabled-key-data', 'rsa', '--pubkey-cert-pem', certificateFile]
  const id = ['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor']
  const run = promisify(execFile)('xmlsec1', ['--verify', ...trust, ...id, file])
  return run.then(
    () => true,
    (error: { code?: unknown }) => {
      // A missing xmlsec1 must not look like a refusal.
      assert.equal(error.code, 1, String(error))
      return false
    },
  )
}

test('[SAMLMeta20 §3.1] xmlsec1 accepts the metadata, and no change of it', async () => {
  const issuerUri = 'https://sts.example.test/applications/m365'
  for (const algorithm of ['SHA256withRSA', 'SHA512withRSA']) {
    const app = {
      ...microsoft365Application({ id: 'm365', domainName: 'corp.example' }),
      issuerUri,
      idpSigning: { algorithm },
    }
    const settings = memorySettings({ applications: [app] })
    const [application] = settings.current().managed.applications
    assert.ok(application)
    const { body } = await publishFederationMetadata(application, { settings, signers: fixedSigners() })
    assert.ok(await isAccepted(body))
    const changes: readonly (readonly [string, string])[] = [
      ['/wsf/prp/m365', '/wsf/prp/m366'],
      ['fed:SecurityTokenServiceType', 'fed:ApplicationServiceType'],
      ['entityID="https://sts', 'entityID="https://stt'],
      ['</fed:TargetScopes>', ' </fed:TargetScopes>'],
      ['use="signing"', 'use="encryption"'],
    ]
    for (const [from, to] of changes) {
      const changed = body.replace(from, to)
      assert.notEqual(changed, body, from)
      assert.ok(!(await isAccepted(changed)), to)
    }
  }
})
