import type { TrustHttpRequest } from '../../../src/issuance/stages.ts'
import { type RequestFixture, readRequestFixtures } from '../../fixtures/read-request-fixtures.ts'
import { mutateXml, type Random } from '../protocol/xml/mutate-xml.ts'
import { httpRequest } from './accept/accept-fixture.ts'

/** Hostile token requests out of those of real clients, for fuzzing accept and reply. The same seed gives the same requests. */

/** Where mutations start: every fixture, good and hostile, less the few that are large on purpose. */
export function requestCorpus(): readonly RequestFixture[] {
  const all = [...readRequestFixtures('requests'), ...readRequestFixtures('hostile/requests')]
  return all.filter(({ body }) => body.length < 20_000)
}

/** One request with one to four changes: to the meaning of the body, to its bytes, or to the HTTP request around it. */
export function mutateRequest(corpus: readonly RequestFixture[], random: Random): TrustHttpRequest {
  const { body, ...fixture } = pick(corpus, random)
  let mutated = httpRequest({ ...fixture, body })
  for (let changes = 1 + Math.floor(random() ** 2 * 4); changes > 0; changes -= 1) {
    const kind = random()
    if (kind < 0.6) mutated = { ...mutated, body: pick(bodyMutations, random)(mutated.body, random) }
    else if (kind < 0.8)
      mutated = { ...mutated, body: mutateXml([mutated.body, ...corpus.map((other) => other.body)], random) }
    else mutated = { ...mutated, ...pick(httpMutations, random)(mutated, random, corpus) }
  }
  return mutated
}

type BodyMutation = (body: Uint8Array, random: Random) => Uint8Array

const bodyMutations: readonly BodyMutation[] = [
  function otherText(body, random) {
    return edit(body, random, />([^<]+)</g, () => `>${pick(texts, random)}<`)
  },
  function otherAttribute(body, random) {
    return edit(body, random, /="[^"]*"/g, () => `="${pick(texts, random)}"`)
  },
  function dropElement(body, random) {
    return edit(body, random, /<([\w:]+)[^>]*>[^<]*<\/\1>/g, () => '')
  },
  function doubleElement(body, random) {
    return edit(body, random, /<([\w:]+)[^>]*>[^<]*<\/\1>/g, (element) => element + element)
  },
  function wrapElement(body, random) {
    return edit(body, random, /<([\w:]+)[^>]*>[^<]*<\/\1>/g, (element) => `<w xmlns="urn:w">${element}</w>`)
  },
  function renameElement(body, random) {
    return edit(body, random, /(?<=<|<\/)[\w:]+/g, () => pick(names, random))
  },
  function moveElement(body, random) {
    const text = Buffer.from(body).toString()
    const [moved] = pickMatch(text, random, /<([\w:]+)[^>]*>[^<]*<\/\1>/g)
    const without = text.replace(moved, '')
    const [target, at] = pickMatch(without, random, /<[\w:]+[^>/]*>/g)
    return Buffer.from(without.slice(0, at + target.length) + moved + without.slice(at + target.length))
  },
  function addHeader(body, random) {
    return edit(body, random, /<(\w+:)?Header>/g, (header) => header + pick(headerBlocks, random))
  },
  function empty() {
    return new Uint8Array(0)
  },
]

type HttpMutation = (
  http: TrustHttpRequest,
  random: Random,
  corpus: readonly RequestFixture[],
) => Partial<TrustHttpRequest>

const httpMutations: readonly HttpMutation[] = [
  (http, random) => ({ headers: { ...http.headers, authorization: pick(texts, random) } }),
  (http, random) => ({ headers: { ...http.headers, authorization: `Negotiate ${pick(texts, random)}` } }),
  (http, random) => ({ headers: { ...http.headers, 'content-type': pick(contentTypes, random) } }),
  (http, random) => ({ headers: { ...http.headers, soapaction: pick(texts, random) } }),
  (http, random) => ({ headers: { ...http.headers, 'client-request-id': pick(texts, random) } }),
  (http) => ({ headers: Object.fromEntries(Object.keys(http.headers).map((name) => [name, undefined])) }),
  (_, random) => ({ query: `client-request-id=${pick(texts, random)}&%zz=%00&` }),
  (_, random) => ({ remoteAddress: pick(['', '::1', '::ffff:10.0.0.1', '10.0.0.1%x', '256.1.1.1', 'a'], random) }),
  (_, random) => ({ method: pick(['GET', 'HEAD', '', '__proto__'], random) }),
  (_, random) => ({ applicationId: pick(['', '__proto__', 'constructor', 'other'], random) }),
  (_, random, corpus) => ({ endpoint: pick(corpus, random).endpoint }),
]

const texts: readonly string[] = [
  '',
  ' ',
  '1767323045',
  'urn:uuid:not-a-uuid',
  '__proto__',
  'constructor',
  'A'.repeat(5000),
  '\u202e\u0301\u{1f511}',
  '&amp;lt;',
  '"; drop table',
  'http://www.w3.org/2003/05/soap-envelope',
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.w3.org/2005/08/addressing',
  'http://www.w3.org/2005/08/addressing/anonymous',
  'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  'http://schemas.xmlsoap.org/ws/2005/02/trust',
  'http://schemas.xmlsoap.org/ws/2005/02/trust/Issue',
  'http://schemas.xmlsoap.org/ws/2005/02/trust/RST/Issue',
  'http://docs.oasis-open.org/ws-sx/ws-trust/200512',
  'http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue',
  'http://docs.oasis-open.org/ws-sx/ws-trust/200512/Renew',
  'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue',
  'http://docs.oasis-open.org/ws-sx/ws-trust/200512/SymmetricKey',
  'urn:oasis:names:tc:SAML:2.0:assertion',
  'urn:federation:MicrosoftOnline',
  'urn:federation:microsoftonline',
  'https://sts.example.test:443/wsf/sts/app/13/windowstransport',
  '2026-01-02T03:04:05Z',
  '2026-01-02T03:04:05.0680000+14:00',
  '1601-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
]

const names: readonly string[] = [
  's:Envelope',
  's:Header',
  's:Body',
  'a:Action',
  'a:MessageID',
  'a:messageID',
  'o:Security',
  'u:Timestamp',
  'trust:RequestSecurityToken',
  'wsp:AppliesTo',
  'x',
]

const headerBlocks: readonly string[] = [
  '<x:Y xmlns:x="urn:x" xmlns:s="http://www.w3.org/2003/05/soap-envelope" s:mustUnderstand="1"/>',
  '<x:Y xmlns:x="urn:x" xmlns:s="http://www.w3.org/2003/05/soap-envelope" s:mustUnderstand="1" s:role="urn:x"/>',
  '<Action xmlns="http://www.w3.org/2005/08/addressing">urn:x</Action>',
  '<MessageID xmlns="http://www.w3.org/2005/08/addressing">urn:x</MessageID>',
  '<Security xmlns="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"/>',
]

const contentTypes: readonly string[] = [
  '',
  'x',
  'application/soap+xml; action=',
  'application/soap+xml; action="',
  'application/soap+xml; action="urn:x"; action="urn:y"',
  `application/soap+xml; ${'a=b; '.repeat(2000)}`,
]

/** Replaces one match, chosen at random; the text as it was where nothing matches. */
function edit(body: Uint8Array, random: Random, pattern: RegExp, replace: (match: string) => string): Uint8Array {
  const text = Buffer.from(body).toString()
  const [match, at] = pickMatch(text, random, pattern)
  return Buffer.from(text.slice(0, at) + (match === '' ? '' : replace(match)) + text.slice(at + match.length))
}

function pickMatch(text: string, random: Random, pattern: RegExp): [string, number] {
  const matches = [...text.matchAll(pattern)]
  const match = matches[Math.floor(random() * matches.length)]
  return match === undefined ? ['', 0] : [match[0], match.index]
}

function pick<T>(list: readonly T[], random: Random): T {
  const chosen = list[Math.floor(random() * list.length)]
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}
