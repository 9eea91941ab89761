// A table: the addresses, resources and client ids of Microsoft's worldwide cloud, as Windows uses them.

export const cloud = {
  instanceName: 'microsoftonline.com',
  /** AppliesTo of a WS-Trust request, audience of the assertion; the user realm announces it. */
  audienceUrn: 'urn:federation:MicrosoftOnline',
  loginHost: 'login.microsoftonline.com',
  deviceRegistrationHost: 'enterpriseregistration.windows.net',
  graphHost: 'graph.microsoft.com',
  /** Device tokens are asked for this resource, by name or by application id. */
  deviceRegistrationResource: 'urn:ms-drs:enterpriseregistration.windows.net',
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
