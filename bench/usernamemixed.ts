import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { makeTlsFiles } from '../src/cli/rehearsal/make-tls-files.ts'
import { logSignIn } from '../src/compose.ts'
import { createPublicListener } from '../src/http/public-listener.ts'
import { createSignInMetrics } from '../src/http/sign-in-metrics.ts'
import { type BenchRow, compareCpu, quantile, type Tell } from './measure.ts'
import { signatureAlone } from './mint.ts'
import { type PasswordAnswer, type PasswordOrder, passwordAnswer } from './password-clients.ts'
import { openStandInServer } from './stand-in-server.ts'

/**
 * usernamemixed as a client meets it: HTTPS on kept connections, the listener, all stages, the counters of wrong passwords, profiles and
 * sign-in log in SQLite, log lines and metrics. Everything but the directory, which answers at once. The server is in this process, so
 * that its CPU is compared with a signature's here; the clients are in another.
 */
export async function benchUsernameMixed(tell: Tell): Promise<readonly BenchRow[]> {
  const stage = await openStage()
  try {
    tell('warming up')
    // Every user's first sign-in writes a profile and a location, and the stand-in works out the directory's answers.
    for (let warmed = 0; warmed < 5 * stage.userCount; ) warmed += (await stage.load({ milliseconds: 1000 })).length
    tell(`a signature, and ${saturation} clients, in turns, 20 s`)
    const clients = {
      name: 'usernamemixed',
      work: async (milliseconds: number) => {
        const { length } = await stage.load({ milliseconds })
        await stage.flush()
        return length
      },
    }
    const [signature, request] = await compareCpu([signatureAlone({ atOnce: saturation }), clients], 20_000)
    if (signature === undefined || request === undefined) throw new Error('nothing was measured')
    tell('half of that rate, by the clock, 10 s')
    const half = await stage.load({ milliseconds: halfMilliseconds, perSecond: request.perSecond / 2 })
    return [
      {
        what: "usernamemixed, the server's whole CPU of a request",
        ratio: request.ratio,
        of: 'the CPU of one RSA-2048 signature',
        target: { bound: 'at most', limit: 2.5 },
        figures: {
          'us CPU a request': request.cpuMicros,
          'requests/s, clients on the same cores': request.perSecond,
          'us CPU a signature': signature.cpuMicros,
        },
      },
      {
        what: 'usernamemixed at half of that rate',
        ratio: undefined,
        of: '',
        figures: {
          'ms p50': quantile(half, 0.5),
          'ms p99': quantile(half, 0.99),
          'requests/s': (half.length * 1000) / halfMilliseconds,
        },
      },
    ]
  } finally {
    await stage.close()
  }
}

const saturation = 16
const halfMilliseconds = 10_000

interface Stage {
  readonly userCount: number
  /** Latencies in milliseconds. Throws when anything was refused. */
  load(order: Pick<PasswordOrder, 'milliseconds' | 'perSecond'>): Promise<readonly number[]>
  flush(): Promise<void>
  close(): Promise<void>
}

async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-bench-tls-'))
  const host = 'sts.example.test'
  const files = await makeTlsFiles(folder, 'bench', [host])
  const [certificate, key] = await Promise.all([readFile(files.certificate, 'utf8'), readFile(files.key, 'utf8')])
  await rm(folder, { recursive: true })
  // As `joinery serve` logs, to where it costs a write and nothing more.
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination('/dev/null'))
  const metrics = createSignInMetrics()
  const server = await openStandInServer({
    onSignIn: (record) => {
      logSignIn(log, record)
      metrics.observe(record)
    },
  })
  const listener = createPublicListener({ ports: server.ports, tls: { certificate, key }, trustedProxies: [], log })
  await listener.listen({ host: '127.0.0.1', port: 0 })
  const { port } = listener.server.address() as AddressInfo
  const clients = fork(fileURLToPath(new URL('./password-clients.ts', import.meta.url)))
  const url = `https://${host}/wsf/sts/m365/13/usernamemixed`
  const always = { url, port, ca: certificate, usernames: [...server.standIns.usernames], connections: saturation }
  return {
    userCount: always.usernames.length,
    async load(order) {
      const { latencies, refused } = await ask(clients, { ...always, ...order })
      if (refused.length > 0) throw new Error(`${refused.length} refused, one: ${refused[0]}`)
      return latencies
    },
    flush: server.flush,
    async close() {
      clients.kill()
      await listener.close()
      await server.close()
    },
  }
}

function ask(clients: ChildProcess, order: PasswordOrder): Promise<PasswordAnswer> {
  clients.send(order)
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the clients ended with ${code}`))
    clients.once('exit', onExit)
    clients.once('message', (message) => {
      clients.off('exit', onExit)
      resolve(passwordAnswer.parse(message))
    })
  })
}
