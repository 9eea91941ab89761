import { fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { get } from 'node:https'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { type LabInstallation, startLabInstallation } from '../src/cli/lab/start-lab-installation.ts'
import { stageNames } from '../src/ports.ts'
import { type BenchRow, compareCpu, quantile, type Tell } from './measure.ts'
import { signatureAlone } from './mint.ts'
import { type Metrics, readMetrics } from './read-metrics.ts'
import { type LoadOrder, loadAnswer } from './ticket-clients.ts'

/**
 * windowstransport end to end: a real domain, the server as a process of its own, a computer's real ticket, HTTPS. Domain controller and
 * clients share the machine with the server, so requests/s is what all of them do together; the server's CPU is its own.
 */
export async function benchWindowsTransport(tell: Tell): Promise<readonly BenchRow[]> {
  tell('a domain, a server')
  const [signature] = await compareCpu([signatureAlone()], 2000)
  const installation = await startLabInstallation({ logLevel: 'warn' })
  try {
    const load = await loadFor(installation)
    tell('warming up')
    await load(4, 300)
    tell('one client')
    const alone = await load(1, 500)
    tell(`${saturation} clients`)
    const many = await load(saturation, 3000)
    return rowsOf(alone, many, signature?.cpuMicros ?? Number.NaN)
  } finally {
    await installation.stop()
  }
}

const saturation = 16

interface Load {
  readonly perSecond: number
  readonly latencies: readonly number[]
  readonly serverCpuMicros: number
  /** Mean milliseconds, by stage. */
  readonly stages: Readonly<Record<string, number>>
}

type Loader = (clients: number, requests: number) => Promise<Load>

async function loadFor({ lab, domain, server, device, boot, names }: LabInstallation): Promise<Loader> {
  const ca = await readFile(lab.caFile, 'utf8')
  const { samAccountName, credential } = device.computer
  if (!('keytab' in credential)) throw new Error('the lab computer has no keytab')
  const cache = await domain.kinit(samAccountName, credential)
  await domain.getServiceTicket(cache, `HTTP/${names.stsHost}`)
  const metrics = () =>
    readMetrics((answer) => get(`https://${domain.address}:${server.adminPort}/metrics`, { ca }, answer))
  return async (clients, requests) => {
    const url = `${boot.publicUrl}/wsf/sts/${names.applicationId}/13/windowstransport`
    const order = { url, address: domain.address, port: server.publicPort, ca, clients, requests }
    const readings: Metrics[] = []
    const answer = await runClients(order, cache.env, async () => void readings.push(await metrics()))
    readings.push(await metrics())
    if (answer.refused.length > 0) throw new Error(`${answer.refused.length} refused, one: ${answer.refused[0]}`)
    return loadOf(answer, requests, readings)
  }
}

type Done = Extract<z.output<typeof loadAnswer>, { kind: 'done' }>

function runClients(
  order: LoadOrder,
  env: Readonly<Record<string, string>>,
  onReady: () => Promise<void>,
): Promise<Done> {
  const program = fileURLToPath(new URL('./ticket-clients.ts', import.meta.url))
  const child = fork(program, { env: { ...process.env, ...env } })
  child.send(order)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the clients ended with ${code}`)))
    child.on('message', (message) => {
      const answer = loadAnswer.parse(message)
      if (answer.kind === 'done') resolve(answer)
      else onReady().then(() => child.send('go'), reject)
    })
  })
}

function loadOf({ seconds, latencies }: Done, requests: number, [before, after]: readonly Metrics[]): Load {
  if (before === undefined || after === undefined) throw new Error('the counters of the server were not read')
  const grown = (...sample: Parameters<Metrics['sum']>) => after.sum(...sample) - before.sum(...sample)
  const issued = grown('joinery_sign_ins_total', { outcome: 'issued' })
  if (issued !== requests) throw new Error(`the server counts ${issued} tokens, the clients ${requests}`)
  return {
    perSecond: requests / seconds,
    latencies,
    serverCpuMicros: (grown('joinery_process_cpu_seconds_total') * 1e6) / requests,
    stages: Object.fromEntries(
      stageNames.map((stage) => [stage, (grown('joinery_stage_seconds_sum', { stage }) * 1000) / requests]),
    ),
  }
}

function rowsOf(alone: Load, many: Load, signatureMicros: number): readonly BenchRow[] {
  const latency = (load: Load) => ({
    'ms p50': quantile(load.latencies, 0.5),
    'ms p99': quantile(load.latencies, 0.99),
  })
  const rows = [
    ['one client', alone],
    [`${saturation} clients`, many],
  ] as const
  return rows.flatMap(([name, load]) => [
    {
      what: `windowstransport on the lab, ${name}: the server's whole CPU of a request`,
      ratio: load.serverCpuMicros / signatureMicros,
      of: 'the CPU of one RSA-2048 signature',
      figures: { 'requests/s': load.perSecond, ...latency(load), 'us server CPU a request': load.serverCpuMicros },
    },
    {
      what: `windowstransport on the lab, ${name}: time by stage`,
      ratio: outsideShare(load.stages),
      of: 'of it waits for Kerberos and directory (authenticate, lookup)',
      figures: Object.fromEntries(Object.entries(load.stages).map(([stage, ms]) => [`ms ${stage}`, ms])),
    },
  ])
}

function outsideShare(stages: Load['stages']): number {
  const all = Object.values(stages).reduce((sum, ms) => sum + ms, 0)
  return ((stages.authenticate ?? 0) + (stages.lookup ?? 0)) / all
}
