import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { answerJson, answerNothing, parseJsonBody, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import {
  type Federation,
  type FederationConfiguration,
  federationConfiguration,
  type TenantDomain,
} from './tenant-options.ts'
import type { TenantState } from './tenant-state.ts'

/** Microsoft Graph, as much of it as federation needs: domains, their federation configuration, devices. */

export function answerDomains(_request: TenantRequest, state: TenantState): TenantAnswer {
  return answerJson(200, { value: [...state.domains.values()].map(describeDomain) })
}

export function answerDomain(request: TenantRequest, state: TenantState): TenantAnswer {
  const domain = domainOf(request, state)
  return domain ? answerJson(200, describeDomain(domain)) : notFound()
}

export function answerFederations(request: TenantRequest, state: TenantState): TenantAnswer {
  const domain = domainOf(request, state)
  if (domain === undefined) return notFound()
  return answerJson(200, { value: domain.federation ? [describeFederation(domain.federation)] : [] })
}

export function answerFederation(request: TenantRequest, state: TenantState): TenantAnswer {
  const federation = federationOf(request, state)
  return federation ? answerJson(200, describeFederation(federation)) : notFound()
}

/** Makes the domain Federated. */
export function createFederation(request: TenantRequest, state: TenantState): TenantAnswer {
  const domain = domainOf(request, state)
  if (domain === undefined) return notFound()
  if (domain.federation) return graphError(409, 'Conflict', 'The domain has a federation configuration already.')
  return storeFederation(domain, parseJsonBody(request), randomUUID(), state, 201)
}

export function updateFederation(request: TenantRequest, state: TenantState): TenantAnswer {
  const domain = domainOf(request, state)
  const federation = federationOf(request, state)
  if (domain === undefined || federation === undefined) return notFound()
  const patch = z.looseObject({}).safeParse(parseJsonBody(request))
  if (!patch.success) return graphError(400, 'BadRequest', z.prettifyError(patch.error))
  return storeFederation(domain, { ...federation, ...patch.data }, federation.id, state, 200)
}

/** Makes the domain Managed again. */
export function deleteFederation(request: TenantRequest, state: TenantState): TenantAnswer {
  const domain = domainOf(request, state)
  if (domain === undefined || federationOf(request, state) === undefined) return notFound()
  domain.federation = undefined
  return answerNothing(204)
}

export function answerDevices(_request: TenantRequest, state: TenantState): TenantAnswer {
  const value = [...state.devices.values()].map((device) => ({
    deviceId: device.deviceId,
    displayName: device.displayName,
    trustType: 'ServerAd',
    registrationDateTime: device.registeredAt.toISOString(),
    alternativeSecurityIds: [{ type: 2, key: device.thumbprint }],
  }))
  return answerJson(200, { value })
}

function storeFederation(
  domain: TenantDomain,
  value: unknown,
  id: string,
  state: TenantState,
  status: 200 | 201,
): TenantAnswer {
  const read = federationConfiguration.safeParse(value)
  if (!read.success) return graphError(400, 'BadRequest', z.prettifyError(read.error))
  const taken = [...state.domains.values()].find(
    (other) => other !== domain && other.federation?.issuerUri === read.data.issuerUri,
  )
  if (taken) return graphError(400, 'BadRequest', `issuerUri is used by the domain ${taken.name}; it must be unique.`)
  domain.federation = { ...read.data, id }
  return answerJson(status, describeFederation(domain.federation))
}

function domainOf(request: TenantRequest, state: TenantState): TenantDomain | undefined {
  return state.domains.get((request.params.domain ?? '').toLowerCase())
}

function federationOf(request: TenantRequest, state: TenantState): Federation | undefined {
  const federation = domainOf(request, state)?.federation
  return federation?.id === request.params.id ? federation : undefined
}

function describeDomain(domain: TenantDomain): Record<string, unknown> {
  return {
    id: domain.name,
    authenticationType: domain.federation ? 'Federated' : 'Managed',
    isVerified: true,
    isDefault: false,
  }
}

/** Every member of internalDomainFederation, null where nothing is set. */
function describeFederation(federation: FederationConfiguration): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.internalDomainFederation',
    activeSignInUri: null,
    displayName: null,
    federatedIdpMfaBehavior: null,
    isSignedAuthenticationRequestRequired: null,
    metadataExchangeUri: null,
    nextSigningCertificate: null,
    passiveSignInUri: null,
    passwordResetUri: null,
    preferredAuthenticationProtocol: null,
    promptLoginBehavior: null,
    signOutUri: null,
    signingCertificate: null,
    signingCertificateUpdateStatus: null,
    ...federation,
  }
}

function notFound(): TenantAnswer {
  return graphError(404, 'Request_ResourceNotFound', 'The resource does not exist.')
}

function graphError(status: number, code: string, message: string): TenantAnswer {
  return answerJson(status, { error: { code, message } })
}
