/**
 * Passkeys: WebAuthn credentials that verify their user [WebAuthn3 §7.1, §7.2]. In: what a browser answers (untrusted JSON), the challenge it
 * was sent, the origin it came to. Out: options to send, or a credential that proved itself. Attestation is not asked for: any
 * authenticator will do. Not verified here: that the signature counter went up, which storage decides.
 */
import { createHash } from 'node:crypto'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { IdpError } from '../errors.ts'
import type { FactorOwner, PasskeyFactor } from '../ports/second-factors.ts'

/** Where passkeys work. */
export interface PasskeyPlace {
  readonly rpId: string
  readonly origin: string
}

export function passkeyPlaceOf(origin: string): PasskeyPlace {
  return { rpId: new URL(origin).hostname, origin }
}

export interface NewPasskeyOptions {
  readonly owner: FactorOwner
  readonly account: string
  readonly organisationName: string
  readonly place: PasskeyPlace
  /** base64url */
  readonly challenge: string
  readonly known: readonly PasskeyFactor[]
}

/** PublicKeyCredentialCreationOptionsJSON. */
export async function passkeyCreation(options: NewPasskeyOptions): Promise<string> {
  const { owner, account, organisationName, place, challenge, known } = options
  const made = await generateRegistrationOptions({
    rpName: organisationName,
    rpID: place.rpId,
    userName: account,
    userDisplayName: account,
    // [WebAuthn3 §14.6.1] The handle says nothing of the person.
    userID: Uint8Array.from(
      createHash('sha256')
        .update(JSON.stringify([owner.gatewayId, owner.objectSid]))
        .digest(),
    ),
    challenge: Uint8Array.from(Buffer.from(challenge, 'base64url')),
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
  return JSON.stringify(made)
}

/** PublicKeyCredentialRequestOptionsJSON. */
export async function passkeyRequest(
  place: PasskeyPlace,
  challenge: string,
  known: readonly PasskeyFactor[],
): Promise<string> {
  const made = await generateAuthenticationOptions({
    rpID: place.rpId,
    challenge: Uint8Array.from(Buffer.from(challenge, 'base64url')),
    allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
    userVerification: 'required',
  })
  return JSON.stringify(made)
}

export type NewPasskey = Pick<PasskeyFactor, 'rpId' | 'credentialId' | 'publicKey' | 'transports' | 'lastCount'>

/** Throws AUTHENTICATE_PASSKEY_REFUSED. */
export async function verifyNewPasskey(response: string, challenge: string, place: PasskeyPlace): Promise<NewPasskey> {
  return named(place, async () => {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: JSON.parse(response),
      expectedChallenge: challenge,
      expectedOrigin: place.origin,
      expectedRPID: place.rpId,
      requireUserVerification: true,
    })
    if (!verified) throw new Error('the attestation does not verify')
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential
    return {
      ...{ rpId: place.rpId, credentialId: id, publicKey: Uint8Array.from(publicKey), lastCount: counter },
      transports: transports.map(String).filter(isShort).slice(0, 8),
    }
  })
}

/** Which passkey an answer says it is of; nothing of it is verified. */
export function findPasskeyOf(response: string, known: readonly PasskeyFactor[]): PasskeyFactor | undefined {
  try {
    const { id } = JSON.parse(response)
    return known.find(({ credentialId }) => credentialId === id)
  } catch {
    return undefined
  }
}

/** The signature counter. Throws AUTHENTICATE_PASSKEY_REFUSED. */
export async function verifyPasskeyUse(
  response: string,
  challenge: string,
  place: PasskeyPlace,
  { credentialId, publicKey, lastCount }: PasskeyFactor,
): Promise<number> {
  return named(place, async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: JSON.parse(response),
      expectedChallenge: challenge,
      expectedOrigin: place.origin,
      expectedRPID: place.rpId,
      credential: { id: credentialId, publicKey: Uint8Array.from(publicKey), counter: lastCount },
      requireUserVerification: true,
    })
    if (!verified) throw new Error('the signature does not verify')
    return authenticationInfo.newCounter
  })
}

function isShort(text: string): boolean {
  return text.length <= 32
}

/** The library says by exceptions what is wrong with an answer; so does JSON. */
async function named<Result>({ origin }: PasskeyPlace, verify: () => Promise<Result>): Promise<Result> {
  try {
    return await verify()
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 300) : 'the answer is not understood'
    throw new IdpError('AUTHENTICATE_PASSKEY_REFUSED', { reason, origin }, error)
  }
}
