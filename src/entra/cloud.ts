// A table: the addresses, resources and client ids of Microsoft's clouds, as Windows uses them.

export interface Cloud {
  readonly instanceName: string
  /** AppliesTo of a WS-Trust request, audience of the assertion; the user realm announces it. */
  readonly audienceUrn: string
  /** Further AppliesTo addresses that clients of this cloud send. */
  readonly appliesTo: readonly string[]
  readonly loginHost: string
  /** Where the browser brings its token. */
  readonly replyUrl: string
  readonly deviceRegistrationHost: string
  /** Device tokens are asked for this resource, by name or by application id. */
  readonly deviceRegistrationResource: string
  readonly graphHost: string
  /** Where this is known from, and what is not sure. */
  readonly source: string
}

/** By the name that an application's `cloud` setting gives them. */
export const clouds = {
  worldwide: {
    instanceName: 'microsoftonline.com',
    audienceUrn: 'urn:federation:MicrosoftOnline',
    appliesTo: [],
    loginHost: 'login.microsoftonline.com',
    replyUrl: 'https://login.microsoftonline.com/login.srf',
    deviceRegistrationHost: 'enterpriseregistration.windows.net',
    deviceRegistrationResource: 'urn:ms-drs:enterpriseregistration.windows.net',
    graphHost: 'graph.microsoft.com',
    source: 'source document; learn.microsoft.com',
  },
  usGovernmentL4: {
    instanceName: 'microsoftonline.us',
    audienceUrn: 'urn:federation:MicrosoftOnline',
    appliesTo: ['https://login.microsoftonline.us/extSTS.srf'],
    loginHost: 'login.microsoftonline.us',
    replyUrl: 'https://login.microsoftonline.us/login.srf',
    deviceRegistrationHost: 'enterpriseregistration.microsoftonline.us',
    deviceRegistrationResource: 'urn:ms-drs:enterpriseregistration.microsoftonline.us',
    graphHost: 'graph.microsoft.us',
    source: 'hosts: learn.microsoft.com; that audience and AppliesTo are as worldwide is not verified',
  },
  usGovernmentL5: {
    instanceName: 'microsoftonline.us',
    audienceUrn: 'urn:federation:MicrosoftOnline',
    appliesTo: ['https://login.microsoftonline.us/extSTS.srf'],
    loginHost: 'login.microsoftonline.us',
    replyUrl: 'https://login.microsoftonline.us/login.srf',
    deviceRegistrationHost: 'enterpriseregistration.microsoftonline.us',
    deviceRegistrationResource: 'urn:ms-drs:enterpriseregistration.microsoftonline.us',
    graphHost: 'dod-graph.microsoft.us',
    source: 'as L4 but for Graph; audience and AppliesTo not verified',
  },
  china21Vianet: {
    instanceName: 'partner.microsoftonline.cn',
    audienceUrn: 'urn:federation:partner.microsoftonline.cn',
    appliesTo: [
      'https://login.partner.microsoftonline.cn',
      'https://login.partner.microsoftonline.cn/extSTS.srf',
      'https://login.chinacloudapi.cn/',
    ],
    loginHost: 'login.partner.microsoftonline.cn',
    replyUrl: 'https://login.partner.microsoftonline.cn/login.srf',
    deviceRegistrationHost: 'enterpriseregistration.partner.microsoftonline.cn',
    deviceRegistrationResource: 'urn:ms-drs:enterpriseregistration.partner.microsoftonline.cn',
    graphHost: 'microsoftgraph.chinacloudapi.cn',
    source:
      'hosts: learn.microsoft.com; audience and AppliesTo: identifiers of an AD FS trust in published notes, not verified; the resource is inferred',
  },
} as const satisfies Readonly<Record<string, Cloud>>

export type CloudName = keyof typeof clouds

/** The worldwide cloud, which the simulator plays, with what is the same in all. */
export const cloud = {
  ...clouds.worldwide,
  deviceRegistrationAppId: '01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9',
  /** Client ids as Windows sends them. */
  clients: {
    deviceRegistration: '1b730954-1685-4b74-9bfd-dac224a7b894',
    authenticationBroker: '29d9ed98-a469-4536-ade2-f981bc1d605e',
    cloudAp: '38aa3b87-a06d-4817-b275-7a316988d93b',
  },
  grants: {
    saml11Bearer: 'urn:ietf:params:oauth:grant-type:saml1_1-bearer',
    jwtBearer: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    serverChallenge: 'srv_challenge',
  },
} as const

/** Hosts a tenant's certificate must name. */
export const cloudHosts: readonly string[] = [cloud.loginHost, cloud.deviceRegistrationHost, cloud.graphHost]

/** The name of the service connection point below the configuration naming context of an AD forest. */
export const serviceConnectionPointRdns =
  'CN=62a0ff2e-97b9-4513-943f-0d221bd30080,CN=Device Registration Configuration,CN=Services'

/** The addresses of a tenant that `dsregcmd` prints and Windows calls. `tenant` is the tenant id or `common`. */
export function tenantUrls(tenant: string) {
  const login = `https://${cloud.loginHost}/${tenant}`
  const registration = `https://${cloud.deviceRegistrationHost}`
  return {
    authority: login,
    authorize: `${login}/oauth2/authorize`,
    token: `${login}/oauth2/token`,
    wsFederation: `${login}/wsfed`,
    discover: `${registration}/${tenant}/Discover`,
    join: `${registration}/EnrollmentServer/device/`,
    key: `${registration}/EnrollmentServer/key/`,
    enrollment: `${registration}/EnrollmentServer/DeviceEnrollmentWebService.svc`,
    webAuthn: `${registration}/webauthn/${tenant}/`,
    deviceManagement: `${registration}/manage/${tenant}/`,
    precreate: `${registration}/EnrollmentServer/device/precreate/${tenant}/`,
    passwordPolicy: `${registration}/aadpasswordpolicy/${tenant}/`,
    deviceResource: `${registration}/EnrollmentServer/device/resource/${tenant}/`,
    nonce: `${registration}/EnrollmentServer/nonce/${tenant}/`,
  }
}
