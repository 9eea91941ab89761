import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ExclusiveCanonicalization, SignedXml } from 'xml-crypto'
import { saml } from '../../../../src/protocol/names/saml.ts'
import { soap } from '../../../../src/protocol/names/soap.ts'
import { wsAddressing } from '../../../../src/protocol/names/ws-addressing.ts'
import { wsPolicy } from '../../../../src/protocol/names/ws-policy.ts'
import { wsSecurity } from '../../../../src/protocol/names/ws-security.ts'
import { wsTrust } from '../../../../src/protocol/names/ws-trust.ts'
import { wsdl } from '../../../../src/protocol/names/wsdl.ts'
import { xml } from '../../../../src/protocol/names/xml.ts'
import { xmlSignature } from '../../../../src/protocol/names/xml-signature.ts'

// Each URI is written a second time here, from the specification that defines it and not from the table: a slip of the finger
// in one of the two is a failure. The trailing comment names the title page, schema or clause it was read from.
const oasisWss = 'http://docs.oasis-open.org/wss'
const published: readonly (readonly [string, string])[] = [
  [xml.namespace, 'http://www.w3.org/XML/1998/namespace'], // Namespaces in XML 1.0, section 3
  [xml.declarations, 'http://www.w3.org/2000/xmlns/'], // Namespaces in XML 1.0, section 3
  [xml.schema, 'http://www.w3.org/2001/XMLSchema'], // XML Schema part 1, section 1.3.1
  [xml.schemaInstance, 'http://www.w3.org/2001/XMLSchema-instance'], // XML Schema part 1, section 2.6
  [soap.namespace, 'http://www.w3.org/2003/05/soap-envelope'], // SOAP 1.2 part 1, section 1.1
  [soap.mediaType, 'application/soap+xml'], // RFC 3902
  [wsAddressing.namespace, 'http://www.w3.org/2005/08/addressing'], // WS-Addressing Core, section 1.2
  [wsAddressing.anonymous, 'http://www.w3.org/2005/08/addressing/anonymous'], // Core, section 2.1
  [wsAddressing.faultAction, 'http://www.w3.org/2005/08/addressing/soap/fault'], // SOAP Binding, section 6
  [wsAddressing.wsdl, 'http://www.w3.org/2006/05/addressing/wsdl'], // WSDL Binding, candidate of May 2006
  [wsAddressing.identity, 'http://schemas.xmlsoap.org/ws/2006/02/addressingidentity'], // WS-Addressing Identity
  [wsTrust.wst200502.namespace, 'http://schemas.xmlsoap.org/ws/2005/02/trust'], // WS-Trust of February 2005, section 1.2
  [wsTrust.wst200512.namespace, 'http://docs.oasis-open.org/ws-sx/ws-trust/200512'], // WS-Trust 1.3, title page, less the slash
  [wsTrust.wst200502.bearerKeyType, 'http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey'], // Identity Selector 1.5
  [wsPolicy.namespace, 'http://schemas.xmlsoap.org/ws/2004/09/policy'], // WS-Policy of September 2004
  [wsPolicy.securityPolicy200702, 'http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702'], // WS-SecurityPolicy 1.2
  [wsPolicy.securityPolicy200507, 'http://schemas.xmlsoap.org/ws/2005/07/securitypolicy'], // submission of July 2005
  [wsPolicy.microsoftSecurityPolicy, 'http://schemas.microsoft.com/ws/2005/07/securitypolicy'], // AD FS's MEX document
  [wsPolicy.http, 'http://schemas.microsoft.com/ws/06/2004/policy/http'], // AD FS's MEX document
  [wsSecurity.extension, `${oasisWss}/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd`], // schema location
  [wsSecurity.utility, `${oasisWss}/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd`], // schema location
  [wsSecurity.extension11, `${oasisWss}/oasis-wss-wssecurity-secext-1.1.xsd`], // schema location
  [wsSecurity.passwordText, `${oasisWss}/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText`],
  [wsSecurity.passwordDigest, `${oasisWss}/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest`],
  [wsSecurity.samlAssertionId, `${oasisWss}/oasis-wss-saml-token-profile-1.0#SAMLAssertionID`], // profile 1.1, section 3.4
  [wsSecurity.samlV11TokenType, `${oasisWss}/oasis-wss-saml-token-profile-1.1#SAMLV1.1`], // profile 1.1, section 3.4
  [wsSecurity.samlV20TokenType, `${oasisWss}/oasis-wss-saml-token-profile-1.1#SAMLV2.0`], // profile 1.1, section 3.4
  [wsdl.namespace, 'http://schemas.xmlsoap.org/wsdl/'], // WSDL 1.1, section 1.2
  [wsdl.soap12, 'http://schemas.xmlsoap.org/wsdl/soap12/'], // WSDL 1.1 binding for SOAP 1.2
  [wsdl.httpTransport, 'http://schemas.xmlsoap.org/soap/http'], // WSDL 1.1, section 3.3
  [wsdl.securityTokenService, 'http://schemas.microsoft.com/ws/2008/06/identity/securitytokenservice'], // AD FS's MEX
  [saml.assertion, 'urn:oasis:names:tc:SAML:1.0:assertion'], // SAML 1.1 core, section 1.2
  [saml.bearer, 'urn:oasis:names:tc:SAML:1.0:cm:bearer'], // SAML 1.1 bindings, section 5.4
  [saml.nameIdentifierFormats.unspecified, 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'], // core, section 7.3.1
  [saml.nameIdentifierFormats.emailAddress, 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'], // core, section 7.3.2
  [saml.authenticationMethods.password, 'urn:oasis:names:tc:SAML:1.0:am:password'], // core, section 7.1.1
  [saml.authenticationMethods.kerberos, 'urn:ietf:rfc:1510'], // core, section 7.1.2
  [saml.authenticationMethods.x509, 'urn:oasis:names:tc:SAML:1.0:am:X509-PKI'], // core, section 7.1.5
  [saml.authenticationMethods.windows, 'urn:federation:authentication:windows'], // AD FS's tokens
  [saml.assertion20, 'urn:oasis:names:tc:SAML:2.0:assertion'], // SAML 2.0 core, section 1.1
]

test('every URI is as its specification prints it', () => {
  for (const [ours, theirs] of published) assert.equal(ours, theirs)
})

test('[WSTrust13 §3.1] [WSTrust0502 §5.1] actions and types are made from the namespace of their own version', () => {
  for (const version of [wsTrust.wst200502, wsTrust.wst200512]) {
    assert.equal(version.requestAction, `${version.namespace}/RST/Issue`)
    assert.equal(version.issueRequestType, `${version.namespace}/Issue`)
    assert.equal(version.symmetricKeyType, `${version.namespace}/SymmetricKey`)
    assert.equal(version.publicKeyType, `${version.namespace}/PublicKey`)
  }
  assert.equal(wsTrust.wst200502.responseAction, `${wsTrust.wst200502.namespace}/RSTR/Issue`)
  assert.equal(wsTrust.wst200512.responseAction, `${wsTrust.wst200512.namespace}/RSTRC/IssueFinal`)
  assert.equal(wsTrust.wst200512.bearerKeyType, `${wsTrust.wst200512.namespace}/Bearer`)
})

test('[XMLDSig §6] signature names are those of an independent implementation', () => {
  const theirs = new SignedXml()
  assert.equal(new ExclusiveCanonicalization().getAlgorithmName(), xmlSignature.exclusiveCanonicalization)
  for (const { signature, digest } of [xmlSignature.algorithms.sha256, xmlSignature.algorithms.sha512]) {
    assert.ok(signature in theirs.SignatureAlgorithms, signature)
    assert.ok(digest in theirs.HashAlgorithms, digest)
  }
  assert.ok(xmlSignature.envelopedSignature in theirs.CanonicalizationAlgorithms)
  // SHA-384 is not in that implementation; [RFC9231 §2.1.3, §2.3.3]
  assert.equal(xmlSignature.algorithms.sha384.signature, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384')
  assert.equal(xmlSignature.algorithms.sha384.digest, 'http://www.w3.org/2001/04/xmldsig-more#sha384')
  assert.equal(xmlSignature.namespace, 'http://www.w3.org/2000/09/xmldsig#')
})
