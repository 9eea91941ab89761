/**
 * Which attributes of the principal's entry are read, fresh at every sign-in.
 * In: the gateway and the user types that may apply. Out: names, as the settings write them, since results are keyed by them.
 */
import type { Gateway, UserType } from '../../config/gateway.ts'
import { anchorAttributesOf, ldapAttributesOf } from '../../config/ldap-attributes-of.ts'
import { baseOnlyAttributes } from '../../protocol/names/active-directory.ts'

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
  'mS-DS-CreatorSID',
]

export function attributesToRead(gateway: Gateway, userTypes: readonly UserType[]): readonly string[] {
  const mapped = userTypes.flatMap((userType) => [
    ...userType.orderedCorrelationAttributes,
    ...ldapAttributesOf(userType),
  ])
  return [...new Set([...ruleAttributes, ...anchorAttributesOf(gateway), ...mapped])]
}

/** Whether AD gives the attribute only to a read of the entry alone. */
export function isBaseOnly(attribute: string): boolean {
  return baseOnlyNames.has(attribute.toLowerCase())
}

const baseOnlyNames = new Set(baseOnlyAttributes.map((name) => name.toLowerCase()))
