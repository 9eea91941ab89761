import {
  derTags,
  listDerElements,
  oidFromContent,
  parseDerElement,
  serializeDer,
  serializeOid,
} from '../kerberos/der.ts'
import { x509 } from '../names/x509.ts'

/**
 * Names of subjects and issuers. In: attributes in the order of the encoding. Out: the DER of a Name, and back to text
 * [RFC5280 §4.1.2.4]. One attribute per relative name. This folder owns what Joinery writes and reads of X.509; it holds no keys.
 * Not verified: anything; a name proves nothing.
 */
export type X509NameAttribute = readonly [type: keyof typeof x509.attributes, value: string]
export type X509Name = readonly X509NameAttribute[]

const utf8String = 0x0c
const ia5String = 0x16
const setTag = 0x31

export function serializeX509Name(name: X509Name): Uint8Array {
  return serializeDer(
    derTags.sequence,
    ...name.map(([type, value]) => {
      const text = serializeDer(type === 'DC' ? ia5String : utf8String, Buffer.from(value, 'utf8'))
      return serializeDer(setTag, serializeDer(derTags.sequence, serializeOid(x509.attributes[type]), text))
    }),
  )
}

/** `CN=…, OU=…` in the order of the encoding; attributes of other types by their object identifier. Throws KERBEROS_DER_INVALID. */
export function x509NameText(der: Uint8Array): string {
  const relativeNames = listDerElements(parseDerElement(der, derTags.sequence).content)
  return relativeNames
    .flatMap((relative) => listDerElements(relative.content))
    .map(({ content }) => {
      const [type, value] = listDerElements(content)
      const oid = oidFromContent(type?.content ?? new Uint8Array())
      const known = Object.entries(x509.attributes).find(([, candidate]) => candidate === oid)
      return `${known?.[0] ?? oid}=${Buffer.from(value?.content ?? []).toString('utf8')}`
    })
    .join(', ')
}
