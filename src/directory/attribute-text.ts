import { guidFromBytes } from '../protocol/ad/guid.ts'
import { sidFromBytes } from '../protocol/ad/sid.ts'

/**
 * LDAP values as text, by the syntax AD's schema gives the attribute. [MS-ADTS §3.1.1.2.2.2]
 * GUIDs come out as UUID text, SIDs as S-1-…, certificates and pictures as base64, everything else as it is.
 */

type Syntax = 'guid' | 'sid' | 'binary'

/** A table: AD's attributes that are not text, by lower-case name. [MS-ADA1] [MS-ADA2] [MS-ADA3] */
const syntaxes: ReadonlyMap<string, Syntax> = new Map([
  ['objectguid', 'guid'],
  ['ms-ds-consistencyguid', 'guid'],
  ['attributesecurityguid', 'guid'],
  ['invocationid', 'guid'],
  ['schemaidguid', 'guid'],
  ['netbootguid', 'guid'],
  ['objectsid', 'sid'],
  ['ms-ds-creatorsid', 'sid'],
  ['securityidentifier', 'sid'],
  ['sidhistory', 'sid'],
  ['tokengroups', 'sid'],
  ['tokengroupsglobalanduniversal', 'sid'],
  ['tokengroupsnogcacceptable', 'sid'],
  ['cacertificate', 'binary'],
  ['jpegphoto', 'binary'],
  ['logonhours', 'binary'],
  ['ntsecuritydescriptor', 'binary'],
  ['thumbnailphoto', 'binary'],
  ['usercertificate', 'binary'],
  ['userparameters', 'binary'],
  ['usersmimecertificate', 'binary'],
])

/** `attribute` may carry options (`userCertificate;binary`). Bytes that are not what the syntax says come out as base64. */
export function attributeText(attribute: string, value: Uint8Array): string {
  const syntax = syntaxes.get(attribute.toLowerCase().split(';', 1)[0] ?? '')
  if (syntax === 'guid' && value.length === 16) return guidFromBytes(value)
  if (syntax === 'sid') return sidText(value)
  if (syntax === undefined) return decoded(value)
  return Buffer.from(value).toString('base64')
}

function sidText(value: Uint8Array): string {
  try {
    return sidFromBytes(value)
  } catch {
    return Buffer.from(value).toString('base64')
  }
}

function decoded(value: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value)
  } catch {
    return Buffer.from(value).toString('base64')
  }
}
