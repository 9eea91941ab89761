import type { Gateway, UserType } from '../../config/gateway.ts'
import { type Judgement, judgeFindings } from './judge-findings.ts'
import type { RoadFacts } from './road-facts.ts'

/** The steps that look at Active Directory: its connection, the service account, the SPN, the user types. */

const setUp = { kind: 'page', label: 'Set up step by step', path: '/home/setup' } as const
const gatewaysPage = { kind: 'page', label: 'Open the gateways', path: '/gateways' } as const
const notLooked: Judgement = { state: 'unknown', reason: 'Not looked at yet.' }

const enabledGateways = ({ settings }: RoadFacts): readonly Gateway[] =>
  settings.gateways.filter(({ enabled }) => enabled)

export function judgeGateway(facts: RoadFacts): Judgement {
  if (enabledGateways(facts).length === 0)
    return { state: 'todo', reason: 'No directory is connected yet.', fix: [setUp, gatewaysPage] }
  if (facts.diagnosis === undefined) return notLooked
  return judgeFindings(facts.diagnosis, {
    checks: ['directory/connect', 'directory/tls', 'directory/bind'],
    proofs: ['directory/bind'],
    fix: [gatewaysPage, { kind: 'script', label: 'Script: make the bind account', script: 'create-bind-account' }],
  })
}

const serviceAccountScript = {
  kind: 'script',
  label: 'Script: service account with AES and SPN',
  script: 'create-service-account',
} as const

export function judgeServiceAccount(facts: RoadFacts): Judgement {
  if (enabledGateways(facts).every(({ kerberos }) => kerberos === undefined))
    return {
      state: 'todo',
      reason: 'No gateway has a service account, so no ticket is taken.',
      fix: [serviceAccountScript, gatewaysPage],
    }
  if (facts.diagnosis === undefined) return notLooked
  return judgeFindings(facts.diagnosis, {
    checks: [
      ...['kerberos/service-account-aes', 'kerberos/aes', 'kerberos/held-keys', 'kerberos/gateway', 'kerberos/clock'],
      ...['kerberos/ticket-encryption', 'ad/account-state'],
    ],
    proofs: ['kerberos/gateway'],
    fix: [
      serviceAccountScript,
      { kind: 'script', label: 'Script: reset its password', script: 'reset-service-password' },
      gatewaysPage,
    ],
  })
}

export function judgeSpn(facts: RoadFacts): Judgement {
  if (facts.diagnosis === undefined) return notLooked
  return judgeFindings(facts.diagnosis, {
    checks: ['kerberos/spn'],
    proofs: ['kerberos/spn'],
    fix: [serviceAccountScript],
  })
}

/** Both kinds of account have a subtree, and each subtree holds somebody. */
export function judgeUserTypes(facts: RoadFacts): Judgement {
  const all = enabledGateways(facts).flatMap(({ userTypes }) => userTypes)
  const missing = (['user', 'device'] as const).filter((account) => !all.some((one) => one.account === account))
  if (missing.length > 0)
    return {
      state: 'todo',
      reason: `There is no user type for ${missing.map((account) => `${account}s`).join(' and none for ')} yet.`,
      fix: [setUp, gatewaysPage],
    }
  if (facts.at === undefined) return notLooked
  const failed = facts.samples.find(({ problem }) => problem !== undefined)
  if (failed) return { state: 'problem', reason: failed.problem ?? '', fix: [gatewaysPage] }
  const empty = facts.samples.find(({ name }) => name === undefined)
  if (empty)
    return {
      state: 'problem',
      reason: `The user type ${empty.userTypeId} finds no ${empty.account} below ${baseOf(all, empty.userTypeId)}.`,
      fix: [
        { kind: 'page', label: 'Open the user types', path: `/gateways/${empty.gatewayId}/lookup` },
        { kind: 'text', where: 'Active Directory', text: `Move ${empty.account}s into that OU, or name another one.` },
      ],
    }
  const found = facts.samples.map(({ userTypeId, name }) => `${userTypeId} finds ${name}`)
  return found.length > 0 ? { state: 'done', reason: `${found.join('; ')}.` } : notLooked
}

const baseOf = (userTypes: readonly UserType[], id: string): string =>
  userTypes.find((one) => one.id === id)?.searchBaseDn ?? 'its base DN'
