/**
 * Why a required claim came out empty, in the words of the two settings it passes through.
 * In: the claim's mapping, and the user type and entry behind the profile. Out: MAP_REQUIRED_CLAIM_EMPTY, naming the profile
 * attribute and the LDAP attribute that was empty, and what to fill or to change. An attribute without a value would not be
 * allowed in the assertion anyway [SAMLCore11 §2.4.4].
 */
import type { AttributeMapping } from '../../config/application.ts'
import { signInFactRoots } from '../../config/sign-in-facts.ts'
import { IdpError } from '../../errors.ts'
import type { Profile, ProfileValue } from '../../ports.ts'
import type { FoundEntry } from '../stages.ts'
import { compiledMapping } from './compiled-mapping.ts'
import { ldapNames } from './map-profile.ts'

export function emptyClaim(mapping: AttributeMapping, found: FoundEntry, profile: Profile): IdpError {
  const profileAttributes = compiledMapping(mapping).paths.flatMap((path) => /^user\.(.+)/.exec(path)?.[1] ?? [])
  const reasons = profileAttributes.map((attribute) => reasonOf(attribute, found, profile))
  const facts = compiledMapping(mapping).paths.filter((path) => signInFactRoots.includes(path.split('.')[0] ?? ''))
  const [reason = facts.length === 0 ? constantReason : factReason(facts)] = reasons
  return new IdpError('MAP_REQUIRED_CLAIM_EMPTY', {
    claim: mapping.name,
    expression: mapping.value,
    dn: found.entry.dn,
    profileAttributes,
    ldapAttributes: reasons.flatMap(({ ldapAttributes }) => ldapAttributes),
    because: reasons.length === 0 ? reason.because : reasons.map(({ because }) => because).join(' '),
    remedy: reason.remedy,
  })
}

interface Reason {
  readonly because: string
  readonly remedy: string
  readonly ldapAttributes: readonly string[]
}

const constantReason: Reason = {
  because: 'It reads nothing of the profile.',
  remedy: 'Correct the value of the attribute mapping in the application.',
  ldapAttributes: [],
}

function factReason(facts: readonly string[]): Reason {
  return {
    because: `It reads ${facts.join(', ')}, which this sign-in has not proved.`,
    remedy: 'Take required out of the attribute mapping: not every sign-in has this fact.',
    ldapAttributes: [],
  }
}

function reasonOf(attribute: string, { principal, userType, entry }: FoundEntry, profile: Profile): Reason {
  const value = valueAt(profile, attribute)
  const source = userType.newUserLookup.attributeMappings.find(({ name }) => name === attribute)
  const ldapAttributes = source ? ldapNames(source, principal.gateway) : []
  const names = ldapAttributes.join(', ')
  if (value !== undefined)
    return {
      because: `${attribute} is there, but the expression makes nothing of it.`,
      remedy: `Correct the expression. #string.uuidAsBase64Guid takes only a GUID: an anchor that is none (${names || attribute}) goes out as it is, without the function.`,
      ldapAttributes,
    }
  if (!source)
    return {
      because: `The user type ${userType.name} maps nothing to ${attribute}.`,
      remedy: `Map ${attribute} in the user type, or let the claim read another profile attribute.`,
      ldapAttributes,
    }
  return {
    because: `${attribute} comes from ${source.value}, and ${names || 'that'} of ${entry.dn} is empty.`,
    remedy: `Fill ${names || attribute} of the account in Active Directory, or map ${attribute} from an attribute that every account of the user type has (objectGUID for devices).`,
    ldapAttributes,
  }
}

function valueAt(profile: Profile, path: string): ProfileValue | undefined {
  return path.split('.').reduce<ProfileValue | undefined>((value, name) => {
    if (typeof value !== 'object' || Array.isArray(value)) return undefined
    return Object.entries(value).find(([key]) => key === name)?.[1]
  }, profile)
}
