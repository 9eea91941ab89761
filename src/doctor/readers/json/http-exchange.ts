import type { Fact } from '../../fact.ts'
import type { Reading } from '../../reading.ts'
import type { HttpExchange } from '../../readings/federation-readings.ts'
import { everyObject, findMember, findPath, type JsonNode, type JsonObject } from '../shapes/json-tree.ts'
import { readTokenText } from '../token-text.ts'
import { type FactContext, quotedEvidence } from '../typed-fact.ts'

/**
 * One request of a HAR file or a SAML-tracer export. What survives: method, host, path, status, media type, the claims of assertions in
 * it, and that it held a cookie or a token. Queries, headers, cookies and bodies do not.
 */
export function readHttpExchange(node: JsonObject, context: FactContext): readonly Reading[] {
  const request = findMember(node, 'request') ?? node
  const [method, address] = [textOf(findMember(request, 'method')), textOf(findMember(request, 'url'))]
  if (!/^[A-Z]{3,7}$/.test(method) || !URL.canParse(address)) return []
  const { host, pathname } = new URL(address)
  const status = textOf(findPath(node, 'response', 'status')) || textOf(findMember(node, 'responseStatus'))
  const mediaType = textOf(findPath(node, 'response', 'content', 'mimeType'))
  const fact = (name: keyof HttpExchange['facts'], value: string): { [key: string]: Fact } =>
    value === '' ? {} : { [name]: safeFact(name, value, node, context) }
  const texts = [...everyText(node)]
  const started = textOf(findMember(node, 'startedDateTime'))
  const exchange: HttpExchange = {
    kind: 'http-exchange',
    source: context.source,
    firstLine: node.line.number,
    lastLine: node.lastLine.number,
    ...(!Number.isNaN(Date.parse(started)) && {
      time: safeFact('startedDateTime', new Date(started).toISOString(), node, context),
    }),
    facts: {
      ...fact('method', method),
      ...fact('host', host),
      ...fact('path', pathname.slice(0, 300)),
      ...fact('status', /^\d{3}/.exec(status)?.[0] ?? ''),
      ...fact('contentType', /^[\w.+-]+\/[\w.+-]+/.exec(mediaType)?.[0] ?? ''),
    },
    secrets: [...new Set(texts.flatMap(secretsIn))].map((secret) => safeFact('secret', secret, node, context)),
  }
  return [exchange, ...tokensIn(texts, node, context)]
}

function safeFact(name: string, value: string, node: JsonObject, { source }: FactContext): Fact {
  return { name, value, evidence: quotedEvidence(name, value, node.line, source) }
}

function textOf(node: JsonNode | undefined): string {
  return node !== undefined && 'text' in node ? node.text : ''
}

interface NamedText {
  readonly name: string
  readonly text: string
}

/** Members, and the name-value pairs in which HAR keeps headers, cookies and parameters. */
function* everyText(node: JsonObject): Generator<NamedText> {
  for (const object of everyObject(node)) {
    const pairName = textOf(findMember(object, 'name'))
    for (const { name, value } of object.members) {
      if ('text' in value && value.text !== '') yield { name: name === 'value' ? pairName : name, text: value.text }
      if (value.type === 'array' && value.items.some((item) => 'text' in item))
        for (const item of value.items) yield { name, text: textOf(item) }
    }
  }
}

const secretNames: readonly (readonly [RegExp, string])[] = [
  [/^(?:set-)?cookie$/i, 'cookie'],
  [/^(?:proxy-)?authorization$/i, 'Authorization header'],
  [/^(?:wresult|samlresponse|assertion)$/i, 'assertion'],
  [/^(?:access_token|id_token|refresh_token|code|client_assertion)$/i, 'OAuth token'],
  [/^(?:password|passwd|client_secret)$/i, 'password'],
]

function secretsIn({ name, text }: NamedText): readonly string[] {
  const byName = secretNames.find(([form]) => form.test(name))?.[1]
  const inText = /(?:^|[&?{,"\s])"?(?:wresult|SAMLResponse|assertion)"?[=:]/.test(text.slice(0, 4000))
    ? 'assertion'
    : undefined
  return [byName, inText].flatMap((found) => found ?? [])
}

const maxTokens = 20

/** The claims of assertions posted or answered, and documents such as MEX; each once, though it often stands there three times. */
function tokensIn(texts: readonly NamedText[], node: JsonObject, context: FactContext): readonly Reading[] {
  const long = new Set(texts.map(({ text }) => text).filter(({ length }) => length > 100 && length < 2_000_000))
  const readings = [...long].flatMap((text) => readTokenText(text, node.line.number, context.source))
  const distinct = new Map(readings.map((reading) => [JSON.stringify(reading), reading]))
  return [...distinct.values()].slice(0, maxTokens)
}
