/**
 * A factor that is set up answers. In: what the browser posted (untrusted). Out: nothing, or a refusal. Codes are counted before they are
 * looked at; each is good once [RFC6238 §5.2]. Passkeys cannot be guessed and are not counted, so a guesser of codes locks nobody out.
 */
import { IdpError } from '../errors.ts'
import type { TotpFactor } from '../ports/second-factors.ts'
import { challengeOf, type FactorSubject, isPasskey, usableFactors } from './factor-subject.ts'
import { findPasskeyOf, passkeyPlaceOf, verifyPasskeyUse } from './passkeys.ts'
import { hashRecoveryCode } from './recovery-codes.ts'
import { findTotpStep } from './totp.ts'

export type FactorToUse =
  | { readonly kind: 'totp' | 'recoveryCode'; readonly code: string }
  | { readonly kind: 'passkey'; readonly response: string }

/** Throws AUTHENTICATE_SECOND_FACTOR_REFUSED, _LOCKED, AUTHENTICATE_RATE_LIMITED, AUTHENTICATE_PASSKEY_REFUSED, STORAGE_…. */
export async function useFactor(subject: FactorSubject, form: FactorToUse): Promise<void> {
  if (form.kind === 'passkey') await usePasskey(subject, form.response)
  else await useCode(subject, form)
}

async function useCode(subject: FactorSubject, form: Extract<FactorToUse, { code: string }>): Promise<void> {
  const { owner, account, remoteAddress, ports } = subject
  const counted = await ports.factorLockout.begin({ ...owner, samAccountName: account, remoteAddress })
  const isRight =
    form.kind === 'recoveryCode'
      ? await ports.secondFactors.useRecoveryCode(owner, hashRecoveryCode(owner, form.code))
      : await useTotp(subject, form.code)
  if (!isRight) throw new IdpError('AUTHENTICATE_SECOND_FACTOR_REFUSED', { account, method: form.kind })
  await counted.succeeded()
}

async function useTotp(subject: FactorSubject, code: string): Promise<boolean> {
  const { owner, ports } = subject
  const now = ports.clock.now()
  const apps = usableFactors(subject).filter((factor): factor is TotpFactor => factor.kind === 'totp')
  for (const { id, secret } of apps) {
    const step = findTotpStep(secret, code, now)
    if (step !== undefined && (await ports.secondFactors.use(owner, id, step, now))) return true
  }
  return false
}

async function usePasskey(subject: FactorSubject, response: string): Promise<void> {
  const { owner, ports } = subject
  const now = ports.clock.now()
  const place = passkeyPlaceOf(subject.webOrigin)
  const refused = (reason: string) => new IdpError('AUTHENTICATE_PASSKEY_REFUSED', { reason, origin: place.origin })
  const challenge = await ports.factorChallenges.take(challengeOf(subject, 'usePasskey'), now)
  if (challenge === undefined) throw refused('its challenge is not of this session, was used before, or is too old')
  const passkey = findPasskeyOf(response, usableFactors(subject).filter(isPasskey))
  if (passkey === undefined) throw refused('the user has no such passkey')
  const count = await verifyPasskeyUse(response, challenge.reveal(), place, passkey)
  if (!(await ports.secondFactors.use(owner, passkey.id, count, now)))
    throw refused('its signature counter went back: there may be a copy of it')
}
