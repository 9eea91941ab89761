import type { ErrorCode } from '../errors.ts'
import type { DeviceOptions } from './device/device-options.ts'
import type { StepName } from './device/record-steps.ts'
import type { RehearsalStage, StageNames } from './rehearsal-stage.ts'

/** One thing that can go wrong on the way to a hybrid join, and what Windows then does. One file each, in scenarios/. */
export interface Scenario {
  /** As the file is called. */
  readonly name: string
  /** What is wrong, for the list. */
  readonly title: string
  /** Whose mistake it is and how it comes about. */
  readonly story: string
  /** Where it is known from. */
  readonly source: string
  /** What is broken before the computer joins. */
  readonly breaks?: ((stage: RehearsalStage) => Promise<void>) | undefined
  /** What goes wrong later, when the computer is joined and its user signs in. */
  readonly breaksAfterJoin?: ((stage: RehearsalStage) => Promise<void>) | undefined
  /** The device that takes part; the stage's own, with the fallback off, when left out. */
  readonly device?: (device: DeviceOptions, names: StageNames) => DeviceOptions
  /** Whether a sync cycle brings the computer and its certificate to the tenant in time for a sync join. */
  readonly isSynced?: boolean
  readonly expected: ScenarioExpectation
}

export interface ScenarioExpectation {
  readonly path: 'federated' | 'sync' | null
  /** The first step that does not succeed; null when all do. */
  readonly failedStep: StepName | null
  readonly aadsts: `AADSTS${number}` | null
  readonly hresult: string | null
  /** What Joinery's sign-in log names; null when it refused nothing; left out, not looked at. */
  readonly signInError?: ErrorCode | null
  /** Lines, or parts of lines, of the transcript. */
  readonly prints: readonly string[]
  /** What the expectation rests on where nobody has published the output. */
  readonly assumed?: string
}

/** Lines that a join by the federated path prints. */
export const printsFederated: readonly string[] = [
  'TenantType = Federated;',
  'DsrCmdJoinHelper::Join: AutoEnrollAsComputer completed successfully',
  'AzureAdJoined : YES',
]

/** Lines of a federated join that failed in the auth phase with the fallback off. */
export function printsAuthFailure(hresult: string): readonly string[] {
  return [
    'TenantType = Federated;',
    `AdalLog:  HRESULT: ${hresult}`,
    `AutoEnrollAsComputer: Unable to retrieve access token. GetComputerTokenForADRS failed with error ${hresult}.`,
    'DsrCmdJoinHelper::Join: Federated ADRS join failed with error 0xcaa1000e.',
    'AzureAdJoined : NO',
    'Error Phase : auth',
    `Client ErrorCode : ${hresult}`,
  ]
}

/** What Entra's refusal of an assertion looks like to Windows. */
export function refusedAssertion(aadsts: number): ScenarioExpectation {
  return {
    path: null,
    failedStep: 'access-token',
    aadsts: `AADSTS${aadsts}`,
    hresult: '0xcaa20003',
    prints: [
      `AdalLog: Webrequest returns error code:invalid_grant and error description:AADSTS${aadsts}: `,
      ...printsAuthFailure('0xcaa20003'),
      'Server ErrorCode : invalid_grant',
    ],
  }
}

/** The computer joins by the federated path, and its user gets a primary refresh token. */
export const userSignedIn: ScenarioExpectation = {
  path: 'federated',
  failedStep: null,
  aadsts: null,
  hresult: null,
  signInError: null,
  prints: [...printsFederated, 'AzureAdPrt : YES'],
}

/** The computer joins, and Entra refuses the assertion of its user. */
export function refusedUser(aadsts: number): ScenarioExpectation {
  return {
    path: 'federated',
    failedStep: 'prt',
    aadsts: `AADSTS${aadsts}`,
    hresult: '0xc000006d',
    signInError: null,
    prints: [
      ...printsFederated,
      'AzureAdPrt : NO',
      'Attempt Status : 0xc000006d',
      'Server Error Code : invalid_grant',
      `Server Error Description : AADSTS${aadsts}: `,
    ],
  }
}

/** The computer joins, and the token service refuses its user with a SOAP fault: outside the same for whatever reason. */
export function refusedByTokenService(signInError: ErrorCode): ScenarioExpectation {
  return {
    path: 'federated',
    failedStep: 'prt-assertion',
    aadsts: null,
    hresult: '0xc00484c1',
    signInError,
    prints: [...printsFederated, 'AzureAdPrt : NO', 'Attempt Status : 0xc00484c1', 'HTTP status : 500'],
    assumed:
      'that a fault with HTTP 500 ends as 0xc00484c1, which the page words as "an error returned from the WS-Trust endpoint"',
  }
}

/** What a refused ticket, or NTLM in its place, looks like to Windows. */
export function refusedTicket(failedStep: 'ticket' | 'assertion'): ScenarioExpectation {
  return {
    path: null,
    failedStep,
    aadsts: null,
    hresult: '0xcaa30191',
    prints: ['AdalLog: WebRequest Status:401 ; HRESULT: 0x0', ...printsAuthFailure('0xcaa30191')],
    assumed: "that ADAL's log names the HTTP status before the code of its family",
  }
}

/** What a SOAP fault of the token service looks like to Windows. */
export const trustFault: ScenarioExpectation = {
  path: null,
  failedStep: 'assertion',
  aadsts: null,
  hresult: '0xcaa90014',
  prints: printsAuthFailure('0xcaa90014'),
  assumed: 'that Windows reads a fault that comes with HTTP 500, as AD FS sends it',
}
