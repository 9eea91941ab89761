import { saml } from '../../../protocol/names/saml.ts'
import type { XmlElement } from '../../../protocol/xml/xml-element.ts'
import { findBase64Der, findUtcTime } from '../../grammar.ts'
import type { Line } from '../../reader.ts'
import type { SamlAssertionReading, SamlClaim, SoapFaultReading } from '../../readings/federation-readings.ts'
import { attributeNamed, childNamed, childrenNamed, everyNamed, ownText, xmlFact } from './xml-stretch.ts'

/**
 * SAML 1.1 assertions and SOAP faults, in a response or alone. Read leniently, to say what is wrong with one: nothing is verified, and the
 * signature's value goes nowhere.
 */

type AssertionFact = keyof SamlAssertionReading['facts']

/** Every assertion below the root, with what the RSTR around it says. */
export function readAssertions(
  root: XmlElement,
  lines: readonly Line[],
  source: string,
): readonly SamlAssertionReading[] {
  const appliesTo = appliesToOf(root)
  return everyNamed(root, 'Assertion')
    .filter((el) => el.namespace === saml.assertion || el.namespace === '')
    .map((el) => readAssertion(el, appliesTo, lines, source))
}

function readAssertion(
  el: XmlElement,
  appliesTo: string | undefined,
  lines: readonly Line[],
  source: string,
): SamlAssertionReading {
  const fact = (name: AssertionFact, value: string | undefined) =>
    value === undefined || value === '' ? {} : { [name]: xmlFact(name, value, lines, source) }
  const conditions = childNamed(el, 'Conditions')
  const nameIdentifier = everyNamed(el, 'NameIdentifier')[0]
  const signature = childNamed(el, 'Signature')
  const issueInstant = instant(el, 'IssueInstant')
  return {
    kind: 'saml-assertion',
    source,
    firstLine: lines[0]?.number ?? 0,
    lastLine: lines.at(-1)?.number ?? 0,
    ...(issueInstant && { time: xmlFact('IssueInstant', issueInstant, lines, source) }),
    facts: {
      ...fact('issuer', attributeNamed(el, 'Issuer')),
      ...fact('audience', ownText(conditions && everyNamed(conditions, 'Audience')[0])),
      ...fact('issueInstant', issueInstant),
      ...fact('notBefore', instant(conditions, 'NotBefore')),
      ...fact('notOnOrAfter', instant(conditions, 'NotOnOrAfter')),
      ...fact('nameIdentifier', ownText(nameIdentifier)),
      ...fact('nameIdentifierFormat', attributeNamed(nameIdentifier, 'Format')),
      ...fact(
        'authenticationMethod',
        attributeNamed(childNamed(el, 'AuthenticationStatement'), 'AuthenticationMethod'),
      ),
      ...fact('signatureMethod', signature && attributeNamed(everyNamed(signature, 'SignatureMethod')[0], 'Algorithm')),
      ...fact('certificate', signature && findBase64Der(ownText(everyNamed(signature, 'X509Certificate')[0]))),
      ...fact('appliesTo', appliesTo),
    },
    claims: everyNamed(el, 'Attribute').map((claim) => readClaim(claim, lines, source)),
  }
}

function readClaim(el: XmlElement, lines: readonly Line[], source: string): SamlClaim {
  const name = attributeNamed(el, 'AttributeName') ?? ''
  const values = childrenNamed(el, 'AttributeValue').map(ownText)
  return {
    name: xmlFact('AttributeName', name, lines, source),
    namespace: xmlFact('AttributeNamespace', attributeNamed(el, 'AttributeNamespace') ?? '', lines, source),
    values: values.map((value) => xmlFact(name, value, lines, source)),
  }
}

function instant(el: XmlElement | undefined, name: string): string | undefined {
  return findUtcTime(attributeNamed(el, name) ?? '')
}

function appliesToOf(root: XmlElement): string | undefined {
  const appliesTo = everyNamed(root, 'AppliesTo')[0]
  const address = ownText(appliesTo && everyNamed(appliesTo, 'Address')[0])
  return address === '' ? undefined : address
}

/** SOAP 1.2, or 1.1 as some proxies answer. */
export function readSoapFaults(root: XmlElement, lines: readonly Line[], source: string): readonly SoapFaultReading[] {
  return everyNamed(root, 'Fault').map((el) => {
    const code = childNamed(el, 'Code')
    const subcode = childNamed(code, 'Subcode')
    const fact = (name: keyof SoapFaultReading['facts'], value: string) =>
      value === '' ? {} : { [name]: xmlFact(name, value, lines, source) }
    return {
      kind: 'soap-fault' as const,
      source,
      firstLine: lines[0]?.number ?? 0,
      lastLine: lines.at(-1)?.number ?? 0,
      facts: {
        ...fact('code', ownText(childNamed(code, 'Value')) || ownText(childNamed(el, 'faultcode'))),
        ...fact('subcode', ownText(childNamed(subcode, 'Value'))),
        ...fact(
          'reason',
          ownText(childNamed(childNamed(el, 'Reason'), 'Text')) || ownText(childNamed(el, 'faultstring')),
        ),
      },
    }
  })
}
