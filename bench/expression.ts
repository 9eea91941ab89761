import { compileTemplate } from '../src/expression/compile-template.ts'
import { evaluate } from '../src/expression/evaluate.ts'
import type { BenchRow } from './mint.ts'

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

export function benchExpression(milliseconds = 2500): readonly BenchRow[] {
  const share = milliseconds / (Object.keys(mappings).length * 5)
  return Object.entries(mappings).map(([name, source]) => {
    const compiled = compileTemplate(source)
    const run = (): unknown => evaluate(compiled, variables, ports)
    measure(name, run, share)
    const rounds = Array.from({ length: 4 }, () => measure(name, run, share))
    return rounds.reduce((least, row) => (row.cpuMicrosPerOp < least.cpuMicrosPerOp ? row : least))
  })
}

function measure(name: string, run: () => unknown, milliseconds: number): BenchRow {
  const started = performance.now()
  const cpu = process.cpuUsage()
  let done = 0
  for (; performance.now() - started < milliseconds; done += 100) for (let at = 0; at < 100; at += 1) run()
  const { user, system } = process.cpuUsage(cpu)
  const perSecond = Math.round((done * 1000) / (performance.now() - started))
  return { name, perSecond, cpuMicrosPerOp: Math.round(((user + system) / done) * 100) / 100 }
}

if (import.meta.main) {
  for (const { name, perSecond, cpuMicrosPerOp } of benchExpression()) {
    process.stdout.write(`${name.padEnd(50)} ${String(perSecond).padStart(10)}/s ${cpuMicrosPerOp} us CPU\n`)
  }
}
