import { factClaims, findClaimRequirement } from '../entra/claim-requirements.ts'
import type { AttributeMapping } from './application.ts'

/**
 * Who gets the claim: as the mapping says; else, for a claim that only devices or only users need, that kind of account,
 * so that no user is ever told to be a device by default; claims about a sign-in to users; else everyone.
 */
export function releaseTargetOf(
  mapping: Pick<AttributeMapping, 'name' | 'releaseTo'>,
): 'everyone' | 'users' | 'devices' {
  if (mapping.releaseTo !== undefined) return mapping.releaseTo
  if (factClaims.some(({ name }) => name === mapping.name)) return 'users'
  const [only, other] = findClaimRequirement(mapping.name)?.requiredFor ?? []
  if (only === undefined || other !== undefined) return 'everyone'
  return only === 'device' ? 'devices' : 'users'
}
