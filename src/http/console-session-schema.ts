import { z } from 'zod'
import type { Permission } from '../admin/permissions.ts'
import type { Role } from '../config/roles.ts'

/** What the console and the server say to each other at /console/session; the console takes the types of the answers from here. */

const secretText = z.string().min(1).max(1024)
const label = z.string().trim().max(64).default('')
/** What the authenticator said; judged by the library that knows. */
const credential = z.record(z.string(), z.unknown())

export const passwordBody = z.strictObject({ name: z.string().trim().min(1).max(256), password: secretText })

export const factorBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('totp'), code: z.string().max(32) }),
  z.strictObject({ kind: z.literal('recoveryCode'), code: z.string().max(64) }),
  z.strictObject({ kind: z.literal('passkey'), response: credential }),
])

export const enrolmentBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('enrolTotp'), code: z.string().max(32), label }),
  z.strictObject({ kind: z.literal('enrolPasskey'), response: credential, label }),
])

export const changePasswordBody = z.strictObject({ current: secretText, wanted: secretText })

export const tokenBody = z.strictObject({ token: z.string().min(1).max(128) })

const chosen = {
  token: tokenBody.shape.token,
  name: z.string().trim().max(64).default(''),
  email: z.email().max(254).optional(),
  password: secretText,
}
export const chosenBody = z.strictObject(chosen)
export const acceptBody = z.strictObject({ ...chosen, factor: enrolmentBody })

// ---- answers ----

export interface SignedInAnswer {
  readonly administrator: {
    readonly id: string
    readonly name: string
    readonly email?: string | undefined
    readonly role: Role
    readonly kind: 'local' | 'directory'
  }
  readonly permissions: readonly Permission[]
}

export interface FactorQuestionAnswer {
  readonly takesCode: boolean
  readonly takesRecoveryCode: boolean
  /** PublicKeyCredentialRequestOptionsJSON */
  readonly passkeyRequest?: unknown
}

export interface EnrolmentQuestionAnswer {
  /** `picture`: what an app reads, as a data: address. */
  readonly app?: { readonly picture: string; readonly secret: string } | undefined
  /** PublicKeyCredentialCreationOptionsJSON */
  readonly passkeyCreation?: unknown
}

export type PasswordAnswer =
  | { readonly next: 'factor'; readonly question: FactorQuestionAnswer }
  | { readonly next: 'enrolment'; readonly question: EnrolmentQuestionAnswer }

/** Empty where there were codes already. */
export interface CodesAnswer {
  readonly recoveryCodes: readonly string[]
}

export interface InvitationAnswer {
  readonly purpose: 'first' | 'invite' | 'reset'
  readonly role: Role
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly expiresAt: string
}

export interface AccountAnswer {
  readonly factors: readonly {
    readonly id: string
    readonly kind: 'totp' | 'passkey'
    readonly label: string
    /** Of a passkey: the host name it works under. */
    readonly host?: string | undefined
    readonly createdAt: string
    readonly lastUsedAt?: string | undefined
  }[]
  readonly recoveryCodesLeft: number
  readonly sessions: readonly {
    readonly id: string
    /** This one. */
    readonly current: boolean
    readonly remoteAddress: string
    readonly userAgent?: string | undefined
    readonly createdAt: string
    readonly lastUsedAt: string
  }[]
}
