import { rehearsalRoutes } from './activity/rehearsal-routes.ts'
import { signInRoutes } from './activity/sign-in-routes.ts'
import { troubleshootRoutes } from './activity/troubleshoot-routes.ts'
import type { AdminPorts } from './admin-ports.ts'
import type { AdminRoute } from './admin-route.ts'
import { administratorRoutes } from './administrators/administrator-routes.ts'
import { administratorSessionRoutes } from './administrators/administrator-session-routes.ts'
import { invitationRoutes } from './administrators/invitation-routes.ts'
import { apiClientRoutes } from './api-clients/api-client-routes.ts'
import { auditRoutes } from './audit/audit-routes.ts'
import { gatewayOperationRoutes } from './gateways/gateway-operation-routes.ts'
import { keyRoutes } from './keys/key-routes.ts'
import { rolloverRoutes } from './keys/rollover-routes.ts'
import { openApiRoute } from './openapi.ts'
import { peopleRoutes } from './people/people-routes.ts'
import { expressionRoutes } from './preview/expression-routes.ts'
import { previewRoutes } from './preview/preview-routes.ts'
import { roadRoutes } from './road/road-routes.ts'
import { applicationRoutes } from './settings/application-routes.ts'
import { brandingPreviewRoutes } from './settings/branding-preview-routes.ts'
import { claimRoutes } from './settings/claim-routes.ts'
import { environmentRoutes } from './settings/environment-routes.ts'
import { gatewayCredentialRoutes } from './settings/gateway-credential-routes.ts'
import { gatewayRoutes } from './settings/gateway-routes.ts'
import { mappingRoutes } from './settings/mapping-routes.ts'
import { populationRoutes } from './settings/population-routes.ts'
import { publicAddressRoutes } from './settings/public-address-routes.ts'
import { schemaRoutes } from './settings/schema-routes.ts'
import { sectionRoutes } from './settings/section-routes.ts'
import { settingsRoutes } from './settings/settings-routes.ts'
import { settingsSchemaRoutes } from './settings/settings-schema-routes.ts'
import { versionRoutes } from './settings/version-routes.ts'

/** The admin API: every route there is, in the order in which its documentation lists them. */
export function adminRoutes(ports: AdminPorts): readonly AdminRoute[] {
  const routes = [
    ...environmentRoutes(ports),
    ...applicationRoutes(ports),
    ...mappingRoutes(ports),
    ...gatewayRoutes(ports),
    ...gatewayCredentialRoutes(ports),
    ...schemaRoutes(ports),
    ...populationRoutes(ports),
    ...settingsRoutes(ports),
    ...sectionRoutes(ports),
    ...versionRoutes(ports),
    ...apiClientRoutes(ports),
    ...gatewayOperationRoutes(ports),
    ...peopleRoutes(ports),
    ...previewRoutes(ports),
    ...expressionRoutes(ports),
    ...roadRoutes(ports),
    ...rolloverRoutes(ports),
    ...keyRoutes(ports),
    ...auditRoutes(ports),
    ...claimRoutes(),
    ...administratorRoutes(ports),
    ...invitationRoutes(ports),
    ...administratorSessionRoutes(ports),
    ...settingsSchemaRoutes(),
    ...brandingPreviewRoutes(ports),
    ...publicAddressRoutes(ports),
    ...signInRoutes(ports),
    ...rehearsalRoutes(ports),
    ...troubleshootRoutes(ports),
  ]
  return [...routes, openApiRoute(routes)]
}
