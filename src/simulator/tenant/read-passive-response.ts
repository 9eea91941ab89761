import { IdpError } from '../../errors.ts'
import { saml } from '../../protocol/names/saml.ts'
import { wsTrust } from '../../protocol/names/ws-trust.ts'
import { parseXml } from '../../protocol/xml/parse-xml.ts'
import { childElements, getChild, isElement } from '../../protocol/xml/read-xml.ts'
import { serializeXml } from '../../protocol/xml/serialize-xml.ts'
import type { XmlElement } from '../../protocol/xml/xml-element.ts'

/**
 * Takes the assertion out of a `wresult`: a bare response of 2005, or a collection of 1.3 with one response. Throws an IdpError
 * where there is not exactly one. What it says is judged elsewhere.
 */
export function readPassiveResponse(wresult: string): Uint8Array {
  const root = parseXml(Buffer.from(wresult, 'utf8'))
  const { response, namespace } = findResponse(root)
  const holder = getChild(response, namespace, 'RequestedSecurityToken')
  const [assertion, ...more] = childElements(holder)
  if (assertion === undefined || more.length > 0 || !isElement(assertion, saml.assertion, 'Assertion'))
    throw new IdpError('WSTRUST_TOKEN_NOT_ALONE', { count: childElements(holder).length })
  return Buffer.from(serializeXml(assertion), 'utf8')
}

function findResponse(root: XmlElement): { response: XmlElement; namespace: string } {
  const { wst200502, wst200512 } = wsTrust
  if (isElement(root, wst200502.namespace, 'RequestSecurityTokenResponse'))
    return { response: root, namespace: wst200502.namespace }
  if (!isElement(root, wst200512.namespace, 'RequestSecurityTokenResponseCollection'))
    throw new IdpError('WSTRUST_NOT_A_RESPONSE', {
      element: root.local.slice(0, 80),
      namespace: root.namespace.slice(0, 200),
    })
  return {
    response: getChild(root, wst200512.namespace, 'RequestSecurityTokenResponse'),
    namespace: wst200512.namespace,
  }
}
