import { IdpError } from '../../errors.ts'
import { type KeytabEntry as Entry, parseKeytab } from '../../protocol/kerberos/keytab.ts'
import { encryptionTypeName } from '../../protocol/names/kerberos.ts'
import type { ByteReader, ByteReadResult } from '../reader.ts'
import type { KeytabEntry } from '../readings/active-directory-readings.ts'

/** A keytab: whose keys, of which version and type. The keys themselves are not kept. */
export const keytabReader: ByteReader = {
  format: 'keytab',
  recognises: (bytes) => bytes[0] === 5 && bytes[1] === 2,
  read: readKeytab,
}

function readKeytab(bytes: Uint8Array, source: string): ByteReadResult {
  try {
    return { readings: parseKeytab(bytes).map((entry, index) => entryOf(entry, index + 1, source)), notes: [] }
  } catch (error) {
    const why = error instanceof IdpError ? error.message.slice(0, 200) : 'it is broken'
    return { readings: [], notes: [{ source, text: `the keytab cannot be read: ${why}` }] }
  }
}

function entryOf(entry: Entry, number: number, source: string): KeytabEntry {
  const { kerberosRealm, components, keyVersion, encryptionType, timestamp } = entry
  const values = {
    principal: `${components.join('/')}@${kerberosRealm}`,
    kerberosRealm,
    keyVersion: String(keyVersion),
    encryptionType: shortName(encryptionType),
    writtenAt: new Date(timestamp * 1000).toISOString(),
  }
  const text = `${values.principal} version ${values.keyVersion} ${encryptionTypeName(encryptionType)}`
  const fact = (name: keyof typeof values) => ({ name, value: values[name], evidence: { source, line: number, text } })
  return {
    kind: 'keytab-entry',
    source,
    firstLine: number,
    lastLine: number,
    facts: {
      principal: fact('principal'),
      kerberosRealm: fact('kerberosRealm'),
      keyVersion: fact('keyVersion'),
      encryptionType: fact('encryptionType'),
      writtenAt: fact('writtenAt'),
    },
  }
}

/** As tickets are named, so that both can be compared. */
function shortName(encryptionType: number): string {
  const name = encryptionTypeName(encryptionType)
  return /^aes256-cts-hmac-sha1/.test(name)
    ? 'AES256'
    : /^aes128-cts-hmac-sha1/.test(name)
      ? 'AES128'
      : /^rc4/.test(name)
        ? 'RC4'
        : name
}
