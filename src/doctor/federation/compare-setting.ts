import type { Case } from '../case.ts'
import type { Check, Finding } from '../check.ts'
import type { Fact } from '../fact.ts'
import type { PublishedSettings } from '../published-settings.ts'
import type { FederationSettings } from '../readings/entra-readings.ts'
import { ours, say } from '../words.ts'
import { federationFix, type SettingType } from './federation-fix.ts'
import { findPublished } from './find-published.ts'

/** The checks of the federation settings whose value must be the one that the identity provider publishes, letter by letter. */

export interface ComparedSetting {
  readonly id: string
  readonly name: keyof FederationSettings['facts'] & Exclude<keyof PublishedSettings, 'certificates'>
  readonly parameter: string
  readonly type: SettingType
  readonly title: string
  readonly isRequired: boolean
}

const links = ['https://learn.microsoft.com/graph/api/resources/internaldomainfederation']

export function compareSetting(setting: ComparedSetting): Check {
  return {
    id: setting.id,
    title: setting.title,
    phase: 'settings',
    needs: [],
    links,
    run: (which) => judge(which, setting),
  }
}

export function latestSettings(which: Case): FederationSettings | undefined {
  return which.all('federation-settings').at(-1)
}

function judge(which: Case, { name, parameter, type, isRequired }: ComparedSetting): Finding | undefined {
  const settings = latestSettings(which)
  const present = settings?.facts[name]
  const published = findPublished(which)[name]
  if (settings === undefined || (present === undefined && published === undefined)) return undefined
  const isEmpty = present === undefined || present.value === ''
  if (isEmpty && !isRequired) return undefined
  const change = { parameter, type, wanted: published?.value, present }
  const verify = ours(`Get-MgDomainFederationConfiguration shows the address as ${parameter}.`)
  if (isEmpty)
    return present === undefined
      ? undefined
      : {
          outcome: 'fail',
          title: say`${ours(parameter)} is empty`,
          evidence: [present],
          expected: say`${published}`,
          observed: ours('nothing'),
          fix: federationFix(settings, change),
          verify,
        }
  const insecure = type === 'url' && !/^https:\/\//i.test(present.value)
  if (insecure)
    return {
      outcome: 'fail',
      title: say`${ours(parameter)} is no https address`,
      evidence: [present],
      expected: ours('an https address'),
      observed: say`${present}`,
      fix: federationFix(settings, change),
      verify,
    }
  if (published === undefined)
    return {
      outcome: 'ok',
      title: say`${ours(parameter)} is set; nothing among the inputs says what it should be`,
      evidence: [present],
    }
  if (present.value === published.value) return { outcome: 'ok', evidence: [present, published] }
  return {
    outcome: 'fail',
    title: say`${ours(parameter)} is not the one that the identity provider publishes`,
    evidence: [present, published],
    expected: say`${published}`,
    observed: say`${present}${difference(present, published)}`,
    fix: federationFix(settings, change),
    verify,
  }
}

/** Mistakes that the eye passes over. */
function difference(present: Fact, published: Fact): ReturnType<typeof ours> {
  const [one, other] = [present.value, published.value]
  if (one.toLowerCase() === other.toLowerCase()) return ours(' (only the case of letters differs)')
  if (one.replace(/\/$/, '') === other.replace(/\/$/, '')) return ours(' (only the slash at the end differs)')
  return []
}
