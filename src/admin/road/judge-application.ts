import type { Application } from '../../config/application.ts'
import { type Judgement, judgeFindings, sentence } from './judge-findings.ts'
import type { ApplicationFacts, RoadFacts } from './road-facts.ts'
import type { RoadFix } from './road-step.ts'

/** The steps of the application: its addresses, networks, claims, certificate, Entra's settings of it, and the rehearsal. */

const notLooked: Judgement = { state: 'unknown', reason: 'Not looked at yet.' }
const applicationsPage = { kind: 'page', label: 'Open the applications', path: '/applications' } as const
const page = ({ id }: Application, tab: string, label: string): RoadFix => ({
  kind: 'page',
  label,
  path: `/applications/${id}/${tab}`,
})

const enabled = ({ settings }: RoadFacts): readonly Application[] => settings.applications.filter((one) => one.enabled)

export function judgeApplication(facts: RoadFacts): Judgement {
  const applications = enabled(facts)
  if (applications.length === 0)
    return {
      state: 'todo',
      reason: 'There is no Microsoft 365 application yet.',
      fix: [{ kind: 'page', label: 'Set up step by step', path: '/home/setup' }, applicationsPage],
    }
  const without = applications.find(({ kerberos }) => kerberos === null)
  if (without)
    return {
      state: 'todo',
      reason: `${without.name} takes no tickets: Kerberos authentication is off.`,
      fix: [page(without, 'configuration', 'Open its configuration')],
    }
  if (facts.diagnosis === undefined) return notLooked
  return judgeFindings(facts.diagnosis, {
    checks: [
      ...['mex/document', 'mex/endpoints', 'mex/host', 'mex/windows', 'federation/one-application', 'federation/tls'],
      ...['server/public-address', 'server/proxy', 'kerberos/channel-binding'],
    ],
    proofs: ['mex/windows', 'mex/endpoints', 'mex/document'],
    fix: [applicationsPage],
  })
}

export function judgeNetworks({ settings }: RoadFacts): Judgement {
  const { intranetRanges } = settings.networks
  if (intranetRanges.length > 0)
    return { state: 'done', reason: `Tickets are taken from ${intranetRanges.join(', ')}.` }
  return {
    state: 'todo',
    reason: 'No network is named, so windowstransport is closed to every device.',
    fix: [{ kind: 'page', label: 'Name the networks', path: '/settings/networks' }],
  }
}

/** What one real computer and one real user would get, judged as Entra judges it. */
export function judgeMappings(facts: RoadFacts): Judgement {
  if (facts.diagnosis === undefined) return notLooked
  const judged = judgeFindings(facts.diagnosis, {
    checks: ['token/preview', 'token/claims', 'token/conditions'],
    proofs: ['token/claims'],
    fix: enabled(facts).flatMap((application) => [
      page(application, 'preview', `Preview the claims of ${application.name}`),
      page(application, 'mappings', 'Open its attribute mappings'),
    ]),
  })
  const names = facts.samples.flatMap(({ name }) => name ?? [])
  return judged.state === 'done' ? { ...judged, reason: `${judged.reason} Looked at: ${names.join(', ')}.` } : judged
}

export function judgeCertificate(facts: RoadFacts): Judgement {
  if (facts.diagnosis === undefined) return notLooked
  return judgeFindings(facts.diagnosis, {
    checks: ['keys/signing-key'],
    proofs: ['keys/signing-key'],
    fix: [{ kind: 'page', label: 'Open the keys', path: '/keys' }],
  })
}

/** Entra's side: only what somebody pasted is known of it. */
export function judgeTenantSettings(facts: RoadFacts): Judgement {
  if (facts.applications.length === 0) return { state: 'blocked', reason: 'First: Microsoft 365 application.' }
  return worstOf(facts.applications.map(judgeTenant))
}

function judgeTenant({ application, tenant }: ApplicationFacts): Judgement {
  const { domainName } = application
  const compare = page(application, 'overview', 'Paste what Entra has')
  const scripts = [
    { kind: 'script', label: 'Script for a managed domain', script: 'federate-managed-domain' },
    { kind: 'script', label: 'Script for a federated domain', script: 'update-federated-domain' },
  ] as const
  if (tenant === undefined)
    return {
      state: 'todo',
      reason: `Nobody has shown yet what Entra has of ${domainName}: run a script, then paste its last output.`,
      fix: [...scripts, compare],
    }
  const seen = `As pasted by ${tenant.pastedBy} on ${tenant.pastedAt.toISOString().slice(0, 10)}`
  const { verdict, properties } = tenant.comparison
  if (verdict === 'equal') return { state: 'done', reason: `${seen}, Entra has ${domainName} as it must be.` }
  const wrong = properties.filter(({ state }) => state === 'differs' || state === 'missing')
  const named = wrong.map(({ property }) => property).join(', ')
  return {
    state: 'problem',
    reason: `${seen}, ${named || 'a setting'} of ${domainName} must change. ${sentence(wrong[0]?.finding ?? '')}`,
    fix: [scripts[1], compare, ...(wrong[0]?.fix ?? []).map((fix) => ({ kind: 'text' as const, ...fix }))],
  }
}

export function judgeConnectionPoint({ diagnosis, settings }: RoadFacts): Judgement {
  if (diagnosis === undefined) return notLooked
  const judged = judgeFindings(diagnosis, {
    checks: ['scp/keywords', 'scp/federated-here'],
    proofs: ['scp/federated-here'],
    fix: [
      { kind: 'script', label: 'Script: devices of one OU (pilot)', script: 'pilot-connection-point' },
      { kind: 'script', label: 'Script: every device of the forest', script: 'write-connection-point' },
    ],
  })
  const isMissing = diagnosis.findings.some(
    ({ id, outcome, codes }) => id === 'scp/federated-here' && outcome === 'warn' && codes.includes('0x801c001d'),
  )
  if (isMissing) return { ...judged, state: 'todo' }
  return settings.applications.length === 0 ? notLooked : judged
}

export function judgeRehearsal(facts: RoadFacts): Judgement {
  return worstOf(facts.applications.map((one) => judgeRehearsed(one, facts.settingsVersion)))
}

function judgeRehearsed({ application, rehearsal, passed }: ApplicationFacts, version: number): Judgement {
  const fix: RoadFix[] = [{ kind: 'page', label: 'Rehearse', path: '/rehearse' }]
  const { name } = application
  if (passed !== undefined && passed.settingsVersion === version)
    return {
      state: 'done',
      reason: `${passed.computer} joined through ${name} on ${dayOf(passed.finishedAt ?? passed.createdAt)}, with the settings in force.`,
    }
  const isLater = rehearsal !== undefined && rehearsal.createdAt > (passed?.createdAt ?? new Date(0))
  if (rehearsal?.state === 'failed' && isLater)
    return {
      state: 'problem',
      reason: `${rehearsal.computer} did not join through ${name}: ${whyFailed(rehearsal)}`,
      fix,
    }
  if (passed !== undefined)
    return {
      state: 'todo',
      reason: `${passed.computer} joined on ${dayOf(passed.createdAt)}, but the settings have changed since. Rehearse again.`,
      fix,
    }
  return { state: 'todo', reason: `Nothing has been rehearsed with ${name} yet.`, fix }
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 16).replace('T', ' ')

function whyFailed({ outcome, problem, steps }: NonNullable<ApplicationFacts['rehearsal']>): string {
  const failed = steps.findLast((step) => step.outcome === 'failed')
  const code = outcome?.aadsts ?? outcome?.hresult
  return sentence([failed?.detail ?? problem?.means ?? 'see its steps', ...(code ? [`(${code})`] : [])].join(' '))
}

const order = ['problem', 'todo', 'unknown', 'blocked', 'done'] as const

/** Every application must be well. */
function worstOf(judged: readonly Judgement[]): Judgement {
  const sorted = judged.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
  const [worst = notLooked] = sorted
  return worst.state === 'done' ? { ...worst, reason: judged.map(({ reason }) => reason).join(' ') } : worst
}
