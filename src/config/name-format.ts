import { factClaims, findClaimRequirement } from '../entra/claim-requirements.ts'
import type { AttributeMapping } from './application.ts'

/**
 * The claim namespace of a mapping: its own, else the default of that attribute. Undefined where neither is there
 * (settings are checked for that) and for Subject, whose format is the application's.
 */
export function nameFormatOf(mapping: Pick<AttributeMapping, 'name' | 'nameFormat'>): string | undefined {
  if (mapping.name === 'Subject') return undefined
  const known = findClaimRequirement(mapping.name)?.formats[0]
  return mapping.nameFormat ?? known ?? factClaims.find(({ name }) => name === mapping.name)?.namespace
}
