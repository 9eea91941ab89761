/**
 * Requests of the passive profile: parameters in a query string or in the body of a form. [WSFed12 §13.1, §13.2] [MS-MWBF §2.2.1]
 * In: URL-encoded text (untrusted). Out: the parameters we know, decoded, each at most once; any other is passed over.
 * Not verified: whether we are willing to act on any of it (issuance/accept).
 */

import { IdpError } from '../../errors.ts'

/** What we read. `login_hint` and `ui_locales` are not of WS-Federation: Entra passes them on as OpenID Connect names them. */
const parameterNames = [
  'wa',
  'wtrealm',
  'wreply',
  'wctx',
  'wct',
  'wauth',
  'wfresh',
  'whr',
  'wreq',
  'username',
  'login_hint',
  'mkt',
  'ui_locales',
] as const

type ParameterName = (typeof parameterNames)[number]

export type PassiveRequest = Readonly<Partial<Record<ParameterName, string>>>

/** Throws WSFED_PARAMETER_REPEATED, WSFED_PARAMETER_MALFORMED. */
export function parsePassiveRequest(encoded: string): PassiveRequest {
  const found = new Map<string, string>()
  for (const part of encoded.split('&')) {
    const [name = '', ...value] = part.split('=')
    if (!isKnown(name)) continue
    if (found.has(name)) throw new IdpError('WSFED_PARAMETER_REPEATED', { parameter: name })
    found.set(name, decode(name, value.join('=')))
  }
  return Object.fromEntries(found)
}

export function serializePassiveRequest(request: PassiveRequest): string {
  return parameterNames
    .flatMap((name) => {
      const value = request[name]
      return value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]
    })
    .join('&')
}

function isKnown(name: string): name is ParameterName {
  return parameterNames.some((known) => known === name)
}

/**
 * Strictly: what is not UTF-8 would come back changed. Nor would control characters come back as they were: a form sends a line
 * break as CR LF whatever it was.
 */
function decode(parameter: ParameterName, encoded: string): string {
  const decoded = decodeStrictly(encoded)
  if (decoded === undefined || /[\u0000-\u0008\u000a-\u001f]/.test(decoded))
    throw new IdpError('WSFED_PARAMETER_MALFORMED', { parameter })
  return decoded
}

function decodeStrictly(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
