import type { DetailedPeerCertificate, TLSSocket } from 'node:tls'
import type { ShownCertificate } from '../ports/gateway-operations.ts'

/** The chain a server shows, its own certificate first, for a person to look at; it says nothing of trust. */
export function peerCertificates(socket: TLSSocket): readonly ShownCertificate[] {
  const shown = new Map<string, ShownCertificate>()
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  while (next?.raw !== undefined && shown.size < longestChain && !shown.has(next.fingerprint256)) {
    shown.set(next.fingerprint256, certificateOf(next))
    next = next.issuerCertificate
  }
  return [...shown.values()]
}

const longestChain = 10

function certificateOf(certificate: DetailedPeerCertificate): ShownCertificate {
  const { subject, issuer, subjectaltname = '', valid_from, valid_to, fingerprint256, raw } = certificate
  const base64 = raw.toString('base64').replace(/.{64}(?=.)/g, '$&\n')
  return {
    subject: nameText(subject),
    issuer: nameText(issuer),
    names: subjectaltname.split(', ').flatMap((name) => (name === '' ? [] : [name.replace(/^DNS:/, '')])),
    validFrom: new Date(valid_from).toISOString(),
    validTo: new Date(valid_to).toISOString(),
    fingerprint: fingerprint256,
    pem: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  }
}

/** The most telling part of a name; a field that came twice is a list. */
function nameText(name: object | undefined): string {
  const field = (key: string): string => {
    const value: unknown = Object(name)[key]
    return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : ''
  }
  return field('CN') || field('OU') || field('O')
}
