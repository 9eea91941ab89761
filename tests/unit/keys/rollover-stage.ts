import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { managedSettings } from '../../../src/config/managed-settings.ts'
import { microsoft365Application } from '../../../src/config/presets.ts'
import { keyRollover } from '../../../src/keys/key-rollover.ts'
import { dayMilliseconds } from '../../../src/keys/rollover-state.ts'
import { signInBackground } from '../../../src/keys/sign-in-background.ts'
import type { ShownFederation } from '../../../src/ports/key-rollover.ts'
import type { SigningKeyState } from '../../../src/ports.ts'
import { selfSignedCertificate } from '../../../src/protocol/x509/self-signed-certificate.ts'
import { Secret } from '../../../src/secret.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { memorySigningKeys } from '../../fakes/memory-signing-keys.ts'

/** Two federated domains that sign with the default key, a key in force, and a clock. */

const pem = readFileSync(new URL('../../fixtures/keys/signing-rsa-2048.pem', import.meta.url), 'utf8')
const privateKey = createPrivateKey(pem.slice(pem.indexOf('-----BEGIN PRIVATE')))
const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })

export const issuerOf = (applicationId: string) => `https://sts.example.com/applications/${applicationId}`

export async function rolloverStage(signingKeys: Record<string, unknown> = {}) {
  const clock = fixedClock()
  let version = 1
  let managed = settingsOf({ a: 'corp.example.com', b: 'shop.example.com' }, signingKeys)
  const keys = memorySigningKeys(() => version)
  const randomness = countedRandomness()
  const parts = { keys, evidence: keys.evidence, clock, randomness, settings: async () => ({ managed, version }) }

  const addKey = async (id: string, state: SigningKeyState, { days = 1000, since = clock.now() } = {}) => {
    const now = clock.now()
    const certificate = await selfSignedCertificate(
      {
        commonName: id,
        serialNumber: Uint8Array.of(1),
        notBefore: new Date(now.getTime() - dayMilliseconds),
        notAfter: new Date(now.getTime() + days * dayMilliseconds + 1000),
        publicKey,
      },
      (bytes) => signInBackground('sha256', bytes, privateKey),
    )
    const times = { createdAt: now, stateSince: since }
    await keys.add({ id, name: id, state, bits: 2048, certificate, ...times }, new Secret(Uint8Array.of(1)))
  }
  const base64Of = async (id: string) =>
    Buffer.from((await keys.list()).find((key) => key.id === id)?.certificate ?? []).toString('base64')
  return {
    ...{ clock, keys, addKey, base64Of, rollover: keyRollover(parts), settings: () => managed.signingKeys },
    /** Entra's settings of one domain, holding these keys. */
    shown: async (application: 'a' | 'b', current: string, next?: string): Promise<ShownFederation> => ({
      domainName: application === 'a' ? 'corp.example.com' : 'shop.example.com',
      issuerUri: issuerOf(application),
      signingCertificate: await base64Of(current),
      nextSigningCertificate: next === undefined ? undefined : await base64Of(next),
    }),
    change(domains: Readonly<Record<string, string>>, named: Readonly<Record<string, string>> = {}) {
      managed = settingsOf(domains, signingKeys, named)
      version += 1
    },
    states: async () => Object.fromEntries((await keys.list()).map(({ id, state }) => [id, state])),
  }
}

function settingsOf(
  domains: Readonly<Record<string, string>>,
  signingKeys: unknown,
  named: Record<string, string> = {},
) {
  const applications = Object.entries(domains).map(([id, domainName]) => ({
    ...microsoft365Application({ id, domainName }),
    issuerUri: issuerOf(id),
    ...(named[id] === undefined ? {} : { idpSigning: { key: { id: named[id] } } }),
  }))
  return managedSettings.parse({ applications, signingKeys })
}
