// A table: the addresses of the tenant. `{name}` is one part of a path; the last part may be followed by a slash.
import { cloud } from '../../entra/cloud.ts'
import {
  answerDiscover,
  answerInstanceDiscovery,
  answerOpenIdConfiguration,
  answerRegistrationNonce,
} from './discovery.ts'
import {
  answerDevices,
  answerDomain,
  answerDomains,
  answerFederation,
  answerFederations,
  createFederation,
  deleteFederation,
  updateFederation,
} from './graph.ts'
import { answerJoin } from './join-device.ts'
import { answerCleanup, receiveToken, takeSecondFactor } from './receive-token.ts'
import { answerAuthorize, answerHome } from './sign-in-page.ts'
import { answerSignOut } from './sign-out.ts'
import { answerJudgements, forgetDevices, setClock, setPolicy, syncDirectory } from './stage-endpoints.ts'
import { answerSyncJoin } from './sync-join.ts'
import { answerText, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import type { TenantState } from './tenant-state.ts'
import { answerToken } from './token-endpoint.ts'
import { answerUserRealm, answerUserRealmSrf } from './user-realm.ts'
import type { SignatureVerifier } from './verify-signature.ts'

export type TenantHandler = (
  request: TenantRequest,
  state: TenantState,
  verifier: SignatureVerifier,
) => TenantAnswer | Promise<TenantAnswer>

export interface TenantRoute {
  readonly method: string
  /** The Microsoft host it belongs to; by any other name all hosts answer. */
  readonly host: string
  readonly path: string
  /** Only with the control token the tenant was started with. */
  readonly isControlled: boolean
  readonly answer: TenantHandler
}

const login = (method: string, path: string, answer: TenantHandler): TenantRoute => ({
  method,
  host: cloud.loginHost,
  path,
  isControlled: false,
  answer,
})
const registration = (method: string, path: string, answer: TenantHandler): TenantRoute => ({
  ...login(method, path, answer),
  host: cloud.deviceRegistrationHost,
})
const graph = (method: string, path: string, answer: TenantHandler): TenantRoute => ({
  ...login(method, path, answer),
  host: cloud.graphHost,
  isControlled: true,
})

const federations = '/v1.0/domains/{domain}/federationConfiguration'

export const tenantRoutes: readonly TenantRoute[] = [
  login('GET', '/common/userrealm/{login}', answerUserRealm),
  login('GET', '/GetUserRealm.srf', answerUserRealmSrf),
  login('GET', '/{tenant}/.well-known/openid-configuration', answerOpenIdConfiguration),
  login('GET', '/{tenant}/v2.0/.well-known/openid-configuration', answerOpenIdConfiguration),
  login('GET', '/common/discovery/instance', answerInstanceDiscovery),
  login('POST', '/{tenant}/oauth2/token', answerToken),
  login('POST', '/{tenant}/oauth2/v2.0/token', answerToken),
  login('GET', '/', answerHome),
  login('GET', '/{tenant}/oauth2/authorize', answerAuthorize),
  login('GET', '/{tenant}/oauth2/v2.0/authorize', answerAuthorize),
  login('POST', '/login.srf', receiveToken),
  login('GET', '/login.srf', answerCleanup),
  login('POST', '/common/SAS/ProcessAuth', takeSecondFactor),
  login('GET', '/{tenant}/oauth2/logout', answerSignOut),
  login('GET', '/{tenant}/oauth2/v2.0/logout', answerSignOut),
  login('GET', '/error', (request) => answerText(200, 'text/plain', `AADSTS${request.query.get('code') ?? ''}`)),
  registration('GET', '/{tenant}/Discover', answerDiscover),
  registration('GET', '/EnrollmentServer/nonce/{tenant}', answerRegistrationNonce),
  registration('POST', '/EnrollmentServer/device', answerJoin),
  registration('PUT', '/EnrollmentServer/device/{deviceId}', answerSyncJoin),
  graph('GET', '/v1.0/domains', answerDomains),
  graph('GET', '/v1.0/domains/{domain}', answerDomain),
  graph('GET', federations, answerFederations),
  graph('POST', federations, createFederation),
  graph('GET', `${federations}/{id}`, answerFederation),
  graph('PATCH', `${federations}/{id}`, updateFederation),
  graph('DELETE', `${federations}/{id}`, deleteFederation),
  graph('GET', '/v1.0/devices', answerDevices),
  graph('PUT', '/simulator/directory', syncDirectory),
  graph('PUT', '/simulator/clock', setClock),
  graph('PUT', '/simulator/policy', setPolicy),
  graph('GET', '/simulator/judgements', answerJudgements),
  graph('DELETE', '/simulator/devices', forgetDevices),
]
