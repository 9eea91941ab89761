import type { FactClaim } from '../../entra/claim-requirements.ts'
import { claimValues } from '../../protocol/names/claims.ts'
import type { AttributeMapping } from '../application.ts'
import { closestName } from '../closest-name.ts'
import { factExpression, findFactClaim, isFactOf, statesDevice, statesSecondFactor } from '../fact-claims.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import { constantTextsIn, mappingUses } from '../mapping-uses.ts'
import { nameFormatOf } from '../name-format.ts'
import { releaseTargetOf } from '../release-target.ts'
import { signInFactRoots, signInFacts } from '../sign-in-facts.ts'
import { attributesIn, type Finding, isReleasedTo } from './settings-check.ts'

/**
 * Checks that claims about the sign-in come from the sign-in: how, when and from where the caller authenticated, and whether a
 * computer asks. What cannot be known from the settings, because it hangs on the directory, `map` refuses when it happens.
 */

export function checkFactClaims(settings: ManagedSettings): Finding[] {
  return attributesIn(settings).flatMap(({ value, path }) => {
    const fact = value.name === 'Subject' ? undefined : findFactClaim(value.name, nameFormatOf(value))
    const found = fact ? wrongFactClaim(value, fact) : hiddenSecondFactor(value)
    return found.map((finding) => ({ ...finding, path: [...path, ...finding.path] }))
  })
}

function wrongFactClaim(mapping: AttributeMapping, fact: FactClaim): Finding[] {
  const { name, value, required } = mapping
  const right = factExpression(fact.facts[0])
  const nameFormat = nameFormatOf(mapping)
  if (name !== fact.name || nameFormat !== fact.namespace)
    return [
      {
        path: name === fact.name ? ['nameFormat'] : ['name'],
        value: name === fact.name ? String(nameFormat) : name,
        reason: `this can be taken for the claim ${fact.name}, which says ${saying(fact)} and has one form only`,
        fix: `write name: ${fact.name}, nameFormat: ${fact.namespace}, value: '${right}'`,
      },
    ]
  if (!isFactOf(fact, mapping))
    return [
      {
        path: ['value'],
        value,
        reason: `this claim says ${saying(fact)}: only the facts of the sign-in itself may say so`,
        fix: `write value: '${right}'; where that is null, no claim goes out`,
      },
    ]
  if (!required || fact.always) return []
  return [
    {
      path: ['required'],
      value: 'true',
      reason: `not every sign-in has this fact, and those without it would be refused`,
      fix: 'take required out',
    },
  ]
}

function saying({ states }: FactClaim): string {
  return /^(how|when|where|whether|in )/.test(states) ? states : `that ${states}`
}

function hiddenSecondFactor(mapping: AttributeMapping): Finding[] {
  const written = mapping.value.replace(/authentication\.multipleAuthn(Instant)?\b/g, '')
  if (![written, ...constantTextsIn(mapping.value)].some(statesSecondFactor)) return []
  return [
    {
      path: ['value'],
      value: mapping.value,
      reason: 'this value says that a second factor was used: only the facts of the sign-in itself may say so',
      fix: `write '\${authentication.multipleAuthn}': it is ${claimValues.multipleAuthn} when a second factor was proved, else null`,
    },
  ]
}

/** A misspelt fact is null for everybody, and nobody would see it. */
export function checkFactsExist(settings: ManagedSettings): Finding[] {
  const known = signInFacts.map((fact): string => fact.path)
  return attributesIn(settings).flatMap(({ value, path }) =>
    (mappingUses(value.value)?.paths ?? [])
      .filter((used) => signInFactRoots.includes(used.split('.')[0] ?? '') && !known.includes(used))
      .map((used) => ({
        path: [...path, 'value'],
        value: value.value,
        reason: `there is no ${used}`,
        fix: `did you mean ${closestName(used, known) ?? known.join(', ')}?`,
      })),
  )
}

export function checkDeviceClaimsStayWithDevices(settings: ManagedSettings): Finding[] {
  const meansDevice = (mapping: AttributeMapping) =>
    [...constantTextsIn(mapping.value), ''].some((text) =>
      statesDevice(mapping.name, nameFormatOf(mapping) ?? '', text),
    )
  return attributesIn(settings)
    .filter(({ value }) => isReleasedTo(value, 'user') && meansDevice(value))
    .map(({ value, path }) => ({
      path: [...path, 'releaseTo'],
      value: releaseTargetOf(value),
      reason: `${value.name} says that a computer asks; users would be taken for computers`,
      fix: 'set releaseTo: devices',
    }))
}
