import { createHmac } from 'node:crypto'
import { IdpError } from '../../errors.ts'
import type { ExpressionValue } from '../value.ts'
import { type CallSite, defineFor } from './expression-function.ts'

const define = defineFor('crypto')

/** Java's names, read in any case, with Node's. */
const algorithms: Readonly<Record<string, string>> = {
  HmacMD5: 'md5',
  HmacSHA1: 'sha1',
  HmacSHA224: 'sha224',
  HmacSHA256: 'sha256',
  HmacSHA384: 'sha384',
  HmacSHA512: 'sha512',
}

export const cryptoFunctions = [
  define({
    name: 'hmacHexDigest',
    parameters: [
      { name: 'data', kind: 'string' },
      { name: 'key', kind: 'string' },
      { name: 'algorithm', kind: 'string' },
    ],
    returns: 'string',
    doc: `The keyed hash of the data (UTF-8) in hexadecimal digits. Algorithms: ${Object.keys(algorithms).join(', ')}. No argument may be null.`,
    examples: [
      {
        expression: "#crypto.hmacHexDigest('data', 'secretKey', 'HmacMD5')",
        result: '"6659dfc3b860b836c087e3fd82c0d16b"',
      },
    ],
    check: ([data, key, algorithm], site) => {
      if (data === null || key === null || algorithm === null) throw nullArgument(site)
      if (algorithm !== undefined) getAlgorithm(algorithm, site)
    },
    run: ([data, key, algorithm], site) => {
      if (data === null || key === null || algorithm === null) throw nullArgument(site)
      return createHmac(getAlgorithm(algorithm, site), key).update(data).digest('hex')
    },
  }),
]

const nullArgument = (site: CallSite): IdpError =>
  new IdpError('EXPRESSION_TYPE', { where: site.name, column: site.column, found: 'null', expected: 'text' })

function getAlgorithm(name: ExpressionValue, site: CallSite): string {
  const known = Object.entries(algorithms).find(([java]) => java.toLowerCase() === String(name).toLowerCase())
  if (known !== undefined) return known[1]
  const expected = Object.keys(algorithms).join(', ')
  throw new IdpError('EXPRESSION_ALGORITHM', { column: site.column, found: 'another one', expected })
}
