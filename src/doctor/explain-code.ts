import { codeSources } from '../entra/code-sources.ts'
import { type CodeKind, type CodeRow, findCodes } from '../entra/codes.ts'
import { endpointPurposes } from '../entra/endpoint-purposes.ts'
import { type ErrorCode, errorTable } from '../errors.ts'

/** A code in words, without an input: whose it is, in which phase it is met, what it means, what to do, where that is known from. */
export interface Explanation {
  readonly code: string
  readonly name: string
  readonly whose: string
  readonly phase: string
  readonly meaning: string
  /** Empty where none is known. */
  readonly remedy: string
  /** What to collect where there is no remedy. */
  readonly collect: string
  readonly sources: readonly { readonly title: string; readonly url?: string }[]
}

/** A code, or the name of an endpoint. Several where a number means several things; none for one that is not known. */
export function explainCode(text: string): readonly Explanation[] {
  const own = text.trim().toUpperCase()
  return [
    ...(isOwnCode(own) ? [ownExplanation(own)] : []),
    ...endpointExplanations(own),
    ...findCodes(text).map(rowExplanation),
  ]
}

export function rowExplanation({ kind, code, symbol, phase, meaning, remedy, sources }: CodeRow): Explanation {
  return {
    code,
    name: symbol,
    whose: kindNames[kind],
    phase,
    meaning,
    remedy,
    collect: remedy === '' ? (toCollect[kind] ?? defaultCollect) : '',
    sources: sources.flatMap((name) => codeSources[name] ?? []),
  }
}

const isOwnCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code)

function ownExplanation(code: ErrorCode): Explanation {
  const { means, fix } = errorTable[code]
  return {
    code,
    name: '',
    whose: 'Joinery',
    phase: code.split('_')[0]?.toLowerCase() ?? '',
    meaning: means,
    remedy: fix,
    collect: '',
    sources: [{ title: 'docs/errors.md' }],
  }
}

function endpointExplanations(asked: string): readonly Explanation[] {
  const found = endpointPurposes.filter(({ name }) => name.toUpperCase() === asked)
  return found.map(({ name, purpose, without, reach }) => ({
    code: name,
    name: '',
    whose: 'identity provider, address',
    phase: name === 'windowstransport' || name === 'mex' ? 'auth' : 'sign-in',
    meaning: `${purpose}. Without it: ${without}`,
    remedy: `Who needs to reach it: ${reach}`,
    collect: '',
    sources: [{ title: 'docs/doctor.md' }],
  }))
}

export const kindNames: Readonly<Record<CodeKind, string>> = {
  aadsts: 'Entra, sign-in error',
  adal: 'Windows, token library (ADAL)',
  'adal-http': 'Windows, token library: an HTTP status',
  dsreg: 'Windows, device registration',
  drs: 'Entra, device registration service',
  oauth: 'Entra, OAuth error',
  phase: 'Windows, phase of a join',
  mdm: 'Windows, device management enrolment',
  tpm: 'Windows, TPM',
  win32: 'Windows, system error',
  'event-udr': 'Windows, event of User Device Registration',
  'event-aad': 'Windows, event of AAD',
  'event-kdc': 'domain controller, event of the KDC',
  'event-security': 'domain controller, security event',
  krb: 'Kerberos',
  sspi: 'Windows, security package (SSPI)',
  network: 'Windows, network',
  winhttp: 'Windows, WinHTTP',
  msal: 'application, MSAL',
  ntstatus: 'Windows, status of a sign-in (NTSTATUS)',
  'soap-fault': 'identity provider, SOAP fault',
}

const defaultCollect =
  'the User Device Registration/Admin and AAD/Operational logs of that time, dsregcmd /status, and the log of the identity provider'
const toCollect: Readonly<Partial<Record<CodeKind, string>>> = {
  aadsts:
    'the whole line with trace id, correlation id and time, the entry of the Entra sign-in log with that id, and the assertion',
  'event-aad': 'the events around it (1006 to 1007 is one attempt), with the Analytic log enabled',
  'event-udr': 'dsregcmd /join /debug as SYSTEM, and the events around it',
  krb: 'klist, setspn -Q HTTP/<host>, and the Security log of the domain controller (4768, 4769, 4771)',
  'event-kdc': 'Get-ADUser <service account> -Properties msDS-SupportedEncryptionTypes, pwdLastSet',
}
