import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { applicationAddresses } from '../../config/endpoints.ts'
import { DeviceFailure } from '../../simulator/device/device-failure.ts'
import { requestAssertion } from '../../simulator/device/request-assertion.ts'
import type { LabInstallation } from '../lab/start-lab-installation.ts'

/** On loopback like everybody, and nobody else's. */
export const strangersAddress = '127.66.6.6'

export interface PasswordTries {
  readonly userPrincipalName: string
  readonly passwords: readonly string[]
  /** Left out, where the user's own device is. */
  readonly localAddress?: string
}

/** Passwords tried at usernamemixed, one after the other; whether one of them is right is not looked at. */
export async function tryPasswords(
  { boot, device, names, lab }: LabInstallation,
  { userPrincipalName, passwords, localAddress }: PasswordTries,
): Promise<void> {
  const ca = readFileSync(lab.caFile, 'utf8')
  const network = { hosts: device.hosts ?? {}, ca, ...(localAddress && { localAddress }) }
  const { activeSignInUri } = applicationAddresses(boot.publicUrl, names.applicationId)
  for (const password of passwords) {
    await requestAssertion(network, {
      endpoint: { trustVersion: '13', credential: 'password', url: activeSignInUri },
      appliesTo: 'urn:federation:MicrosoftOnline',
      clientRequestId: randomUUID(),
      userAgent: 'Joinery rehearsal',
      credential: { kind: 'password', username: userPrincipalName, password },
    }).catch(expectRefusal)
  }
}

function expectRefusal(error: unknown): void {
  if (!(error instanceof DeviceFailure)) throw error
}
