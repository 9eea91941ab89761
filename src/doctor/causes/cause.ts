import type { Case } from '../case.ts'
import type { Fact } from '../fact.ts'
import type { Fix } from '../fix.ts'

export type CauseId = string

/** What people can add to be certain, and how they get it. */
export const furtherInputs = {
  'sign-in-log': "Joinery's sign-in log entry of that time, as JSON",
  'federation-settings': 'Get-MgDomainFederationConfiguration -DomainId <domain> | Format-List',
  assertion: 'the assertion, as SAML-tracer or the log of the identity provider shows it',
  'sts-log': 'the log of your identity provider at that time',
  mex: 'the document at MetadataExchangeUri',
  'service-account': 'Get-ADUser <service account> -Properties *',
  setspn: 'setspn -Q HTTP/<host of the identity provider>',
  klist: 'klist -li 0x3e7 on the device, after the attempt',
  'ad-computer': 'Get-ADComputer <name> -Properties *',
  'entra-device': 'Get-MgDevice for this computer',
  'entra-user': 'Get-MgUser for this user, with OnPremisesImmutableId and OnPremisesSyncEnabled',
  'entra-domain': 'Get-MgDomain',
  scp: 'the keywords of the service connection point',
  'event-log': 'the User Device Registration/Admin and AAD/Operational logs of that time',
  'join-debug': 'dsregcmd /join /debug, run as SYSTEM',
} as const
export type FurtherInput = keyof typeof furtherInputs

/** One mistake that leads to a failure; several mistakes look alike from outside. Checks name the ones that fit what they found. */
export interface Cause {
  readonly title: string
  fix(which: Case): readonly Fix[]
  /** The fact that shows it is this; undefined when nothing does. */
  proof?(which: Case): Fact | undefined
  /** The fact that shows it is not this. */
  alibi?(which: Case): Fact | undefined
  /** Which inputs can prove or exclude it. */
  readonly toldBy: readonly FurtherInput[]
}

export type CauseTable = Readonly<Record<CauseId, Cause>>
