import { type PublicAddresses, publicOrigins } from '../../config/public-hosts.ts'
import { IdpError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import { findFormSecret, isFormToken } from '../browser-cookies.ts'
import type { AcceptedSignIn, AccountForm, BrowserRequest, FactorForm, PasswordCredential } from '../stages.ts'

/**
 * A posted form. In: the body of a POST (untrusted). Out: what the user typed, proved to come from a page that we sent to this very
 * browser: otherwise another site could sign it in as somebody else. Two proofs, each enough: what the browser says of the page
 * (Origin, Sec-Fetch-Site), and a token that goes with a cookie [RFC6265 §8.2]. NOT verified: the password, or the second factor.
 */
export interface SignInForm {
  /** undefined: the form is about something else. */
  readonly credential: PasswordCredential | undefined
  readonly factorForm: FactorForm | undefined
  readonly accountForm: AccountForm | undefined
  readonly newPassword: AcceptedSignIn['newPassword']
  readonly staySignedIn: boolean
}

/** Throws ACCEPT_FORM_FOREIGN, ACCEPT_FORM_TOKEN. */
export function acceptForm(http: BrowserRequest, address: string, settings: PublicAddresses): SignInForm {
  const fields = acceptFields(http, address, settings)
  const text = (name: string): string => fields.get(name) ?? ''
  const [factorForm, accountForm] = [findFactorForm(fields), findAccountForm(fields)]
  if (factorForm !== undefined || accountForm !== undefined)
    return { credential: undefined, factorForm, accountForm, newPassword: undefined, staySignedIn: false }
  return {
    credential: { kind: 'password', username: text('username').trim(), password: new Secret(text('password')) },
    ...{ factorForm, accountForm },
    newPassword: newPasswordIn(fields),
    staySignedIn: fields.has('staySignedIn'),
  }
}

/** The fields of a form that is ours. Throws ACCEPT_FORM_FOREIGN, ACCEPT_FORM_TOKEN. */
function acceptFields(http: BrowserRequest, address: string, settings: PublicAddresses): URLSearchParams {
  requireOwnPage(http, settings)
  const fields = new URLSearchParams(Buffer.from(http.body).toString('utf8'))
  const secret = findFormSecret(http.headers.cookie)
  if (secret === undefined || !isFormToken(fields.get('token') ?? '', secret, address))
    throw new IdpError('ACCEPT_FORM_TOKEN')
  return fields
}

function findFactorForm(fields: URLSearchParams): FactorForm | undefined {
  const kind = fields.get('factor')
  const code = fields.get('code')?.slice(0, 100) ?? ''
  switch (kind) {
    case 'totp':
    case 'recoveryCode':
      return { kind, code }
    case 'enrolTotp':
      return { kind, code, label: labelIn(fields) }
    case 'passkey':
      return { kind, response: fields.get('response') ?? '' }
    case 'enrolPasskey':
      return { kind, response: fields.get('response') ?? '', label: labelIn(fields) }
    case 'later':
      return { kind }
    default:
      return undefined
  }
}

function requireOwnPage({ headers }: BrowserRequest, settings: PublicAddresses): void {
  const origin = headers.origin ?? 'none'
  const site = headers['sec-fetch-site'] ?? 'none'
  // Sec-Fetch-Site and the cookie tell our own names apart.
  const isOurs = origin === 'none' || publicOrigins(settings).includes(origin)
  if (!isOurs || (site !== 'none' && site !== 'same-origin'))
    throw new IdpError('ACCEPT_FORM_FOREIGN', { origin: origin.slice(0, 200), site: site.slice(0, 40) })
}

function newPasswordIn(fields: URLSearchParams): AcceptedSignIn['newPassword'] {
  const wanted = fields.get('newPassword')
  return wanted === null
    ? undefined
    : { wanted: new Secret(wanted), again: new Secret(fields.get('newPasswordAgain') ?? '') }
}

function findAccountForm(fields: URLSearchParams): AccountForm | undefined {
  const kind = fields.get('change')
  const id = fields.get('id')?.slice(0, 100) ?? ''
  if (kind === 'rename') return { kind, id, label: labelIn(fields) }
  if (kind === 'remove') return { kind, id }
  return kind === 'renewRecoveryCodes' ? { kind } : undefined
}

function labelIn(fields: URLSearchParams): string {
  return (fields.get('label') ?? '').trim().slice(0, 80)
}
