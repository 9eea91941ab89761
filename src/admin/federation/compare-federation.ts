import type { Application } from '../../config/application.ts'
import { diagnose } from '../../doctor/diagnose.ts'
import type { DiagnosedFinding } from '../../doctor/diagnosis.ts'
import { readCertificate } from '../../doctor/federation/read-certificate.ts'
import type { LiveEvidence } from '../../doctor/live-evidence.ts'
import type { ReadFederationSettings } from '../../doctor/read-federation-settings.ts'
import type { FederationProperties } from '../scripts/federation-properties.ts'
import { comparedProperties } from './compared-properties.ts'

/** What Entra has of a domain beside what it should have, property by property. The doctor's checks judge; nothing is judged here. */

/** equal; fits: another value, which does no harm; differs: must be changed; missing: Entra has none, and should. */
export type ComparisonState = 'equal' | 'fits' | 'differs' | 'missing'

export interface PropertyComparison {
  /** As Graph's cmdlets spell it. */
  readonly property: string
  readonly ours: string | undefined
  readonly theirs: string | undefined
  readonly state: ComparisonState
  /** What the property is for, and what goes wrong without it. */
  readonly why: string
  /** What the doctor found; empty where it is equal. */
  readonly finding: string
  readonly fix: readonly { readonly where: string; readonly text: string }[]
}

export interface FederationComparison {
  readonly verdict: 'equal' | 'warning' | 'differs'
  readonly properties: readonly PropertyComparison[]
}

export interface ComparedFederation {
  readonly application: Application
  readonly properties: FederationProperties
  readonly settings: ReadFederationSettings
  /** Ages are judged against it. */
  readonly now: Date
}

const federationChecks = [...new Set(comparedProperties.flatMap(({ checks }) => checks))]

export function compareFederation(compared: ComparedFederation): FederationComparison {
  const { findings } = diagnose(inputsOf(compared), { only: federationChecks, now: compared.now })
  const properties = comparedProperties.flatMap(({ property, name, why, checks }) => {
    const [ours, theirs] = [compared.properties[property], compared.settings[name]]
    if (ours === undefined && (theirs === undefined || theirs === '')) return []
    const about = findings.filter(({ id }) => checks.includes(id))
    const wrong = about.find(({ outcome }) => outcome === 'fail') ?? about.find(({ outcome }) => outcome === 'warn')
    const state = stateOf(ours, theirs, wrong)
    return [
      {
        ...{ property, state, why },
        ours: shown(property, ours),
        theirs: shown(property, theirs),
        finding:
          wrong?.title ?? (state === 'missing' ? `${property} is not in what was pasted, or cannot be read` : ''),
        fix: wrong?.fix ?? (state === 'missing' ? setByScript : []),
      },
    ]
  })
  return { verdict: verdictOf(properties, findings), properties }
}

const setByScript = [
  {
    where: 'Script',
    text: 'The script for a federated domain sets what is missing, and saves what is there first.',
  },
]

function inputsOf({ application, properties, settings, now }: ComparedFederation) {
  const certificates = [properties.SigningCertificate, properties.NextSigningCertificate].flatMap((one) => one ?? [])
  const evidence: LiveEvidence = {
    joineryLive: 1,
    at: now.toISOString(),
    objects: [
      {
        about: 'application',
        application: application.id,
        domainName: application.domainName,
        issuerUri: properties.IssuerUri,
        passiveSignInUri: properties.PassiveSignInUri,
        activeSignInUri: properties.ActiveSignInUri,
        metadataExchangeUri: properties.MetadataExchangeUri,
        signOutUri: properties.SignOutUri,
        certificates,
      },
    ],
  }
  const theirs = { domainId: application.domainName, ...settings }
  return [
    { source: 'Joinery', chunks: [Buffer.from(JSON.stringify(evidence))] },
    { source: 'Entra', chunks: [Buffer.from(JSON.stringify(theirs, null, 1))] },
  ]
}

function stateOf(
  ours: string | undefined,
  theirs: string | undefined,
  wrong: DiagnosedFinding | undefined,
): ComparisonState {
  if (theirs === undefined || theirs === '') return 'missing'
  if (wrong !== undefined) return 'differs'
  return ours === theirs ? 'equal' : 'fits'
}

function verdictOf(
  properties: readonly PropertyComparison[],
  findings: readonly DiagnosedFinding[],
): FederationComparison['verdict'] {
  const isWrong = findings.some(({ outcome }) => outcome === 'fail')
  const mustBe = comparedProperties.filter(({ isRequired }) => isRequired).map(({ property }) => property)
  const lacks = properties.some(({ property, state }) => state === 'missing' && mustBe.some((one) => one === property))
  if (isWrong || lacks) return 'differs'
  return findings.some(({ outcome }) => outcome === 'warn') ? 'warning' : 'equal'
}

/** Of a certificate what a person can compare. */
function shown(property: string, value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined
  if (!property.endsWith('Certificate')) return value
  const read = readCertificate(value)
  return read ? `thumbprint ${read.thumbprint}, valid until ${read.notAfter.slice(0, 10)}` : 'not a certificate'
}
