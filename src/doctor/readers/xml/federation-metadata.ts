import type { XmlElement } from '../../../protocol/xml/xml-element.ts'
import { findBase64Der, findUrl, findUtcTime } from '../../grammar.ts'
import type { FederationMetadata } from '../../readings/federation-readings.ts'
import type { DocumentPlace } from './mex-document.ts'
import { attributeNamed, childNamed, everyNamed, ownText, xmlFact } from './xml-stretch.ts'

/** FederationMetadata.xml: the entity, where browsers are sent, and the certificates it signs with. */
export function readFederationMetadata(
  root: XmlElement,
  { source, lines }: DocumentPlace,
): FederationMetadata | undefined {
  const entity = everyNamed(root, 'EntityDescriptor')[0]
  const entityId = attributeNamed(entity, 'entityID')
  if (entity === undefined || entityId === undefined) return undefined
  const fact = (name: string, value: string | undefined) =>
    value === undefined ? {} : { [name]: xmlFact(name, value, lines, source) }
  return {
    kind: 'federation-metadata',
    source,
    firstLine: lines[0]?.number ?? 0,
    lastLine: lines.at(-1)?.number ?? 0,
    facts: {
      ...fact('entityId', entityId),
      ...fact('passiveEndpoint', passiveEndpoint(entity)),
      ...fact('validUntil', findUtcTime(attributeNamed(entity, 'validUntil') ?? '')),
    },
    certificates: certificatesOf(entity).map((certificate) => xmlFact('X509Certificate', certificate, lines, source)),
  }
}

function passiveEndpoint(entity: XmlElement): string | undefined {
  const requestor = everyNamed(entity, 'PassiveRequestorEndpoint')[0]
  const address = ownText(requestor && everyNamed(requestor, 'Address')[0])
  return findUrl(address)
}

/** Of signing descriptors only: the document's own signature and encryption keys are something else. */
function certificatesOf(entity: XmlElement): readonly string[] {
  const descriptors = everyNamed(entity, 'KeyDescriptor').filter((el) => attributeNamed(el, 'use') !== 'encryption')
  const found = descriptors.flatMap((el) => everyNamed(childNamed(el, 'KeyInfo') ?? el, 'X509Certificate'))
  return [...new Set(found.flatMap((el) => findBase64Der(ownText(el)) ?? []))]
}
