import { type ClaimRequirement, claimRequirements, findClaimRequirement } from '../../entra/claim-requirements.ts'
import type { Application, AttributeMapping } from '../application.ts'
import type { UserType } from '../gateway.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import { profileAttributesIn } from '../mapping-uses.ts'
import { nameFormatOf } from '../name-format.ts'
import { applicationsIn, attributesIn, type Finding, isReleasedTo, userTypesOf } from './settings-check.ts'

/** Checks of the claims an application sends, against the table of what Entra needs. */

/** The source document prints one format with a blank at its end; Entra compares it as it comes. */
export function checkNameFormatBlanks(settings: ManagedSettings): Finding[] {
  return nameFormats(settings)
    .filter(({ format }) => format !== format.trim())
    .map(({ format, path }) => ({
      path,
      value: JSON.stringify(format),
      reason: 'there are blanks around the format, and Entra would not know it',
      fix: `write ${format.trim()}`,
    }))
}

export function checkNameFormatIsUri(settings: ManagedSettings): Finding[] {
  return nameFormats(settings)
    .filter(({ format }) => !/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(format.trim()))
    .map(({ format, path }) => ({
      path,
      value: format,
      reason: 'a format is a URI (it becomes the AttributeNamespace of the claim)',
      fix: 'write it whole, such as http://schemas.xmlsoap.org/claims',
    }))
}

export function checkNameFormatIsThere(settings: ManagedSettings): Finding[] {
  return attributesIn(settings)
    .filter(({ value }) => value.name !== 'Subject' && nameFormatOf(value) === undefined)
    .map(({ value, path }) => ({
      path: [...path, 'nameFormat'],
      reason: `the claim ${value.name} needs a format: every SAML 1.1 attribute has a namespace`,
      fix: 'add nameFormat, the namespace the application expects',
    }))
}

export function checkNameFormatIsAllowed(settings: ManagedSettings): Finding[] {
  return attributesIn(settings).flatMap(({ value, path }) => {
    const requirement = findClaimRequirement(value.name)
    const format = value.nameFormat?.trim()
    if (!requirement || format === undefined) return []
    const finding = (reason: string, fix: string) => [{ path: [...path, 'nameFormat'], value: format, reason, fix }]
    if (value.name === 'Subject')
      return finding(
        'the format of Subject is not set here',
        'take it out, and set subjectNameIdentifierFormat of the application',
      )
    if (requirement.formats.includes(format)) return []
    return finding(
      `Entra does not read ${value.name} in this format; a join ends with AADSTS51004`,
      `leave nameFormat out, or write ${requirement.formats.join(' or ')}`,
    )
  })
}

export function checkClaimNamesAreUnique(settings: ManagedSettings): Finding[] {
  return attributesIn(settings)
    .filter(({ value, application }) =>
      application.attributes
        .slice(0, application.attributes.indexOf(value))
        .some((other) => other.name === value.name && (['user', 'device'] as const).some(bothReleased(other, value))),
    )
    .map(({ value, path }) => ({
      path: [...path, 'name'],
      value: value.name,
      reason: 'another mapping sends this claim to the same accounts',
      fix: 'keep one of them, or release one to users and the other to devices',
    }))
}

/** Which claims must be there depends on whose tickets the application takes. */
export function checkRequiredClaims(settings: ManagedSettings): Finding[] {
  return applicationsIn(settings).flatMap(({ value: application, path }) =>
    accountsOf(application, settings).flatMap((account) =>
      claimRequirements
        .filter((requirement) => requirement.requiredFor.includes(account))
        .filter(({ name }) => !application.attributes.some((row) => row.name === name && isReleasedTo(row, account)))
        .map((requirement) => ({
          path: [...path, 'attributes'],
          reason: `no mapping sends ${requirement.name} to ${account}s: ${requirement.meaning}`,
          fix: `add {${presetRow(requirement, account)}}`,
        })),
    ),
  )
}

/** A claim Entra cannot do without, left out silently when it is empty, is found out only there. */
export function checkRequiredClaimsAreMarked(settings: ManagedSettings): Finding[] {
  return attributesIn(settings)
    .filter(({ value, application }) =>
      accountsOf(application, settings).some(
        (account) => isReleasedTo(value, account) && findClaimRequirement(value.name)?.requiredFor.includes(account),
      ),
    )
    .filter(({ value }) => !value.required)
    .map(({ value, path }) => ({
      severity: 'warning' as const,
      path: [...path, 'required'],
      value: 'false',
      reason: `Entra refuses a token without ${value.name}, and Joinery would send one when the value is empty`,
      fix: 'set required: true; then the sign-in log says which attribute was empty',
    }))
}

/** A claim that reads an attribute no user type fills is empty for everybody. */
export function checkRequiredClaimsAreFilled(settings: ManagedSettings): Finding[] {
  return attributesIn(settings).flatMap(({ value, application, path }) =>
    userTypesOf(application, settings)
      .filter(({ userType }) => value.required && isReleasedTo(value, userType.account))
      .flatMap(({ userType, gateway }) =>
        profileAttributesIn(value.value)
          .filter((name) => isFilledByMapping(name) && !fills(userType, name))
          .map((name) => ({
            path: [...path, 'value'],
            value: value.value,
            reason: `it reads ${name}, which the user type ${userType.id} of the gateway ${gateway.id} does not map`,
            fix: `map ${name} in that user type, or release the claim to others only`,
          })),
      ),
  )
}

function nameFormats(settings: ManagedSettings) {
  return attributesIn(settings).flatMap(({ value, path }) =>
    value.nameFormat === undefined ? [] : [{ format: value.nameFormat, path: [...path, 'nameFormat'] }],
  )
}

/** Users are always served: by password, if not by ticket. Devices only come by ticket. */
function accountsOf(application: Application, settings: ManagedSettings): UserType['account'][] {
  const kinds = userTypesOf(application, settings).map(({ userType }) => userType.account)
  return kinds.includes('device') ? (kinds.includes('user') ? ['user', 'device'] : ['device']) : ['user']
}

function bothReleased(a: AttributeMapping, b: AttributeMapping) {
  return (account: UserType['account']): boolean => isReleasedTo(a, account) && isReleasedTo(b, account)
}

function presetRow({ name, formats, usualValue }: ClaimRequirement, account: UserType['account']): string {
  const format = name === 'Subject' ? '' : `, nameFormat: ${formats[0]}`
  return `name: ${name}${format}, value: '${usualValue.replaceAll("'", "''")}', required: true, releaseTo: ${account}s`
}

/** What Joinery itself puts into a profile needs no mapping. */
function isFilledByMapping(name: string): boolean {
  return !/^(id|enabled|population|memberOf|createdAt|updatedAt|environment)/.test(name)
}

function fills({ newUserLookup }: UserType, name: string): boolean {
  return newUserLookup.attributeMappings.some(
    (mapping) => mapping.name === name || mapping.name.startsWith(`${name}.`) || name.startsWith(`${mapping.name}.`),
  )
}
