/**
 * Which attributes of the principal's entry are read, fresh at every sign-in.
 * In: the principal and the user types that may apply. Out: names, as the settings write them, since results are keyed by them.
 */
import type { UserType } from '../../config/gateway.ts'
import { anchorAttributesOf, ldapAttributesOf } from '../../config/ldap-attributes-of.ts'
import { baseOnlyAttributes, passwordExpiryAttribute } from '../../protocol/names/active-directory.ts'
import type { VerifiedPrincipal } from '../stages.ts'

/** What the rules of this stage look at. [MS-ADA1] [MS-ADA3] */
const ruleAttributes = [
  'objectSid',
  'objectGUID',
  'sAMAccountName',
  'objectClass',
  'objectCategory',
  'userAccountControl',
  'primaryGroupID',
  'accountExpires',
  'pwdLastSet',
  'mS-DS-CreatorSID',
]

/** After a password, when it ends is a fact that claims may state. */
export function attributesToRead(
  { gateway, authentication }: Pick<VerifiedPrincipal, 'gateway' | 'authentication'>,
  userTypes: readonly UserType[],
): readonly string[] {
  const mapped = userTypes.flatMap((userType) => [
    ...userType.orderedCorrelationAttributes,
    ...ldapAttributesOf(userType),
  ])
  const expiry = authentication.method === 'password' ? [passwordExpiryAttribute] : []
  return [...new Set([...ruleAttributes, ...anchorAttributesOf(gateway), ...mapped, ...expiry])]
}

/** Whether AD gives the attribute only to a read of the entry alone. */
export function isBaseOnly(attribute: string): boolean {
  return baseOnlyNames.has(attribute.toLowerCase())
}

const baseOnlyNames = new Set(baseOnlyAttributes.map((name) => name.toLowerCase()))
