import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { webOriginOf } from '../../../src/issuance/web-origin-of.ts'
import type { PasskeyFactor } from '../../../src/ports/second-factors.ts'
import { findPasskeyOf, verifyNewPasskey, verifyPasskeyUse } from '../../../src/second-factor/passkeys.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'

/** What hostile answers come to; good ones come from a real browser, in tests/lab/browser. */

const place = { rpId: 'sts.example.test', origin: 'https://sts.example.test' }
const passkey: PasskeyFactor = {
  ...{ kind: 'passkey', id: 'key', label: '', rpId: place.rpId, credentialId: 'AQID', publicKey: Uint8Array.of(0xa0) },
  ...{ transports: [], lastCount: 0, createdAt: new Date(0), lastUsedAt: undefined },
}

const clientData = (type: string) =>
  fc
    .record({
      type: fc.constantFrom(type, 'x'),
      challenge: fc.constantFrom('AAAA', ''),
      origin: fc.constantFrom(place.origin, 'https://evil.test'),
    })
    .map((data) => Buffer.from(JSON.stringify(data)).toString('base64url'))

const bytes = fc.uint8Array({ maxLength: 200 }).map((value) => Buffer.from(value).toString('base64url'))

const answers = (type: string) =>
  fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({
        ...{ id: fc.constant('AQID'), rawId: fc.constant('AQID'), type: fc.constant('public-key') },
        response: fc.record({
          clientDataJSON: fc.oneof(clientData(type), bytes),
          ...{ attestationObject: bytes, authenticatorData: bytes, signature: bytes },
        }),
      })
      .map((answer) => JSON.stringify(answer)),
  )

test('[WebAuthn3 §7.1] whatever a browser posts is a passkey or a refusal with a name', async () => {
  await fc.assert(
    fc.asyncProperty(answers('webauthn.create'), async (response) => {
      await assert.rejects(verifyNewPasskey(response, 'AAAA', place), { code: 'AUTHENTICATE_PASSKEY_REFUSED' })
    }),
  )
})

test('[WebAuthn3 §7.2] whatever answers for a passkey without its key is refused by name', async () => {
  await fc.assert(
    fc.asyncProperty(answers('webauthn.get'), async (response) => {
      findPasskeyOf(response, [passkey])
      const used = verifyPasskeyUse(response, 'AAAA', place, passkey)
      await assert.rejects(used, { code: 'AUTHENTICATE_PASSKEY_REFUSED' })
    }),
  )
})

test('[WebAuthn3 §5.1.3] the origin is one of ours that the browser came to; a Host header cannot name another', () => {
  const settings = memorySettings({}, 'https://sts.example.test:8443').current()
  const origin = (host: string) =>
    webOriginOf(
      {
        ...{ method: 'GET', applicationId: 'app', path: '/', query: '', body: new Uint8Array(), remoteAddress: '::1' },
        ...{ channelBinding: undefined, headers: { host } },
      },
      settings,
    )
  for (const host of ['sts.example.test:8443', 'STS.example.test:8443', 'evil.test', ''])
    assert.equal(origin(host), 'https://sts.example.test:8443')
})
