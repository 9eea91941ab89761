import { claimRequirements } from '../../entra/claim-requirements.ts'
import { clouds } from '../../entra/cloud.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import { constantTextsIn } from '../mapping-uses.ts'
import { applicationsIn, attributesIn, duplicates, type Finding, isReleasedTo } from './settings-check.ts'

/** Checks of several applications beside each other: host names, clouds, and the issuer claim that tells domains apart. */

export function checkHostNamesAreUnique(settings: ManagedSettings): Finding[] {
  const hosts = applicationsIn(settings).flatMap(({ value, path }) =>
    value.hostNames.map((host, index) => ({ value: host, path: [...path, 'hostNames', index] })),
  )
  return duplicates(hosts, (host) => host.toLowerCase()).map(({ value, path }) => ({
    path,
    value,
    reason: 'this host name is listed twice, and it decides which application answers',
    fix: 'keep it at one application',
  }))
}

/** A token for another cloud's audience is refused there, and nothing here would say why. */
export function checkCloudIsOne(settings: ManagedSettings): Finding[] {
  return applicationsIn(settings).flatMap(({ value: application, path }) => {
    const own = clouds[application.cloud]
    const others = Object.entries(clouds).filter(([name]) => name !== application.cloud)
    const wrong = (setting: 'replyUrl' | 'audienceRestriction', right: string): Finding[] => {
      const value = application[setting]
      const theirs = others.find(([, row]) => value === (setting === 'replyUrl' ? row.replyUrl : row.audienceUrn))
      if (value === right || theirs === undefined) return []
      return [
        {
          severity: 'warning',
          path: [...path, setting],
          value,
          reason: `the application is in the cloud ${application.cloud}, and this belongs to ${theirs[0]}`,
          fix: `leave ${setting} out, or write ${right}`,
        },
      ]
    }
    return [...wrong('replyUrl', own.replyUrl), ...wrong('audienceRestriction', own.audienceUrn)]
  })
}

/** Microsoft's rules send issuerid for users and computers as soon as a tenant has several federated domains. */
export function checkIssuerId(settings: ManagedSettings): Finding[] {
  const usual = claimRequirements.find(({ name }) => name === 'issuerid')?.usualValue ?? ''
  const issuers = new Set(settings.applications.flatMap(({ issuerUri }) => issuerUri ?? []))
  const wrong = attributesIn(settings)
    .filter(({ value }) => value.name === 'issuerid' && constantTextsIn(value.value).some((text) => !issuers.has(text)))
    .map(({ value, path }) => ({
      severity: 'warning' as const,
      path: [...path, 'value'],
      value: value.value,
      reason: 'this is the issuer of no application here: Entra would not know it (AADSTS50107)',
      fix: `write value: '${usual}'`,
    }))
  if (settings.applications.length < 2) return wrong
  const missing = applicationsIn(settings)
    .filter(({ value }) => !value.attributes.some((row) => row.name === 'issuerid' && isReleasedTo(row, 'device')))
    .map(({ path }) => ({
      severity: 'note' as const,
      path: [...path, 'attributes'],
      reason:
        "there are several federated domains, and no issuerid goes out; the issuer of the token already is the application's",
      fix: `nothing, unless the domains are of one tenant and Entra answers AADSTS50107: then add {name: issuerid, value: '${usual}'}`,
    }))
  return [...wrong, ...missing]
}
