import { IdpError } from '../../../errors.ts'
import { parseXml } from '../../../protocol/xml/parse-xml.ts'
import type { Fact } from '../../fact.ts'
import type { LiveAbout } from '../../live-evidence.ts'
import type { Reading } from '../../reading.ts'
import type { SpnHolders } from '../../readings/active-directory-readings.ts'
import type { SamlAssertionReading } from '../../readings/federation-readings.ts'
import type { JoineryLive } from '../../readings/live-readings.ts'
import type { ServiceConnectionPoint } from '../../readings/windows-readings.ts'
import { adAccountKind } from '../ad-account-object.ts'
import { jsonProperties } from '../shapes/json-properties.ts'
import { findMember, type JsonNode, type JsonObject } from '../shapes/json-tree.ts'
import { type FactContext, quotedEvidence, typedFact } from '../typed-fact.ts'
import { readMexDocument } from '../xml/mex-document.ts'

/**
 * `doctor --live`: what the running server gathered (live-evidence.ts). Each object is a reading of its own; those that say what a tool
 * would have printed become the reading of that tool, too, so that the same checks judge them.
 */

const known: Readonly<Record<LiveAbout, true>> = {
  server: true,
  tls: true,
  request: true,
  application: true,
  mex: true,
  directory: true,
  connectionPoint: true,
  kerberos: true,
  service: true,
  spn: true,
  account: true,
  lockoutPolicy: true,
  lockedAccount: true,
  limitedAddress: true,
  preview: true,
}

const isAbout = (text: string): text is LiveAbout => Object.hasOwn(known, text)

export function readLiveEvidence(node: JsonObject, context: FactContext): readonly Reading[] {
  const objects = findMember(node, 'objects')
  if (findMember(node, 'joineryLive') === undefined || objects?.type !== 'array') return []
  const at = findMember(node, 'at')
  const time = at?.type === 'text' ? typedFact('at', at.text, 'time', at.line, context) : undefined
  return objects.items.flatMap((item) => {
    const about = textOf(findMember(item, 'about'))
    if (item.type !== 'object' || about === undefined || !isAbout(about)) return []
    const base = { source: context.source, firstLine: item.line.number, lastLine: item.lastLine.number }
    const object: LiveNode = { node: item, about, base: { ...base, ...(time && { time }) }, context }
    return [liveReading(object), ...asPrinted(object)]
  })
}

interface LiveNode {
  readonly node: JsonObject
  readonly about: LiveAbout
  readonly base: Pick<JoineryLive, 'source' | 'firstLine' | 'lastLine' | 'time'>
  readonly context: FactContext
}

function liveReading({ node, about, base, context }: LiveNode): JoineryLive {
  const facts: [string, Fact][] = []
  const lists: [string, readonly Fact[]][] = []
  for (const { name, value } of node.members) {
    const fact = factOf(name, value, context)
    if (fact) facts.push([name, fact])
    if (value.type === 'array') lists.push([name, value.items.flatMap((item) => factOf(name, item, context) ?? [])])
  }
  return { kind: 'joinery-live', ...base, about, facts: Object.fromEntries(facts), lists: Object.fromEntries(lists) }
}

/** What a tool would have printed of it. */
function asPrinted(object: LiveNode): readonly Reading[] {
  const { node, about, context } = object
  const found = about === 'account' ? adAccountKind.read(jsonProperties(node), context) : readAs[about]?.(object)
  return found ? [found] : []
}

const readAs: { readonly [About in LiveAbout]?: (object: LiveNode) => Reading | undefined } = {
  mex: readMex,
  spn: readSpnHolders,
  connectionPoint: readConnectionPoint,
  preview: readPreview,
}

function readMex({ node, context }: LiveNode): Reading | undefined {
  const text = findMember(node, 'text')
  if (text?.type !== 'text') return undefined
  const place = { source: context.source, lines: [text.line], hasDocumentType: false }
  try {
    return readMexDocument(parseXml(Buffer.from(text.text)), place)
  } catch (error) {
    // What Windows makes of it is for the check of the text itself.
    if (error instanceof IdpError) return undefined
    throw error
  }
}

function readSpnHolders({ node, base, context }: LiveNode): SpnHolders | undefined {
  const spn = factOf('spn', findMember(node, 'spn'), context)
  const holders = findMember(node, 'holders')
  if (spn === undefined || holders?.type !== 'array') return undefined
  const accounts = holders.items.flatMap((item) => factOf('holder', item, context) ?? [])
  return {
    kind: 'spn-holders',
    ...base,
    facts: { spn },
    holders: accounts.map((account) => ({ account, spns: [spn] })),
  }
}

function readConnectionPoint({ node, base, context }: LiveNode): ServiceConnectionPoint {
  const names = ['azureADId', 'azureADName', 'dn'] as const
  const facts = names.flatMap((name) => {
    const fact = factOf(name, findMember(node, name), context)
    return fact ? [[name, fact]] : []
  })
  return { kind: 'service-connection-point', ...base, facts: Object.fromEntries(facts) }
}

/** Claims that would go into an assertion: no times, for there is none. */
function readPreview({ node, base, context }: LiveNode): SamlAssertionReading | undefined {
  const claims = findMember(node, 'claims')
  if (claims?.type !== 'array') return undefined
  const names = ['issuer', 'audience', 'nameIdentifier', 'nameIdentifierFormat', 'authenticationMethod'] as const
  const facts = names.flatMap((name) => {
    const fact = factOf(name, findMember(node, name), context)
    return fact ? [[name, fact]] : []
  })
  return {
    kind: 'saml-assertion',
    ...base,
    facts: Object.fromEntries(facts),
    claims: claims.items.flatMap((claim) => {
      const name = factOf('claim', findMember(claim, 'name'), context)
      const namespace = factOf('namespace', findMember(claim, 'namespace'), context)
      const values = findMember(claim, 'values')
      if (name === undefined || namespace === undefined || values?.type !== 'array') return []
      return [{ name, namespace, values: values.items.flatMap((item) => factOf(name.value, item, context) ?? []) }]
    }),
  }
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node?.type === 'text' ? node.text : undefined
}

function factOf(name: string, node: JsonNode | undefined, { source }: FactContext): Fact | undefined {
  if (node === undefined || !('text' in node) || node.type === 'null') return undefined
  return { name, value: node.text, evidence: quotedEvidence(name, node.text, node.line, source) }
}
