// Throws mutated requests at the public listener of a real server process: SOAP, SPNEGO, headers, query, framing. Started by
// scripts/fuzz.sh. No domain is needed: the gateway's directory is not there, but its Kerberos keys are stored from "earlier", so
// tokens go all the way into MIT's library. Ends with 0 when nothing but clean refusals came back and the server still stands.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { readMetrics } from '../bench/read-metrics.ts'
import { spawnServer } from '../src/cli/spawn-server.ts'
import { deviceUserType, microsoft365Application, presetSchemaAttributes } from '../src/config/presets.ts'
import { parseBootSettings } from '../src/config/read-boot-settings.ts'
import { serializeKeytab } from '../src/protocol/kerberos/keytab.ts'
import { Secret } from '../src/secret.ts'
import { openStorage } from '../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../src/system-ports.ts'
import { type HostileRequest, hostileRequests } from '../tests/fuzz/mutate-http.ts'
import { requireClean } from '../tests/fuzz/require-clean.ts'
import { rawClient } from '../tests/fuzz/send-raw.ts'
import { seededRandom } from '../tests/unit/protocol/xml/mutate-xml.ts'

const [countText = '1000', seedText = '1'] = process.argv.slice(2)
const count = Number(countText)
const seed = Number(seedText)
/** For the JavaScript heap, and for all of it: binding, SQLite and buffers included. */
const heapMebibytes = 96
const rssMebibytes = 400
const clients = 64

const host = 'sts.example.test'
const kerberosRealm = 'CORP.EXAMPLE.TEST'
const folder = await mkdtemp(join(tmpdir(), 'joinery-fuzz-'))
const tally = new Map<string, number>()
let serverLog = ''

try {
  const bootFile = await prepare()
  const server = await spawnServer({
    bootFile,
    environment: { NODE_OPTIONS: `--max-old-space-size=${heapMebibytes}` },
    onLog: (line) => {
      if (/"level":[56]0/.test(line)) serverLog += `${line}\n`
    },
  })
  try {
    const seconds = await fuzz(server.publicPort)
    await judge(server.publicPort, server.adminPort, seconds)
  } finally {
    await server.stop()
  }
} finally {
  await rm(folder, { recursive: true })
}

/** Settings as an administrator would apply them, and the Kerberos keys of an earlier run. */
async function prepare(): Promise<string> {
  const anyPort = { host: '127.0.0.1', port: 0 }
  const text = stringify({
    publicUrl: `https://${host}`,
    listen: { public: anyPort, admin: anyPort },
    trustedProxies: ['127.0.0.1'],
    dataDirectory: join(folder, 'data'),
    dataKeyFile: join(folder, 'data.key'),
    logLevel: 'error',
  })
  const bootFile = join(folder, 'joinery.yaml')
  await writeFile(bootFile, text)
  const boot = parseBootSettings({ text, environment: {} })
  const storage = await openStorage({ ...boot, clock: systemClock, randomness: systemRandomness, warn: () => {} })
  try {
    const source = { document: managedSettings() }
    const waive = (await storage.settings.apply({ source, appliedBy: 'fuzz', dryRun: true })).problems
      .filter((problem) => problem.waivable)
      .map((problem) => problem.check)
    const { refused, problems } = await storage.settings.apply({ source, appliedBy: 'fuzz', waive })
    if (refused) throw new Error(problems.map(({ path, reason }) => `${path}: ${reason}`).join('; '))
    await storage.serviceKeys.save('ad', new Secret(serviceKeys()))
  } finally {
    await storage.close()
  }
  return bootFile
}

function managedSettings(): unknown {
  return {
    networks: { intranetRanges: ['127.0.0.0/8'] },
    schemaAttributes: presetSchemaAttributes,
    gateways: [
      {
        id: 'ad',
        name: 'a directory that is not there',
        serversHostAndPort: ['127.0.0.1:9'],
        bindDN: 'CN=reader,DC=corp,DC=example,DC=test',
        bindPassword: 'not used',
        kerberos: {
          serviceAccountUserPrincipalName: 'svc@corp.example.test',
          serviceAccountPassword: 'not used',
          realm: kerberosRealm,
        },
        userTypes: [deviceUserType({ id: 'devices', searchBaseDn: 'OU=Devices,DC=corp,DC=example,DC=test' })],
      },
    ],
    applications: [
      microsoft365Application({
        id: 'm365',
        domainName: 'corp.example.test',
        gateways: [{ gateway: 'ad', userType: 'devices' }],
      }),
    ],
  }
}

function serviceKeys(): Uint8Array {
  const timestamp = Math.floor(Date.now() / 1000)
  const entry = (keyVersion: number, encryptionType: number, keyBytes: number) => ({
    kerberosRealm,
    components: ['svc'],
    nameType: 1,
    timestamp,
    keyVersion,
    encryptionType,
    key: new Secret(new Uint8Array(randomBytes(keyBytes))),
  })
  return serializeKeytab([entry(2, 18, 32), entry(2, 17, 16)])
}

/** Returns the seconds it took. */
async function fuzz(port: number): Promise<number> {
  const next = hostileRequests({ host, applicationId: 'm365' }, seededRandom(seed))
  const began = performance.now()
  let sent = 0
  const run = async (): Promise<void> => {
    const client = rawClient(port)
    try {
      while (sent < count) {
        sent += 1
        const number = sent
        if (number % 10_000 === 0) process.stderr.write(`${number} requests\n`)
        await tryOne(client.send, next(), number)
      }
    } finally {
      sent = count
      client.close()
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: clients }, run))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return (performance.now() - began) / 1000
}

async function tryOne(
  send: ReturnType<typeof rawClient>['send'],
  request: HostileRequest,
  number: number,
): Promise<void> {
  try {
    const answer = await send(request)
    const kind = answer === undefined ? 'closed' : String(answer.status)
    tally.set(kind, (tally.get(kind) ?? 0) + 1)
    if (answer !== undefined) requireClean(answer)
    else assert.ok(request.isFramingBroken, 'closed without an answer')
  } catch (error) {
    const text = request.bytes.subarray(0, 3000).toString()
    throw new Error(`seed ${seed}, request ${number}: ${text}\n${serverLog}`, { cause: error })
  }
}

async function judge(publicPort: number, adminPort: number, seconds: number): Promise<void> {
  const metrics = await readMetrics((answer) => get(`http://127.0.0.1:${adminPort}/metrics`, answer))
  const codes = metrics.by('joinery_sign_ins_total', 'code')
  const megabytes = Math.round(metrics.sum('joinery_process_resident_memory_bytes') / 2 ** 20)
  const health = await fetch(`http://127.0.0.1:${publicPort}/healthz`)
  const statuses = Object.fromEntries([...tally].sort())
  console.log(
    JSON.stringify({
      count,
      seed,
      seconds: Math.round(seconds),
      megabytes,
      statuses,
      codes: Object.fromEntries(codes),
    }),
  )
  assert.equal(health.status, 200)
  assert.equal(serverLog, '', 'the server logged an error')
  assert.equal(codes.get('INTERNAL'), undefined, 'something had no name')
  assert.equal(metrics.sum('joinery_sign_ins_total', { outcome: 'issued' }), 0, 'a token was issued')
  assert.ok(megabytes <= rssMebibytes, `${megabytes} MiB`)
  // A fuzzer that never reaches a rule proves nothing about it.
  for (const prefix of ['XML_', 'SOAP_', 'WSTRUST_', 'ACCEPT_', 'AUTHENTICATE_', 'KERBEROS_'])
    assert.ok(
      [...codes.keys()].some((code) => code.startsWith(prefix)),
      `nothing reached ${prefix}`,
    )
}
