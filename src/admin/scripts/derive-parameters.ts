import type { Application } from '../../config/application.ts'
import type { ManagedSettings } from '../../config/managed-settings.ts'
import { hostsOfGateway } from '../../config/public-hosts.ts'
import { servicePrincipalNames } from '../../config/service-principal-names.ts'
import { domainOfDn, parseDn } from '../../protocol/ldap/distinguished-name.ts'
import type { FederationProperties } from './federation-properties.ts'

/** What a script could ask for and the settings know already, by parameter name. */
export function deriveParameters(
  scriptName: string,
  application: Application,
  settings: { readonly managed: ManagedSettings; readonly publicUrl: string },
  properties: FederationProperties,
): Readonly<Record<string, unknown>> {
  const { managed, publicUrl } = settings
  const gateway = managed.gateways.find(({ id }) => application.kerberos?.gateways.some((one) => one.id === id))
  const devices = gateway?.userTypes.find(({ account }) => account === 'device')
  const service = gateway?.kerberos?.serviceAccountUserPrincipalName
  const bind = gateway?.bindDN.includes('@') ? gateway.bindDN : undefined
  const upn = scriptName === 'create-bind-account' ? bind : service
  const hosts = gateway === undefined ? [new URL(publicUrl).hostname] : hostsOfGateway(settings, gateway.id)
  return withoutUndefined({
    domain: application.domainName,
    cloud: application.cloud,
    displayName: properties.DisplayName,
    issuerUri: properties.IssuerUri,
    activeSignInUri: properties.ActiveSignInUri,
    passiveSignInUri: properties.PassiveSignInUri,
    signOutUri: properties.SignOutUri,
    metadataExchangeUri: properties.MetadataExchangeUri,
    signingCertificate: properties.SigningCertificate,
    nextSigningCertificate: properties.NextSigningCertificate,
    userPrincipalName: upn,
    accountName: upn?.split('@')[0],
    servicePrincipalNames: gateway?.kerberos && servicePrincipalNames(gateway.kerberos, hosts),
    hosts,
    dnsDomain: devices && dnsNameOf(devices.searchBaseDn),
    targetDn: devices?.searchBaseDn,
  })
}

function dnsNameOf(dn: string): string {
  return parseDn(domainOfDn(dn))
    .map((relative) => relative[0]?.value ?? '')
    .join('.')
}

function withoutUndefined(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
