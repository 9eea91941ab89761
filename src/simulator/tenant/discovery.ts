import { randomUUID } from 'node:crypto'
import { cloud, tenantUrls } from '../../entra/cloud.ts'
import { answerErrorDetails } from './error-details.ts'
import { makeNonce } from './nonces.ts'
import { answerRefusal } from './oauth-error.ts'
import { answerJson, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import { findDomain, type TenantState, tenantNow } from './tenant-state.ts'
import { isThisTenant } from './token-endpoint.ts'

/** What clients ask before they act: which endpoints there are. The addresses are always Microsoft's own. */

/** `GET /{tenant}/Discover?api-version=1.x`, all members [MS-DVRD]. */
export function answerDiscover(request: TenantRequest, state: TenantState): TenantAnswer {
  const asked = request.params.tenant ?? ''
  if (asked !== state.tenantId && findDomain(state, asked) === undefined)
    return answerErrorDetails('DirectoryError', `AADSTS90002: Tenant '${asked}' not found.`, request, state)
  const urls = tenantUrls(state.tenantId)
  const resource = cloud.deviceRegistrationResource
  return answerJson(200, {
    DiscoveryService: {
      DiscoveryEndpoint: `https://${cloud.deviceRegistrationHost}/EnrollmentServer/Discover`,
      ServiceVersion: '1.9',
    },
    DeviceRegistrationService: {
      RegistrationEndpoint: urls.enrollment,
      RegistrationResourceId: resource,
      ServiceVersion: '1.0',
    },
    AuthenticationService: { OAuth2: { AuthCodeEndpoint: urls.authorize, TokenEndpoint: urls.token } },
    IdentityProviderService: {
      Federated: findDomain(state, asked)?.federation !== undefined,
      PassiveAuthEndpoint: urls.wsFederation,
    },
    DeviceJoinService: { JoinEndpoint: urls.join, JoinResourceId: resource, ServiceVersion: '2.0' },
    KeyProvisioningService: {
      KeyProvisionEndpoint: urls.key,
      KeyProvisionResourceId: resource,
      ServiceVersion: '1.0',
    },
    WebAuthNService: { ServiceVersion: '1.0', WebAuthNEndpoint: urls.webAuthn, WebAuthNResourceId: resource },
    DeviceManagementService: {
      DeviceManagementEndpoint: urls.deviceManagement,
      DeviceManagementResourceId: resource,
      ServiceVersion: '1.0',
    },
    MsaProviderData: { SiteId: '295958', SiteUrl: cloud.deviceRegistrationHost },
    PrecreateService: { PrecreateEndpoint: urls.precreate, PrecreateResourceId: resource, ServiceVersion: '2.0' },
    TenantInfo: { DisplayName: state.displayName, TenantId: state.tenantId, TenantName: asked },
    AzureRbacService: { RbacPolicyEndpoint: 'https://pas.windows.net' },
    BPLService: {
      BPLProxyServicePrincipalId: 'dda27c27-f274-469f-8005-cce10f270009',
      BPLResourceId: resource,
      BPLServiceEndpoint: urls.passwordPolicy,
      ServiceVersion: '1.0',
    },
    DeviceJoinResourceService: { Endpoint: urls.deviceResource, ResourceId: resource, ServiceVersion: '2.0' },
    NonceService: { Endpoint: urls.nonce, ResourceId: resource, ServiceVersion: '1.0' },
  })
}

/** `GET /EnrollmentServer/nonce/{tenant}/`; `ReponseStatus` is the service's own spelling. */
export function answerRegistrationNonce(_request: TenantRequest, state: TenantState): TenantAnswer {
  const time = tenantNow(state).toISOString()
  return answerJson(200, {
    ReponseStatus: { message: 'OK', traceId: randomUUID(), time },
    Value: makeNonce(state),
  })
}

/** `GET /{tenant}/.well-known/openid-configuration`, with `/v2.0` before it for the newer form. */
export function answerOpenIdConfiguration(request: TenantRequest, state: TenantState): TenantAnswer {
  const asked = request.params.tenant ?? ''
  if (!isThisTenant(asked, state)) return answerRefusal(90002, { tenant: asked }, request, state)
  const isVersion2 = request.path.includes('/v2.0/')
  const tenant = asked === 'common' || asked === 'organizations' ? asked : state.tenantId
  const login = `https://${cloud.loginHost}`
  const oauth = isVersion2 ? `${login}/${tenant}/oauth2/v2.0` : `${login}/${tenant}/oauth2`
  return answerJson(200, {
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${login}/common/discovery/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: isVersion2
      ? `${login}/${tenant === state.tenantId ? tenant : '{tenantid}'}/v2.0`
      : `https://sts.windows.net/${tenant === state.tenantId ? tenant : '{tenantid}'}/`,
    authorization_endpoint: `${oauth}/authorize`,
    end_session_endpoint: `${oauth}/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: cloud.instanceName,
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: cloud.graphHost,
    rbac_url: 'https://pas.windows.net',
  })
}

/** `GET /common/discovery/instance`: is the host a login host of Microsoft's. */
export function answerInstanceDiscovery(): TenantAnswer {
  const login = `https://${cloud.loginHost}`
  return answerJson(200, {
    tenant_discovery_endpoint: `${login}/common/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [
      {
        preferred_network: cloud.loginHost,
        preferred_cache: 'login.windows.net',
        aliases: [cloud.loginHost, 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
      },
    ],
  })
}
