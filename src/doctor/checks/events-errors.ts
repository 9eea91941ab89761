import { type CodeRow, findCodes } from '../../entra/codes.ts'
import type { Case } from '../case.ts'
import { causesOfSignInCode } from '../causes/causes-of-code.ts'
import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check, Finding } from '../check.ts'
import { codeWords } from '../code-words.ts'
import type { WindowsEvent } from '../readings/windows-readings.ts'
import { joinWords, ours, say } from '../words.ts'

/** Errors of the registration and AAD logs that no attempt to join explains already. */
export const check: Check = {
  id: 'events/errors',
  title: 'The event logs of the device hold no unexplained error',
  phase: 'sign-in',
  needs: ['join/domain-controller', 'join/discovery', 'join/token', 'join/registration'],
  run(which) {
    const events = which.all('windows-event').filter((event) => kindOf(event) !== undefined)
    const last = events.findLast((event) => isError(event) && !isJoinEvent(event))
    if (last === undefined) return events[0]?.facts.eventId && { outcome: 'ok', evidence: [events[0].facts.eventId] }
    const healed = events.slice(events.indexOf(last) + 1).find(({ facts }) => facts.eventId?.value === '306')
    return healed
      ? {
          outcome: 'ok',
          title: say`After the errors in the event log a join succeeded (event 306)`,
          evidence: [healed.facts.eventId],
        }
      : judge(which, last)
  },
}

function kindOf({ facts }: WindowsEvent): CodeRow['kind'] | undefined {
  const source = `${facts.channel?.value ?? ''} ${facts.provider?.value ?? ''}`
  if (/user device registration/i.test(source)) return 'event-udr'
  return /\bAAD\b/.test(source) ? 'event-aad' : undefined
}

const isJoinEvent = ({ facts }: WindowsEvent): boolean => ['304', '305', '306'].includes(facts.eventId?.value ?? '')

const rowOf = (event: WindowsEvent): CodeRow | undefined =>
  findCodes(event.facts.eventId?.value ?? '').find(({ kind }) => kind === kindOf(event))

/** By the table where it knows the event: exports lose the level, or translate it. */
function isError(event: WindowsEvent): boolean {
  const level = event.facts.level?.value.toLowerCase() ?? ''
  const known = rowOf(event)?.symbol ?? ''
  return /^(?:error|warning)/.test(known) && !/^info/.test(level)
}

function judge(which: Case, event: WindowsEvent): Finding {
  const row = rowOf(event)
  const codes = event.codes.filter(({ value }) => /^(?:AADSTS|0x[8c])/.test(value))
  const known = codes.find(({ value }) => causesOfSignInCode[value] !== undefined)
  const judged = known && judgeCauses(which, causesOfSignInCode[known.value] ?? [])
  const remedy =
    row?.remedy === '' || row === undefined ? 'Read the events around it; give the doctor the whole log.' : row.remedy
  return {
    outcome: row?.symbol.startsWith('error') ? 'fail' : 'warn',
    title: say`Event ${event.facts.eventId}: ${ours(row?.meaning ?? 'an error')}`,
    ...(row?.phase === 'discover' && { phase: 'discover' }),
    ...(row?.phase === 'pre-check' && { phase: 'pre-check' }),
    codes: codes.map(({ value }) => value),
    observed: joinWords(
      codes.map(({ value }) => codeWords(value, 'prt')),
      '; ',
    ),
    ...judged,
    evidence: [event.facts.eventId, event.facts.message, ...codes, ...(judged?.evidence ?? [])],
    fix: [...(judged?.fix ?? []), { where: 'any', text: ours(remedy) }],
    verify: ours('The log shows no further such event.'),
  }
}
