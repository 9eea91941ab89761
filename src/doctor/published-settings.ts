import type { Fact } from './fact.ts'

/** What the identity provider says of itself, from whatever of it is among the inputs: what Entra's settings are held against. */
export interface PublishedSettings {
  readonly issuerUri?: Fact
  readonly passiveSignInUri?: Fact
  readonly activeSignInUri?: Fact
  readonly metadataExchangeUri?: Fact
  readonly signOutUri?: Fact
  /** Base64 of the DER, the one that signs first. */
  readonly certificates: readonly Fact[]
}
