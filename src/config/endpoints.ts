// A table: the WS-Trust endpoints of an application. MEX, the routes, `accept` and the doctor all read it here.

import type { TrustVersion } from '../protocol/ws-trust/trust-dialect.ts'

export type { TrustVersion }
export type EndpointCredential = 'windowstransport' | 'usernamemixed'

export interface TrustEndpoint {
  readonly trustVersion: TrustVersion
  readonly credential: EndpointCredential
  /** Last part of the address, below `/wsf/sts/{app}/` and `/adfs/services/trust/`. */
  readonly path: string
  /** Name of the WSDL binding, as AD FS calls it; the policy id is this name and `_policy`. */
  readonly bindingName: string
  readonly inMex: boolean
  readonly inMex13: boolean
}

export const trustEndpoints: readonly TrustEndpoint[] = [
  {
    trustVersion: '2005',
    credential: 'windowstransport',
    path: '2005/windowstransport',
    bindingName: 'CustomBinding_IWSTrustFeb2005Async',
    inMex: true,
    inMex13: true,
  },
  {
    trustVersion: '2005',
    credential: 'usernamemixed',
    path: '2005/usernamemixed',
    bindingName: 'UserNameWSTrustBinding_IWSTrustFeb2005Async',
    inMex: true,
    inMex13: true,
  },
  {
    trustVersion: '13',
    credential: 'windowstransport',
    path: '13/windowstransport',
    bindingName: 'CustomBinding_IWSTrust13Async',
    inMex: false,
    inMex13: true,
  },
  {
    trustVersion: '13',
    credential: 'usernamemixed',
    path: '13/usernamemixed',
    bindingName: 'UserNameWSTrustBinding_IWSTrust13Async',
    inMex: false,
    inMex13: true,
  },
]

/** Where a request comes in. The ActiveSignInUri takes both versions: the request says which. */
export interface RequestEndpoint {
  readonly trustVersion: TrustVersion | undefined
  readonly credential: EndpointCredential
  readonly path: string
}

/** `/wsf/sts/{app}` itself, the ActiveSignInUri: passwords only. No MEX document names it. */
export const activeSignInEndpoint: RequestEndpoint = {
  trustVersion: undefined,
  credential: 'usernamemixed',
  path: 'activeSignInUri',
}

/** Every address of an application, from its id and the origin it is published under (public-hosts.ts). None of them is ever taken from a Host header. */
export function applicationAddresses(publicUrl: string, applicationId: string) {
  const base = publicUrl.replace(/\/+$/, '')
  return {
    issuerUri: `${base}/applications/${applicationId}`,
    activeSignInUri: `${base}/wsf/sts/${applicationId}`,
    passiveSignInUri: `${base}/wsf/prp/${applicationId}`,
    signOutUri: `${base}/wsf/prp/${applicationId}`,
    mex: `${base}/wsf/mex/${applicationId}`,
    mex13: `${base}/wsf/mex13/${applicationId}`,
    federationMetadata: `${base}/wsf/metadata/${applicationId}`,
    trust: (endpoint: TrustEndpoint) => `${base}/wsf/sts/${applicationId}/${endpoint.path}`,
    /** The AD FS-shaped aliases, at which the host name says which application answers. */
    adfsPassive: `${base}/adfs/ls/`,
    adfsMex: `${base}/adfs/services/trust/mex`,
    adfsTrust: (endpoint: TrustEndpoint) => `${base}/adfs/services/trust/${endpoint.path}`,
  }
}
