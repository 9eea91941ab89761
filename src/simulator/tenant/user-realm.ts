import { cloud } from '../../entra/cloud.ts'
import { serializeXml } from '../../protocol/xml/serialize-xml.ts'
import { element } from '../../protocol/xml/xml-element.ts'
import { passiveRequestUrl } from './passive-request.ts'
import { answerJson, answerText, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import type { Federation, TenantDomain } from './tenant-options.ts'
import { findDomain, type TenantState } from './tenant-state.ts'

/** User realm discovery: does a name belong to a managed or a federated domain, and where does its identity provider live. */

/** `GET /common/userrealm/{name}?api-version=1.0|2.0` */
export function answerUserRealm(request: TenantRequest, state: TenantState): TenantAnswer {
  const login = request.params.login ?? ''
  const domain = findDomain(state, login)
  const isVersion2 = request.query.get('api-version')?.startsWith('2') ?? false
  return answerJson(200, isVersion2 ? realm2(login, domain, state) : realm1(login, domain, state))
}

/** `GET /GetUserRealm.srf?login=`, JSON by default, XML by `xml=1`. */
export function answerUserRealmSrf(request: TenantRequest, state: TenantState): TenantAnswer {
  const login = request.query.get('login') ?? ''
  const fields = realmSrf(login, findDomain(state, login), state)
  if (request.query.get('xml') !== '1') return answerJson(200, fields)
  const members = Object.entries(fields).map(([name, value]) => element('', '', name, {}, String(value)))
  return answerText(200, 'text/xml', serializeXml(element('', '', 'RealmInfo', { Success: 'true' }, ...members)))
}

function realm1(login: string, domain: TenantDomain | undefined, state: TenantState): Record<string, unknown> {
  const cloudFields = { cloud_instance_name: cloud.instanceName, cloud_audience_urn: state.audienceUrn }
  const name = domain?.name ?? login.slice(login.lastIndexOf('@') + 1)
  if (domain === undefined) return { ver: '1.0', account_type: 'Unknown', domain_name: name, ...cloudFields }
  const federation = domain.federation
  if (federation === undefined) return { ver: '1.0', account_type: 'Managed', domain_name: name, ...cloudFields }
  return {
    ver: '1.0',
    account_type: 'Federated',
    domain_name: name,
    federation_protocol: federation.preferredAuthenticationProtocol === 'saml' ? 'SAML20' : 'WSTrust',
    federation_metadata_url: federation.metadataExchangeUri ?? '',
    federation_active_auth_url: federation.activeSignInUri ?? '',
    ...cloudFields,
  }
}

function realm2(login: string, domain: TenantDomain | undefined, state: TenantState): Record<string, unknown> {
  const federation = domain?.federation
  return {
    NameSpaceType: domain === undefined ? 'Unknown' : federation ? 'Federated' : 'Managed',
    ...(federation && {
      federation_protocol: federation.preferredAuthenticationProtocol === 'saml' ? 'SAML20' : 'WSTrust',
      AuthURL: authUrl(federation, login, state),
      FederationBrandName: federation.displayName ?? '',
    }),
    Login: login,
    DomainName: domain?.name ?? login.slice(login.lastIndexOf('@') + 1),
    TenantBrandingInfo: null,
    cloud_instance_name: cloud.instanceName,
  }
}

function realmSrf(login: string, domain: TenantDomain | undefined, state: TenantState): Record<string, unknown> {
  const federation = domain?.federation
  return {
    State: federation ? 3 : 4,
    UserState: federation ? 2 : 1,
    Login: login,
    NameSpaceType: domain === undefined ? 'Unknown' : federation ? 'Federated' : 'Managed',
    DomainName: domain?.name ?? '',
    ...(federation && {
      FederationGlobalVersion: -1,
      AuthURL: authUrl(federation, login, state),
      FederationBrandName: federation.displayName ?? '',
    }),
    CloudInstanceName: cloud.instanceName,
  }
}

/** The sign-in address of the domain, for a client that adds its own wctx; empty where the domain has none. */
function authUrl(federation: Federation, login: string, { audienceUrn }: TenantState): string {
  if (!federation.passiveSignInUri) return ''
  const request = { login, audienceUrn, wctx: '', asksFreshLogin: false, asksSecondFactor: false }
  return passiveRequestUrl(federation, request)
}
