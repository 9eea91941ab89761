import type { Case } from '../case.ts'
import type { Fact } from '../fact.ts'
import type { Fix } from '../fix.ts'
import { findDeviceSignIn, findRefusal, stageFact } from '../sign-ins-of.ts'
import { ours } from '../words.ts'
import type { CauseTable, FurtherInput } from './cause.ts'

/** Mistakes in what Entra knows of the identity provider, and in what the identity provider says of itself. */

const entra = (text: string): Fix => ({ where: 'Entra (PowerShell)', text: ours(text) })
const idp = (text: string): Fix => ({ where: 'your identity provider', text: ours(text) })
const settings: readonly FurtherInput[] = ['federation-settings', 'sign-in-log']

export const federationCauses: CauseTable = {
  'federation/mex-address': {
    title: 'MetadataExchangeUri is the /mex/ address, which publishes no WS-Trust 1.3 endpoint, instead of /mex13/',
    toldBy: ['federation-settings', 'mex', 'sign-in-log'],
    proof: (which) => mexUri(which, /\/wsf\/mex\//) ?? signedIn2005(which),
    alibi: (which) => mexUri(which, /\/wsf\/mex13\//),
    fix: () => [
      idp(
        'Switch on "Show WS-Trust 1.3 Metadata Exchange URL in Powershell cmdlets" (PingOne; Joinery shows it always), and copy the address.',
      ),
      entra(
        "Update-MgDomainFederationConfiguration -DomainId '<domain>' -InternalDomainFederationId '<Id>' -MetadataExchangeUri '<address with /wsf/mex13/>'",
      ),
    ],
  },
  'federation/mex-without-windowstransport': {
    title:
      'the metadata at MetadataExchangeUri publishes no windowstransport endpoint with a Negotiate policy over https',
    toldBy: ['mex', 'federation-settings'],
    proof: mexWithoutTransport,
    alibi: (which) =>
      mexUri(which, /\/wsf\/mex\//) ??
      which
        .all('mex')
        .at(-1)
        ?.endpoints.find(({ credential }) => credential === 'windowstransport')?.address,
    fix: () => [
      idp(
        'Publish 13/windowstransport (and 2005) with https addresses and http:NegotiateAuthentication in the MEX document; in AD FS: Enable-AdfsEndpoint -TargetAddressPath /adfs/services/trust/13/windowstransport, then restart the service.',
      ),
    ],
  },
  'federation/mex-without-passwords': {
    title:
      'the metadata at MetadataExchangeUri publishes no usernamemixed endpoint, so Windows cannot send the password',
    toldBy: ['mex'],
    proof: (which) => {
      const endpoints = which.all('mex').at(-1)?.endpoints
      return endpoints?.every(({ credential }) => credential !== 'usernamemixed') ? endpoints[0]?.address : undefined
    },
    alibi: (which) =>
      which
        .all('mex')
        .at(-1)
        ?.endpoints.find(({ credential }) => credential === 'usernamemixed')?.address,
    fix: () => [
      idp(
        'Publish 13/usernamemixed (and 2005); in AD FS: Enable-AdfsEndpoint -TargetAddressPath /adfs/services/trust/13/usernamemixed, then restart the service. Joinery publishes it when passwords are switched on.',
      ),
    ],
  },
  'federation/mex-not-found': {
    title:
      'nothing answers at MetadataExchangeUri: wrong application id or path, or the host is not reachable for SYSTEM',
    toldBy: ['federation-settings', 'mex'],
    proof: otherApplication,
    fix: () => [
      entra(
        'Compare MetadataExchangeUri (Get-MgDomainFederationConfiguration) with the address the identity provider shows for this application, and open it in a browser on the device.',
      ),
      {
        where: 'Windows',
        text: ours('If it opens for you and not for SYSTEM, give SYSTEM the proxy: netsh winhttp show proxy.'),
      },
    ],
  },
  'federation/protocol': {
    title: 'the domain is federated by SAML, not by WS-Federation: PreferredAuthenticationProtocol is not wsFed',
    toldBy: ['federation-settings'],
    proof: (which) => {
      const protocol = settingsOf(which)?.facts.preferredAuthenticationProtocol
      return protocol && protocol.value.toLowerCase() !== 'wsfed' ? protocol : undefined
    },
    alibi: (which) => {
      const protocol = settingsOf(which)?.facts.preferredAuthenticationProtocol
      return protocol?.value.toLowerCase() === 'wsfed' ? protocol : undefined
    },
    fix: () => [
      entra(
        "Update-MgDomainFederationConfiguration -DomainId '<domain>' -InternalDomainFederationId '<Id>' -PreferredAuthenticationProtocol wsFed",
      ),
    ],
  },
  'federation/issuer': {
    title: 'the Issuer of the assertion is not the IssuerUri of the domain in Entra',
    toldBy: settings,
    fix: () => [
      entra(
        'Make IssuerUri equal to the issuer the identity provider shows, letter by letter, slash at the end included. A sub-domain has the IssuerUri of its parent: promote it, or send issuerid.',
      ),
    ],
  },
  'federation/signing-certificate': {
    title:
      'Entra has another signing certificate than the one that signs: the key was rolled over, or the issuer is shared by two systems',
    toldBy: settings,
    fix: () => [
      entra(
        "Set the certificate that signs now: Update-MgDomainFederationConfiguration -DomainId '<domain>' -InternalDomainFederationId '<Id>' -SigningCertificate '<base64, without line breaks>'; before the next rollover set NextSigningCertificate.",
      ),
    ],
  },
  'federation/signature': {
    title: 'the assertion was changed after it was signed: line breaks or white space put in, or serialised again',
    toldBy: ['assertion'],
    fix: () => [
      idp(
        'Send the signed XML as one line, as it was signed; no &#13; in base64 values; exclude proxies that rewrite XML.',
      ),
    ],
  },
  'federation/audience': {
    title: 'the audience of the assertion is not urn:federation:MicrosoftOnline',
    toldBy: ['sign-in-log', 'assertion'],
    proof: (which) => {
      const audience =
        stageFact(findDeviceSignIn(which), 'mint', 'audience') ?? which.all('saml-assertion').at(-1)?.facts.audience
      return audience && audience.value !== 'urn:federation:MicrosoftOnline' ? audience : undefined
    },
    fix: () => [
      idp(
        'Set the audience (audience restriction) of the Microsoft 365 application to urn:federation:MicrosoftOnline.',
      ),
    ],
  },
  'federation/clock': {
    title:
      'the clock of the identity provider is wrong, so its assertions are expired, or not valid yet, when Entra sees them',
    toldBy: ['sign-in-log', 'assertion'],
    fix: () => [idp('Set the clock of the server by NTP; let assertions live an hour, and begin a few minutes early.')],
  },
  'lookup/outside-base': {
    title: 'the computer object lies outside the search base of the device user type',
    toldBy: ['sign-in-log', 'sts-log', 'ad-computer'],
    proof: (which) => findRefusal(which, 'LOOKUP_OUTSIDE_BASE'),
    alibi: (which) => notOneOf(which, ['LOOKUP_OUTSIDE_BASE']),
    fix: () => [
      idp(
        'Move the computer into the base of the device user type, or widen that base (LDAP gateway, user type for hybrid joined devices).',
      ),
    ],
  },
  'lookup/not-found': {
    title:
      'the identity provider does not find the computer: no device user type, another link attribute, a filter that leaves it out',
    toldBy: ['sign-in-log', 'sts-log'],
    proof: (which) => findRefusal(which, ...notFoundCodes),
    alibi: (which) => notOneOf(which, notFoundCodes),
    fix: () => [
      idp(
        'See that a user type for hybrid joined devices exists, with objectGUID, objectSid, dn and sAMAccountName as link attributes, in this order.',
      ),
    ],
  },
  'lookup/refused': {
    title:
      'the identity provider refuses the computer: disabled, not in a group that may join, or a policy that wants interaction',
    toldBy: ['sign-in-log', 'sts-log', 'ad-computer'],
    proof: (which) => findRefusal(which, ...refusedCodes),
    alibi: (which) => notOneOf(which, refusedCodes),
    fix: () => [
      idp('Read its log at that time. Never ask for a second factor from a computer or from the WS-Trust user agents.'),
    ],
  },
  'accept/intranet': {
    title: "windowstransport is closed to the device's address: it is in none of the intranet ranges",
    toldBy: ['sign-in-log', 'sts-log'],
    proof: (which) => findRefusal(which, 'ACCEPT_NETWORK_OUTSIDE', 'ACCEPT_NETWORKS_NOT_NAMED'),
    fix: () => [
      idp(
        'Name the networks of your computers as intranet (Joinery: networks.intranetRanges). If the address in the log is that of a proxy, name the proxy in trustedProxies.',
      ),
    ],
  },
  'accept/policy': {
    title: 'a rule in front of the identity provider, or in it, answers 403 to the device',
    toldBy: ['sign-in-log', 'sts-log'],
    alibi: (which) => findRefusal(which),
    fix: () => [
      idp(
        'Look for sign-on policies, network zones and web application firewalls that apply to windowstransport, and to the user agents Dsreg and Windows-AzureAD-Authentication-Provider.',
      ),
    ],
  },
}

function settingsOf(which: Case) {
  return which.all('federation-settings').at(-1)
}

function mexUri(which: Case, pattern: RegExp): Fact | undefined {
  const uri = settingsOf(which)?.facts.metadataExchangeUri
  return uri && pattern.test(uri.value) ? uri : undefined
}

/** Addresses of one application end alike, at Joinery and at PingOne. */
function otherApplication(which: Case): Fact | undefined {
  const { metadataExchangeUri: mex, activeSignInUri: active } = settingsOf(which)?.facts ?? {}
  const idOf = (uri: Fact | undefined): string | undefined =>
    /\/wsf\/(?:mex|mex13|sts)\/([^/?]+)$/.exec(uri?.value ?? '')?.[1]
  const [mexId, activeId] = [idOf(mex), idOf(active)]
  return mexId !== undefined && activeId !== undefined && mexId !== activeId ? mex : undefined
}

/** Windows took an endpoint of 2005: it found none of 1.3. */
function signedIn2005(which: Case): Fact | undefined {
  const endpoint = findDeviceSignIn(which)?.facts.endpoint
  return endpoint?.value.startsWith('2005/') ? endpoint : undefined
}

function mexWithoutTransport(which: Case): Fact | undefined {
  const mex = which.all('mex').at(-1)
  const has = mex?.endpoints.some(
    ({ credential, address }) => credential === 'windowstransport' && /^https:/i.test(address.value),
  )
  return mex && !has ? (mex.problems[0] ?? mex.endpoints[0]?.address) : undefined
}

/** Another refusal in the log, or a token that was issued. */
function notOneOf(which: Case, codes: readonly string[]): Fact | undefined {
  const facts = findDeviceSignIn(which)?.facts
  if (facts?.code) return codes.includes(facts.code.value) ? undefined : facts.code
  return facts?.outcome?.value === 'issued' ? facts.outcome : undefined
}

const notFoundCodes = [
  'LOOKUP_ENTRY_MISSING',
  'LOOKUP_GATEWAY_NOT_ALLOWED',
  'LOOKUP_FILTER_NO_ENTRY',
  'LOOKUP_SEVERAL_ENTRIES',
  'LOOKUP_LINK_SEVERAL',
  'LOOKUP_NAME_DIFFERS',
]
const refusedCodes = [
  'LOOKUP_ACCOUNT_DISABLED',
  'LOOKUP_ACCOUNT_EXPIRED',
  'LOOKUP_NOT_A_MEMBER',
  'LOOKUP_NOT_A_COMPUTER',
  'LOOKUP_NOT_DOMAIN_COMPUTER',
  'LOOKUP_DOMAIN_CONTROLLER',
]
