/** A request as a script would send it; our own words, not the product's builder. */
export type TrustVersion = '2005' | '13'

export interface TokenRequestOptions {
  readonly appliesTo?: string
  readonly tokenType?: string
  readonly user?: { readonly name: string; readonly password: string }
}

const trust = {
  '2005': { namespace: 'http://schemas.xmlsoap.org/ws/2005/02/trust', action: 'RST/Issue' },
  '13': { namespace: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512', action: 'RST/Issue' },
}

export function tokenRequest(version: TrustVersion, options: TokenRequestOptions = {}): string {
  const { namespace, action } = trust[version]
  const { appliesTo = 'urn:federation:MicrosoftOnline', tokenType, user } = options
  const type = tokenType === undefined ? '' : `<t:TokenType>${tokenType}</t:TokenType>`
  return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header><a:Action s:mustUnderstand="1">${namespace}/${action}</a:Action><a:MessageID>urn:uuid:6f6a1b0e-3f3e-4a51-9d0e-52e1b2f1c0aa</a:MessageID>${user === undefined ? '' : usernameToken(user)}</s:Header><s:Body><t:RequestSecurityToken xmlns:t="${namespace}"><wsp:AppliesTo xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference><a:Address>${appliesTo}</a:Address></a:EndpointReference></wsp:AppliesTo><t:RequestType>${namespace}/Issue</t:RequestType>${type}</t:RequestSecurityToken></s:Body></s:Envelope>`
}

const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity'

/** Name and password as they are: they must need no escaping. */
function usernameToken({ name, password }: { readonly name: string; readonly password: string }): string {
  const time = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  return `<o:Security s:mustUnderstand="1" xmlns:o="${wss}-secext-1.0.xsd"><u:Timestamp xmlns:u="${wss}-utility-1.0.xsd"><u:Created>${time(0)}</u:Created><u:Expires>${time(5)}</u:Expires></u:Timestamp><o:UsernameToken><o:Username>${name}</o:Username><o:Password>${password}</o:Password></o:UsernameToken></o:Security>`
}
