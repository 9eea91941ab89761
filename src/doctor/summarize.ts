import type { Case } from './case.ts'
import { getCause } from './causes/judge-causes.ts'
import type { Phase } from './diagnosis.ts'
import type { CheckResult } from './run-checks.ts'
import { ours, say, type Words } from './words.ts'

/** The paragraph on top: what happened, in which phase, why, what to do first. */

interface JudgedCase {
  readonly which: Case
  readonly results: readonly CheckResult[]
}

export function summarize(judged: readonly JudgedCase[]): Words {
  if (judged.length === 0)
    return ours(
      'The inputs hold nothing that can be read here. The doctor reads what dsregcmd /status and dsregcmd /join /debug print, event logs, Graph settings and more.',
    )
  const rated = judged.map((one) => ({ ...one, worst: worstOf(one.results) }))
  const bad = rated.filter(({ worst }) => worst !== undefined)
  const [first] = bad
  if (first?.worst) {
    const others = bad.length - 1
    const rest = others > 0 ? say` ${others} more of ${judged.length} devices have findings of their own.` : []
    return [...sentences(first.which, first.worst, first.results), ...rest]
  }
  return judged.length > 1 ? say`All is well with the ${judged.length} devices.` : wellOf(judged[0])
}

/** The first failure, else the first warning. */
function worstOf(results: readonly CheckResult[]): CheckResult | undefined {
  return results.find(({ outcome }) => outcome === 'fail') ?? results.find(({ outcome }) => outcome === 'warn')
}

const phaseNames: Readonly<Record<Phase, string>> = {
  'pre-check': 'in the pre-check phase (before anything is sent to Entra)',
  discover: 'in the discover phase (finding tenant and services)',
  auth: 'in the auth phase (a token by way of the identity provider)',
  join: 'in the join phase (registering with Entra)',
  'sign-in': 'at the sign-in of the user',
  settings: 'in the settings',
  input: 'in what was given',
}

function sentences(which: Case, { check, finding, outcome }: CheckResult, results: readonly CheckResult[]): Words {
  const title = finding.title ?? ours(check.title)
  const device = which.device === undefined ? [] : say` on ${which.device}`
  const at = which.attempt?.time && finding.phase !== 'settings' ? say` at ${which.attempt.time}` : []
  const phase = phaseNames[finding.phase ?? check.phase]
  const isSetting = (finding.phase ?? check.phase) === 'settings'
  const hidden = results.find((result) => result.check.id === 'join/fallback' && result.outcome === 'warn')
  const follows = results.find(({ needs }) => needs.includes(check.id))?.finding.title
  const isHidden = hidden !== undefined && hidden.check.id !== check.id
  return [
    ...title,
    ...(isSetting ? [] : outcome === 'fail' ? [' ', phase, ...device, ...at] : device),
    '. ',
    ...(follows && outcome === 'fail' ? ['So: ', ...follows, '. '] : []),
    ...(isHidden ? ['The fallback to sync join then joined the device all the same, and hides the failure. '] : []),
    ...why(finding),
    ...first(finding),
  ]
}

function why({ causes = [], proved = [], inferred }: CheckResult['finding']): Words {
  const [likeliest, second] = causes
  if (likeliest === undefined) return []
  const { title } = getCause(likeliest)
  if (second !== undefined) return [`${causes.length} causes would look like this; the likeliest: ${title}. `]
  return [proved.length > 0 && inferred !== true ? `The cause: ${title}. ` : `The cause, by exclusion: ${title}. `]
}

function first({ fix = [], wouldTell = [], causes = [] }: CheckResult['finding']): Words {
  const [step] = fix
  const [input] = wouldTell
  const todo = step === undefined ? [] : ['Do first: ', ...step.text]
  if (causes.length < 2 || input === undefined) return todo
  return [...todo, todo.length > 0 ? ' ' : '', 'To be certain, add ', ...input, '.']
}

function wellOf(one: JudgedCase | undefined): Words {
  const path = one?.which.attempt?.path
  const device = one?.which.device === undefined ? ours('The device') : say`${one.which.device}`
  const prt = one?.results.some(({ check, outcome }) => check.id === 'user/prt' && outcome === 'ok')
  const isJoined = one?.results.some(({ check, outcome }) => check.id === 'device/state' && outcome === 'ok')
  const ways = path === 'federated' ? ', by the federated path' : path === 'sync' ? ', by sync join' : ''
  if (isJoined)
    return [...device, ` is joined to Entra${ways}`, prt ? ', and its user has a primary refresh token.' : '.']
  return ours('Nothing wrong was found in what was given.')
}
