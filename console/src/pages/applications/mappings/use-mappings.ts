import type { KnownClaim } from '../../../../../src/admin/settings/claim-routes.ts'
import type { AttributeMapping } from '../../../../../src/config/application.ts'
import { type Collection, useResource } from '../../../api/use-api.ts'

/** A mapping as the API shows it. */
export interface MappingResource extends AttributeMapping {
  readonly id: string
}

export function mappingsPath(applicationId: string): string {
  return `/applications/${encodeURIComponent(applicationId)}/attributes`
}

export function useMappings(applicationId: string) {
  return useResource<Collection<MappingResource>>(mappingsPath(applicationId), { query: { limit: 200 } })
}

/** What Entra knows of claims; it changes with the program only. */
export function useKnownClaims(): readonly KnownClaim[] {
  return useResource<{ claims: readonly KnownClaim[] }>('/claims').data?.body.claims ?? []
}

/** The setting alone, as previews and changes send it. */
export function settingOf({ name, nameFormat, value, required, releaseTo }: AttributeMapping): AttributeMapping {
  return { name, value, required, ...(nameFormat && { nameFormat }), ...(releaseTo && { releaseTo }) }
}
