// A table: the properties of a domain's federation settings, which checks of the doctor judge them, and what they are for.
import type { ReadFederationSettings } from '../../doctor/read-federation-settings.ts'
import type { FederationProperties } from '../scripts/federation-properties.ts'

interface ComparedProperty {
  readonly property: keyof FederationProperties
  readonly name: keyof ReadFederationSettings
  readonly checks: readonly string[]
  readonly isRequired: boolean
  readonly why: string
}

export const comparedProperties: readonly ComparedProperty[] = [
  {
    property: 'IssuerUri',
    name: 'issuerUri',
    checks: ['federation/issuer'],
    isRequired: true,
    why: 'Entra finds the domain of a token by its issuer, letter by letter. Another one ends in AADSTS50107.',
  },
  {
    property: 'MetadataExchangeUri',
    name: 'metadataExchangeUri',
    checks: ['federation/mex-uri', 'federation/mex13'],
    isRequired: true,
    why: 'Windows reads there where to bring its ticket. Hybrid join needs the address with mex13.',
  },
  {
    property: 'ActiveSignInUri',
    name: 'activeSignInUri',
    checks: ['federation/active-uri'],
    isRequired: true,
    why: 'Clients that sign in with user name and password send them there.',
  },
  {
    property: 'PassiveSignInUri',
    name: 'passiveSignInUri',
    checks: ['federation/passive-uri'],
    isRequired: true,
    why: 'Browsers are sent there to sign in.',
  },
  {
    property: 'SignOutUri',
    name: 'signOutUri',
    checks: ['federation/sign-out-uri'],
    isRequired: false,
    why: 'Browsers are sent there to sign out. Without it users stay signed in here.',
  },
  {
    property: 'SigningCertificate',
    name: 'signingCertificate',
    checks: ['federation/certificate', 'federation/certificate-expiry', 'federation/certificate-strength'],
    isRequired: true,
    why: 'Entra checks the signature of every token with it. Another one ends in AADSTS5000811 for everybody.',
  },
  {
    property: 'NextSigningCertificate',
    name: 'nextSigningCertificate',
    checks: ['federation/next-certificate'],
    isRequired: false,
    why: 'Taken beside the signing certificate, so that the key can change without anybody noticing.',
  },
  {
    property: 'PreferredAuthenticationProtocol',
    name: 'preferredAuthenticationProtocol',
    checks: ['federation/protocol'],
    isRequired: true,
    why: 'With anything but wsFed Windows looks for no WS-Trust, and no device joins (0xcaa90017).',
  },
  {
    property: 'FederatedIdpMfaBehavior',
    name: 'federatedIdpMfaBehavior',
    checks: ['federation/mfa'],
    isRequired: false,
    why: 'Says whose second factor counts. The wrong one asks people twice, or in a circle.',
  },
  {
    property: 'DisplayName',
    name: 'displayName',
    checks: [],
    isRequired: false,
    why: 'What Entra calls the identity provider. Nothing depends on it.',
  },
]
