import type { ShownFederation } from '../ports/key-rollover.ts'
import type { ReadFederationSettings } from './read-federation-settings.ts'

/** What pasted federation settings show of certificates. */
export function shownFederations(settings: readonly ReadFederationSettings[]): readonly ShownFederation[] {
  return settings.map(({ domainId, issuerUri, signingCertificate, nextSigningCertificate }) => ({
    domainName: domainId,
    ...{ issuerUri, signingCertificate, nextSigningCertificate },
  }))
}
