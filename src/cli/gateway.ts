import { parseArgs } from 'node:util'
import { z } from 'zod'
import { encryptionTypeName } from '../protocol/names/kerberos.ts'
import type { ExitCode, Io } from './io.ts'
import { loadStorageSettings } from './load-boot-settings.ts'
import { postControl } from './post-control.ts'

/** `joinery gateway test|restart|anchor ID`: asks the running server. */

const usage = `usage: joinery gateway test|restart|anchor ID [--config FILE] [--data DIR] [--json]

test      obtains a ticket for every service name of the gateway and accepts it: key version, encryption type, clock
restart   drops connections and keys, reads account, salt and key version again; refuses no request meanwhile
anchor    looks at real computers and says which attribute the device user types should take Username and External ID from

example: joinery gateway test ad
`

const verbs = ['test', 'restart', 'anchor']

const anchors = z.array(
  z.object({ userType: z.string(), attribute: z.string(), why: z.string(), examples: z.array(z.string()) }),
)
const problem = z.object({ code: z.string(), means: z.string(), fix: z.string() })
const key = z.object({
  principal: z.string(),
  keyVersion: z.number(),
  encryptionType: z.number(),
  current: z.boolean(),
})
const report = z.object({
  gatewayId: z.string(),
  kerberosRealm: z.string(),
  principal: z.string(),
  keys: z.array(key),
  clockOffsetSeconds: z.number().optional(),
  services: z.array(
    z.object({
      servicePrincipalName: z.string(),
      encryptionType: z.number().optional(),
      keyVersion: z.number().optional(),
      problem: problem.optional(),
    }),
  ),
})
type Report = z.output<typeof report>

export async function gatewayCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [verb, id] = positionals
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  if (verb === undefined || !verbs.includes(verb) || id === undefined || positionals.length > 2) {
    io.stderr(`error: say one of ${verbs.join(', ')}, and the id of one gateway\nhint: joinery gateway --help\n`)
    return 2
  }
  const { dataDirectory } = loadStorageSettings(values).settings
  const answer = await postControl(dataDirectory, `/gateways/${encodeURIComponent(id)}/${verb}`)
  if (answer.isRefused) {
    const refused = problem.parse(answer.body)
    io.stderr(`error: ${refused.means} [${refused.code}]\nhint: ${refused.fix}\n`)
    return 1
  }
  if (verb === 'anchor') {
    const proposals = anchors.parse(answer.body)
    io.stdout(values.json ? `${JSON.stringify(proposals, null, 2)}\n` : proposals.map(printAnchor).join(''))
    return 0
  }
  const found = report.parse(answer.body)
  io.stdout(values.json ? `${JSON.stringify(found, null, 2)}\n` : printReport(found))
  return found.services.every((service) => service.problem === undefined) ? 0 : 1
}

function printAnchor({ userType, attribute, why, examples }: z.output<typeof anchors>[number]): string {
  const shown = examples.length === 0 ? '' : `  for example ${examples.join(', ')}\n`
  return `user type ${userType}: ${attribute}\n  ${why}\n${shown}`
}

function printReport(found: Report): string {
  const clock = clockText(found.clockOffsetSeconds)
  const keys = found.keys.map(
    (held) =>
      `  ${held.current ? 'current ' : 'retained'}  version ${held.keyVersion}  ${encryptionTypeName(held.encryptionType)}  ${held.principal}`,
  )
  const services = found.services.flatMap((service) =>
    service.problem === undefined
      ? [`  ok    ${service.servicePrincipalName}  ${etype(service.encryptionType)}  version ${service.keyVersion}`]
      : [
          `  fail  ${service.servicePrincipalName}`,
          `        ${service.problem.means}`,
          `        hint: ${service.problem.fix}`,
        ],
  )
  return [
    `gateway ${found.gatewayId}`,
    `  realm    ${found.kerberosRealm}`,
    `  account  ${found.principal}`,
    `  clock    ${clock}`,
    'keys',
    ...keys,
    'services',
    ...services,
    '',
  ].join('\n')
}

/** The KDC tells its time in whole seconds. */
function clockText(offsetSeconds: number | undefined): string {
  if (offsetSeconds === undefined) return 'unknown'
  if (Math.abs(offsetSeconds) <= 1) return 'agrees with the KDC'
  return `the KDC is ${Math.abs(offsetSeconds)} s ${offsetSeconds > 0 ? 'ahead of' : 'behind'} this machine`
}

function etype(number: number | undefined): string {
  return number === undefined ? 'unknown' : encryptionTypeName(number)
}
