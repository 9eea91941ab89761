// A table: what each address of a federated identity provider is for, what stops without it, and who needs to reach it.
export interface EndpointPurpose {
  readonly name: string
  readonly purpose: string
  readonly without: string
  readonly reach: string
}

export const endpointPurposes: readonly EndpointPurpose[] = [
  {
    name: 'windowstransport',
    purpose:
      'Computers, and people signed in to the domain, show a Kerberos ticket: the hybrid join. No password goes over it. It is WS-Trust, which Windows goes on using for this: a rule against legacy authentication in Entra is about the protocols of old mail programs, not about this address',
    without: 'no immediate hybrid join (0xcaa90022); devices wait for the sync join',
    reach: 'your own network and VPN only, where there are tickets. In Joinery: networks.intranetRanges',
  },
  {
    name: 'usernamemixed',
    purpose:
      'Windows sends the password typed at logon, to get the primary refresh token. It knows no second factor, so guessers like it (password spray): smart lockout and limits stand before it',
    without: 'no primary refresh token by password (0xc004848b, 0xcaa90023)',
    reach:
      'wherever people sign in to their devices: the Internet, if they work from there; else close it. In Joinery: networks.usernamemixed everywhere, intranet or nowhere',
  },
  {
    name: 'certificatemixed',
    purpose: 'Windows signs in with a certificate: smart card. Joinery has no such endpoint',
    without: 'no primary refresh token by smart card (0xc004848c)',
    reach: 'wherever people use smart cards at devices',
  },
  {
    name: 'mex',
    purpose:
      'The MetadataExchangeUri: a document that names the endpoints above. Windows reads it before each of them. In PingOne and Joinery /wsf/mex13/ names WS-Trust 1.3, /wsf/mex/ the older 2005',
    without: 'no hybrid join and no primary refresh token by password (0xcaa9002c and others)',
    reach: 'every device, anonymously',
  },
  {
    name: 'PassiveSignInUri',
    purpose:
      'Browsers, and the sign-in windows of applications, by WS-Federation. The only one that can ask for a second factor',
    without: 'nobody signs in by browser',
    reach: 'wherever people work. In Joinery: networks.browserPasswords',
  },
  {
    name: 'ActiveSignInUri',
    purpose:
      'The usernamemixed address in the settings of the domain, for clients that do not read metadata, such as old mail programs. Entra can refuse these by a Conditional Access policy against legacy authentication',
    without: 'only clients that do not read metadata miss it',
    reach: 'as usernamemixed',
  },
]
