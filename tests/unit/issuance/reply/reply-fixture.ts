import { gateway } from '../../../../src/config/gateway.ts'
import type { MintedAssertion, VerifiedPrincipal } from '../../../../src/issuance/stages.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { element } from '../../../../src/protocol/xml/xml-element.ts'
import { now } from '../accept/accept-fixture.ts'

/** What reply is given in its tests: an assertion that is not signed, since reply must not look into it, and a computer. */

export const assertion: MintedAssertion = {
  xml: serializeXml(element('saml', 'urn:oasis:names:tc:SAML:1.0:assertion', 'Assertion', { AssertionID: '_1' }, 'é&')),
  assertionId: '_1',
  notBefore: new Date('2026-01-02T03:04:05Z'),
  notOnOrAfter: new Date('2026-01-02T04:04:05Z'),
}

export const principal: VerifiedPrincipal = {
  gateway: gateway.parse({
    id: 'ad',
    name: 'AD',
    serversHostAndPort: ['dc1.contoso.test'],
    bindDN: 'svc@contoso.test',
  }),
  kerberosRealm: 'CONTOSO.TEST',
  samAccountName: 'WS01$',
  objectSid: 'S-1-5-21-1-2-3-1001',
  authentication: { method: 'kerberos', at: now },
  channelBinding: 'none',
  replyToken: undefined,
}
