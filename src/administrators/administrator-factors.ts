import { IdpError } from '../errors.ts'
import type { AdministratorRecord } from '../ports/administrators.ts'
import { ownerOfAdministrator } from '../ports/owner-of-administrator.ts'
import { type FactorSubject, isPasskey, usableFactors } from '../second-factor/factor-subject.ts'
import { type FactorToMake, makeFactor, renewRecoveryCodes } from '../second-factor/make-factor.ts'
import { offerNewPasskey, offerPasskeyUse, offerTotp } from '../second-factor/offer-factor.ts'
import type { AdministratorPorts, BrowserPlace } from './administrator-ports.ts'
import type { ConsoleSession } from './console-sessions.ts'

/** Second factors of administrators: the same apps, passkeys and recovery codes as users have, under an owner of their own. */

/** What the console asks for, beside the password. */
export interface FactorQuestion {
  readonly takesCode: boolean
  readonly takesRecoveryCode: boolean
  /** PublicKeyCredentialRequestOptionsJSON, as text. */
  readonly passkeyRequest: string | undefined
}

export interface EnrolmentQuestion {
  readonly app: { readonly uri: string; readonly secret: string } | undefined
  /** PublicKeyCredentialCreationOptionsJSON, as text. */
  readonly passkeyCreation: string | undefined
}

/** `sessionId`: of a session, or of a link that is being accepted. */
export function factorSubject(
  { id, name }: Pick<AdministratorRecord, 'id' | 'name'>,
  factors: FactorSubject['factors'],
  sessionId: string,
  { remoteAddress, webOrigin }: BrowserPlace,
  ports: AdministratorPorts,
): FactorSubject {
  return {
    ...{ owner: ownerOfAdministrator(id), account: name, sessionId, factors, ports, remoteAddress, webOrigin },
    methods: ['passkey', 'totp'],
  }
}

export async function subjectOf(
  { session, administrator }: ConsoleSession,
  place: BrowserPlace,
  ports: AdministratorPorts,
): Promise<FactorSubject> {
  const factors = await ports.secondFactors.list(ownerOfAdministrator(administrator.id))
  return factorSubject(administrator, factors, session.id, place, ports)
}

/** Throws AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE when nothing that is set up works here. */
export async function askFactor(subject: FactorSubject): Promise<FactorQuestion> {
  const usable = usableFactors(subject)
  const takesRecoveryCode = (await subject.ports.secondFactors.countRecoveryCodes(subject.owner)) > 0
  if (usable.length === 0 && !takesRecoveryCode)
    throw new IdpError('AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE', { account: subject.account })
  const takesCode = usable.some((factor) => !isPasskey(factor))
  return { takesCode, takesRecoveryCode, passkeyRequest: await offerPasskeyUse(subject) }
}

/** Addresses have no passkeys [WebAuthn3 §5.1.3]: under 127.0.0.1 only an app is offered. */
export async function askToEnrol(
  subject: FactorSubject,
  settings: AdministratorPorts['settings'],
): Promise<EnrolmentQuestion> {
  const issuer = `${settings.current().managed.environment.name} console`
  const hasName = !/^[\d.]+$|^\[/.test(new URL(subject.webOrigin).hostname)
  return {
    app: await offerTotp(subject, issuer),
    passkeyCreation: hasName ? await offerNewPasskey(subject, issuer) : undefined,
  }
}

/** The recovery codes to show; none where there are some already. */
export async function addFactor(subject: FactorSubject, form: FactorToMake): Promise<readonly string[]> {
  const { owner, ports } = subject
  await ports.secondFactors.add(owner, await makeFactor(subject, form))
  return (await ports.secondFactors.countRecoveryCodes(owner)) > 0 ? [] : renewRecoveryCodes(subject)
}
