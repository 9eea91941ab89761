import { type ClaimAccount, type ClaimRequirement, claimRequirements } from '../entra/claim-requirements.ts'

/** The one judge of claims: there, in the namespace Entra looks in, of the form it takes. For what was sent, and for what would be. */

export interface JudgedClaim {
  readonly name: string
  readonly namespace: string
  readonly values: readonly string[]
}

export interface ClaimTrouble {
  readonly kind: 'missing' | 'namespace' | 'value'
  readonly name: string
  readonly expected: string
  /** What Entra answers. */
  readonly code: 'AADSTS51004'
  readonly fix: string
}

/** undefined where Entra takes it, or does not care. Subject is judged by its presence alone: its format is the application's. */
export function findClaimTrouble(
  { name, formats, requiredFor }: ClaimRequirement,
  claim: JudgedClaim | undefined,
  account: ClaimAccount,
): ClaimTrouble | undefined {
  const trouble = (kind: ClaimTrouble['kind'], expected: string, fix: string): ClaimTrouble => ({
    ...{ kind, name, expected, fix, code: 'AADSTS51004' },
  })
  if (claim === undefined)
    return requiredFor.includes(account)
      ? trouble('missing', name, `Map ${name}, and see that it goes to every ${account}.`)
      : undefined
  if (name !== 'Subject' && !formats.includes(claim.namespace))
    return trouble('namespace', formats[0], `Set the NameFormat of ${name} to ${formats[0]}.`)
  const form = wrongForm(claim)
  return form === undefined ? undefined : trouble('value', form, `Map ${name} so that it yields ${form}.`)
}

/** Every trouble of an assertion to be, in the order of the table. */
export function judgeClaims(claims: readonly JudgedClaim[], account: ClaimAccount): readonly ClaimTrouble[] {
  return claimRequirements.flatMap((requirement) => {
    const claim = claims.find(({ name }) => name === requirement.name)
    return findClaimTrouble(requirement, claim, account) ?? []
  })
}

const guidBase64 = 'base64 of the 16 bytes of a GUID (24 characters), not of its text'

/** What it should be, when it is not. */
function wrongForm({ name, values }: JudgedClaim): string | undefined {
  const [value = ''] = values
  if (values.length !== 1 || value === '') return 'exactly one value'
  if (name === 'accounttype') return value === 'DJ' || value === 'User' ? undefined : 'DJ for computers'
  if (name === 'onpremobjectguid') return /^[A-Za-z0-9+/]{22}==$/.test(value) ? undefined : guidBase64
  if (name === 'primarysid') return /^S-1-5-21(?:-\d+){4}$/.test(value) ? undefined : 'a SID as S-1-5-21-… text'
  if (name === 'UPN') return value.includes('@') ? undefined : 'name@verified domain'
  return undefined
}
