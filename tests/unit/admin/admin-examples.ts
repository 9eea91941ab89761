import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Application } from '../../../src/config/application.ts'
import type { ManagedSettings } from '../../../src/config/managed-settings.ts'
import { parseSettings } from '../../../src/config/read-settings.ts'

/** The example document, and a certificate that signs. */

const file = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

export const exampleNow = new Date('2026-12-01T00:00:00Z')

export function exampleCertificate(): Uint8Array {
  const pem = file('tests/fixtures/keys/signing-rsa-2048.pem')
  return Uint8Array.from(new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE'))).raw)
}

export function exampleSettings(): ManagedSettings {
  return parseSettings(file('examples/hybrid-join.yaml'), {})
}

export function exampleApplication(): Application {
  const [application] = exampleSettings().applications
  if (application === undefined) throw new Error('the example has an application')
  return application
}
