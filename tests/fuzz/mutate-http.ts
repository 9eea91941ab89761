import { issueRequest, serializeTokenRequest } from '../../src/protocol/ws-trust/token-request-message.ts'
import { makeKerberosToken, makeNegotiateToken } from '../fixtures/kerberos/make-token.ts'
import { readFixtures } from '../fixtures/kerberos/read-fixtures.ts'
import type { RequestFixture } from '../fixtures/read-request-fixtures.ts'
import { mutateRequest, requestCorpus } from '../unit/issuance/mutate-request.ts'
import type { Random } from '../unit/protocol/xml/mutate-xml.ts'
import { mutateToken } from './mutate-token.ts'

/** Hostile HTTP requests for a real listener, as bytes: what is in them, and what is around them. The same seed gives the same bytes. */

export interface HostileRequest {
  readonly bytes: Buffer
  /** Its own framing may be broken: it gets a connection of its own, and the connection may be closed without an answer. */
  readonly isFramingBroken: boolean
  readonly isHead: boolean
}

export interface FuzzTarget {
  readonly host: string
  readonly applicationId: string
}

export function hostileRequests({ host, applicationId }: FuzzTarget, random: Random): () => HostileRequest {
  const corpus = requestCorpus()
  const tokens = tokenCorpus()
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[Math.floor(random() * list.length)]
    if (chosen === undefined) throw new Error('nothing to pick from')
    return chosen
  }
  return () => {
    // Two of five carry a body that is right, so that the token in front of it is looked at.
    const isTokenTheMatter = random() < 0.4
    const http = isTokenTheMatter ? goodRequest(corpus, pick) : mutateRequest(corpus, random)
    const { authorization, ...rest } = http.headers
    const token = random() < 0.1 ? pick(tokens) : mutateToken(pick(tokens), random)
    const isFuzzedHeader = !isTokenTheMatter && authorization !== 'Negotiate YIIB'
    const headers: Record<string, string | undefined> = {
      host: random() < 0.02 ? pick(hosts) : host,
      'x-forwarded-proto': random() < 0.02 ? pick(oddTexts) : 'https',
      ...rest,
      authorization: isFuzzedHeader ? authorization : `Negotiate ${Buffer.from(token).toString('base64')}`,
      ...(random() < 0.1 ? { [pick(headerNames)]: pick(oddTexts) } : {}),
    }
    const application = http.applicationId === 'app' ? applicationId : http.applicationId
    const path = random() < 0.04 ? pick(paths) : `/wsf/sts/${encodeURIComponent(application)}/${http.endpoint.path}`
    const query = random() < 0.1 ? `?${pick(oddTexts)}` : http.query === '' ? '' : `?${http.query}`
    const method = /^[A-Z]+$/.test(http.method) ? http.method : 'OPTIONS'
    return serialize({ method, target: `${path}${query}`, headers, body: Buffer.from(http.body) }, random)
  }
}

function goodRequest(corpus: readonly RequestFixture[], pick: <T>(list: readonly T[]) => T) {
  const endpoints = corpus.map(({ endpoint }) => endpoint).filter(({ credential }) => credential === 'windowstransport')
  const endpoint = pick(endpoints)
  const message = issueRequest(endpoint.trustVersion, {
    to: `https://sts.example.test/wsf/sts/app/${endpoint.path}`,
    messageId: 'urn:uuid:61a28394-b5c6-4d7e-a8f9-0a1b2c3d4e5f',
    appliesTo: 'urn:federation:MicrosoftOnline',
  })
  const headers: Record<string, string | undefined> = {
    'content-type': 'application/soap+xml; charset=utf-8',
    authorization: 'Negotiate YIIB',
  }
  return {
    method: 'POST',
    applicationId: 'app',
    endpoint,
    headers,
    query: '',
    body: Buffer.from(serializeTokenRequest(message)),
  }
}

/** Real ones, hostile ones, and some that name the keys the server holds, so that MIT's library has to try them. */
function tokenCorpus(): readonly Uint8Array[] {
  const kerberos = '1.2.840.113554.1.2.2'
  const made = [{}, { encryptionType: 17 }, { encryptionType: 23 }, { keyVersion: undefined }, { keyVersion: 1 }].map(
    makeKerberosToken,
  )
  const wrapped = made.map((token) => makeNegotiateToken([kerberos], token))
  return [...readFixtures('negotiate').map(({ bytes }) => bytes), ...made, ...wrapped, ...wrapped]
}

interface RawRequest {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

function serialize({ method, target, headers, body }: RawRequest, random: Random): HostileRequest {
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  const head = [`${method} ${target} HTTP/1.1`, ...lines, `content-length: ${body.length}`, '', ''].join('\r\n')
  const bytes = Buffer.concat([Buffer.from(head, 'utf8'), body])
  const isBroken = random() < 0.05
  return {
    bytes: isBroken ? Buffer.from(mutateToken(bytes, random)) : bytes,
    // A header value with line breaks or beyond ASCII is broken framing too.
    isFramingBroken: isBroken || /[^\x20-\x7e\r\n]/.test(head) || lines.some((line) => /[\r\n]/.test(line)),
    isHead: method === 'HEAD',
  }
}

const hosts = ['', 'evil.test', 'sts.example.test:8443', '127.0.0.1', '[::1]', 'a'.repeat(300)]
const headerNames = [
  'content-type',
  'content-encoding',
  'transfer-encoding',
  'expect',
  'x-forwarded-for',
  'x-forwarded-host',
  'accept',
  'cookie',
  'upgrade',
  'connection',
  'soapaction',
  '__proto__',
]
const oddTexts = [
  '',
  '%',
  '%00',
  '%c0%ae',
  'a'.repeat(9000),
  'chunked',
  '100-continue',
  'http',
  'gzip',
  '10.0.0.1, 10.0.0.2',
  'close',
  'h2c',
  '{}',
  '__proto__=1&constructor=2',
  'client-request-id=%f0%9f%94%91&&=&',
  '../../etc/passwd',
]
const paths = [
  '/',
  '/healthz',
  '/metrics',
  '/wsf/mex13/m365',
  '/wsf/mex/m365',
  '/wsf/mex/%00',
  '/wsf/sts/%2e%2e/13/windowstransport',
  '/wsf/sts/m365/13/certificatemixed',
  '//evil.test/wsf',
  '/adfs/services/trust/mex',
  '/wsf/sts/m365/13/windowstransport/',
  `/${'a/'.repeat(2000)}`,
]
