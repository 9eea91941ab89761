import type { Fact } from '../../fact.ts'
import type { Reading } from '../../reading.ts'
import type { JoinerySignIn, SignInStage } from '../../readings/joinery-readings.ts'
import { findMember, type JsonNode, type JsonObject } from '../shapes/json-tree.ts'
import { type FactContext, quotedEvidence, typedFact, type ValueType } from '../typed-fact.ts'

/** An entry of Joinery's sign-in log: the record of ports.ts as JSON, alone, in an array, or one to a line. */

const fields: Readonly<Record<keyof JoinerySignIn['facts'], ValueType>> = {
  traceId: 'text',
  applicationId: 'text',
  endpoint: 'text',
  remoteAddress: 'text',
  clientRequestId: 'text',
  outcome: 'text',
  code: 'text',
  means: 'text',
  fix: 'text',
  principal: 'text',
}

export function readSignIn(node: JsonObject, context: FactContext): readonly Reading[] {
  const stages = findMember(node, 'stages')
  if (findMember(node, 'traceId')?.type !== 'text' || stages?.type !== 'array') return []
  const startedAt = scalar(findMember(node, 'startedAt'))
  const time = startedAt && typedFact('startedAt', startedAt.text, 'time', startedAt.line, context)
  const facts = Object.keys(fields).flatMap((name) => {
    const found = scalar(findMember(node, name))
    return found === undefined ? [] : [[name, factOf(name, found, context)]]
  })
  const reading: JoinerySignIn = {
    kind: 'joinery-sign-in',
    source: context.source,
    firstLine: node.line.number,
    lastLine: node.lastLine.number,
    ...(time && { time }),
    ...(node.isCut && { isCut: true }),
    facts: Object.fromEntries(facts),
    stages: stages.items.flatMap((stage) => readStage(stage, context)),
  }
  return [reading]
}

function readStage(stage: JsonNode, context: FactContext): readonly SignInStage[] {
  const [name, outcome] = [scalar(findMember(stage, 'stage')), scalar(findMember(stage, 'outcome'))]
  if (name === undefined || outcome === undefined) return []
  const noted = findMember(stage, 'facts')
  const members = noted?.type === 'object' ? noted.members : []
  const facts = members.map(({ name: key, value }) => [
    key,
    { name: key, value: textOf(value), evidence: quotedEvidence(key, textOf(value), value.line, context.source) },
  ])
  return [
    {
      stage: factOf('stage', name, context),
      outcome: factOf('outcome', outcome, context),
      facts: Object.fromEntries(facts),
    },
  ]
}

interface Scalar {
  readonly text: string
  readonly line: JsonNode['line']
}

function scalar(node: JsonNode | undefined): Scalar | undefined {
  return node !== undefined && 'text' in node && node.type !== 'null' ? node : undefined
}

function factOf(name: string, { text, line }: Scalar, context: FactContext): Fact {
  return { name, value: text, evidence: quotedEvidence(name, text, line, context.source) }
}

function textOf(node: JsonNode): string {
  if (node.type === 'object') return node.members.map(({ name, value }) => `${name}: ${textOf(value)}`).join(', ')
  return node.type === 'array' ? node.items.map(textOf).join(', ') : node.text
}
