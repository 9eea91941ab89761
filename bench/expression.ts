import { compileTemplate } from '../src/expression/compile-template.ts'
import { evaluate } from '../src/expression/evaluate.ts'
import { type BenchRow, compareCpu, repeated, type Tell } from './measure.ts'
import { signatureAlone } from './mint.ts'

/**
 * How long a mapping takes: the four kinds a Microsoft 365 application has, a constant, an attribute, the GUID in base64 and
 * a name put together, and for comparison a heavy one over the groups of a user. Compiled once, as in the server.
 */
const mappings = {
  'constant: "DJ"': '${"DJ"}',
  'attribute: user.username': '${user.username}',
  'GUID: uuidAsBase64Guid(user.externalId, null)': '${#string.uuidAsBase64Guid(user.externalId,null)}',
  'name: given, family': "${user.name.given + ', ' + user.name.family}",
  'heavy: 20 group names by pattern, upper case':
    "${user.memberOfGroupNames.?[#this matches 'CN=.*,OU=Sales.*'].![#string.upperCase(#this)]}",
} as const

const variables = {
  user: {
    username: 'ws01$',
    externalId: '3f0817b9-ca17-4714-ab81-f7b5943dec7b',
    name: { given: 'John', family: 'Doe' },
    memberOfGroupNames: Array.from(
      { length: 20 },
      (_, at) => `CN=Group ${at},OU=${at % 2 === 0 ? 'Sales' : 'Support'},DC=example`,
    ),
  },
}

const ports = { now: () => new Date() }

export async function benchExpression(tell: Tell): Promise<readonly BenchRow[]> {
  tell('each mapping, and a signature to compare with, 10 s')
  const compiled = Object.entries(mappings).map(([name, source]) => ({ name, template: compileTemplate(source) }))
  const contestants = compiled.map(({ name, template }) => repeated(name, async () => times(template)))
  const [, ...costs] = await compareCpu([signatureAlone(), ...contestants], 10_000)
  return compiled.map(({ name }, at) => {
    const micros = (costs[at]?.cpuMicros ?? Number.NaN) / batch
    return {
      what: `expression, ${name}`,
      ratio: (costs[at]?.ratio ?? Number.NaN) / batch,
      of: 'the CPU of one RSA-2048 signature',
      figures: { 'us CPU': micros, 'evaluations/s of one core': 1e6 / micros },
    }
  })
}

/** One is too short for a clock, and for the loop around it. */
const batch = 100

function times(template: ReturnType<typeof compileTemplate>): void {
  for (let at = 0; at < batch; at += 1) evaluate(template, variables, ports)
}
