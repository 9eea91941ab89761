import { IdpError } from '../../errors.ts'
import type { NegotiateCredential, TrustHttpRequest } from '../stages.ts'

/**
 * The bytes of `Authorization: Negotiate` [RFC4559 §4.2].
 * In: headers of an HTTP request (untrusted). Out: the decoded token. Not verified: whether it is SPNEGO, Kerberos or anything at all.
 */
export function getNegotiateCredential(headers: TrustHttpRequest['headers']): NegotiateCredential {
  const header = headers.authorization?.trim() ?? ''
  if (header === '') throw new IdpError('ACCEPT_CREDENTIAL_MISSING')
  const [scheme = '', encoded = '', ...more] = header.split(/ +/)
  if (scheme.toLowerCase() !== 'negotiate')
    throw new IdpError('ACCEPT_CREDENTIAL_SCHEME', { scheme: schemeName(scheme) })
  const token = Buffer.from(encoded, 'base64')
  if (more.length > 0 || token.length === 0 || token.toString('base64') !== encoded)
    throw new IdpError('ACCEPT_CREDENTIAL_MALFORMED', { characters: encoded.length })
  return { kind: 'negotiate', token: new Uint8Array(token) }
}

/** Only a name we know is told: a client that leaves the scheme out has its credential in that place. */
function schemeName(scheme: string): string {
  return (
    ['NTLM', 'Basic', 'Bearer', 'Digest'].find((name) => name.toLowerCase() === scheme.toLowerCase()) ??
    'something else'
  )
}
