import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { TicketCache } from '../../../src/lab/domain-tickets.ts'
import { runTool, toolEnvironment } from '../../../src/lab/run-tool.ts'
import type { SignInRecord } from '../../../src/ports.ts'
import { openDatabase } from '../../../src/storage/open-database.ts'
import { signInRecords } from '../../../src/storage/sign-in-records.ts'
import { clientToken } from '../kerberos/client-token.ts'
import { prepareOther } from './other-installation.ts'
import { serve } from './run-joinery.ts'
import { endpointPath, type ServerStage, startServerStage } from './server-stage.ts'
import { tokenRequest } from './token-request.ts'

/**
 * The files of packaging/proxy, with this lab's names in them, before a real server: what docs/production.md says of tickets, client
 * addresses and channel bindings behind each.
 */

const joineryPort = 9843
const ports = { nginx: 8143, 'nginx-other': 8243, haproxy: 8343, 'haproxy-layer4': 8443 }
type Proxy = keyof typeof ports
/** Where the client sits, where the proxy comes from: loopback addresses of our own choice. */
const clientAddress = '127.0.0.77'
const proxyAddress = '127.0.0.88'
/** A layer-4 balancer passes on what clients claim: it must not be among the trusted proxies. */
const balancerAddress = '127.0.0.99'

/** What Joinery takes for the client's address. */
const seen: Readonly<Record<Proxy, string>> = {
  nginx: clientAddress,
  'nginx-other': clientAddress,
  haproxy: clientAddress,
  'haproxy-layer4': balancerAddress,
}

let stage: ServerStage
let computer: TicketCache
let dataDirectory: string
const children: ChildProcess[] = []

before(async () => {
  stage = await startServerStage()
  computer = await stage.domain.signIn(stage.seeded.computer)
  const bootFile = await prepareOther(stage, 'behind-proxies', joineryPort, { trustedProxies: [proxyAddress] })
  dataDirectory = join(stage.lab.folder, 'behind-proxies/data')
  children.push((await serve(bootFile)).child)
  await startProxies()
})
after(async () => {
  for (const child of children.reverse()) {
    if (child.exitCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await stage?.stop()
})

async function startProxies(): Promise<void> {
  const { lab, domain, names, boot } = stage
  const folder = join(lab.folder, 'proxy')
  mkdirSync(folder, { recursive: true })
  const other = await lab.issue({ name: 'proxy', dnsNames: [names.stsHost], addresses: [domain.address] })
  const same = { certificateFile: boot.tls?.certificate ?? '', keyFile: boot.tls?.key ?? '' }
  const both = join(folder, 'tls-with-key.pem')
  writeFileSync(both, readFileSync(same.certificateFile, 'utf8') + readFileSync(same.keyFile, 'utf8'))
  const nginx = (name: 'nginx' | 'nginx-other', files: typeof same): Promise<void> => {
    const site = adapt('nginx.conf', name)
      .replaceAll('/etc/joinery/tls.pem', files.certificateFile)
      .replaceAll('/etc/joinery/tls.key', files.keyFile)
      .replace('proxy_pass https://joinery;', `proxy_pass https://joinery;\n    proxy_bind ${proxyAddress};`)
    const main = `daemon off; pid ${folder}/${name}.pid; error_log stderr; user root;\nevents {}\nhttp { access_log off;\n`
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((kind) => `${kind}_temp_path ${folder}/${name}-${kind};\n`)
      .join('')
    writeFileSync(join(folder, `${name}.conf`), `${main}${temporary}${site}}\n`)
    return start(name, '/usr/sbin/nginx', ['-e', 'stderr', '-c', join(folder, `${name}.conf`), '-p', folder])
  }
  const haproxy = (name: 'haproxy' | 'haproxy-layer4'): Promise<void> => {
    const file = join(folder, `${name}.cfg`)
    const text = adapt(`${name}.cfg`, name).replaceAll('/etc/joinery/tls-with-key.pem', both)
    writeFileSync(
      file,
      text.replace(/(server one \S+)/, `$1 source ${seen[name] === clientAddress ? proxyAddress : balancerAddress}`),
    )
    return start(name, '/usr/sbin/haproxy', ['-db', '-f', file])
  }
  await Promise.all([nginx('nginx', same), nginx('nginx-other', other), haproxy('haproxy'), haproxy('haproxy-layer4')])
}

/** A file as it is shipped, with the lab's names where a person puts theirs. */
function adapt(file: string, name: Proxy): string {
  const { domain, names, lab } = stage
  return readFileSync(resolve(import.meta.dirname, '../../../packaging/proxy', file), 'utf8')
    .replace(/^.*10\.0\.0\.12:443.*\n/m, '')
    .replaceAll('10.0.0.11:443', `${domain.address}:${joineryPort}`)
    .replaceAll('sts.example.com', names.stsHost)
    .replaceAll('/etc/joinery/ca.pem', lab.caFile)
    .replace('listen 443 ssl', `listen ${domain.address}:${ports[name]} ssl`)
    .replace('bind :443', `bind ${domain.address}:${ports[name]}`)
}

/** Ends with this process, and answers when this returns. */
async function start(name: Proxy, program: string, args: readonly string[]): Promise<void> {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], {
    env: toolEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  children.push(child)
  const said: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
  for (let tries = 0; !(await isOpen(ports[name])); tries += 1) {
    assert.ok(tries < 100 && child.exitCode === null, `${name} does not answer: ${said.join('')}`)
    await delay(50)
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, stage.domain.address, () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}

interface Posted {
  readonly status: number
  readonly clientRequestId: string
}

/** From an address of its own, so that the log can show whose it was. */
function post(proxy: Proxy, headers: Readonly<Record<string, string>>): Promise<Posted> {
  const { domain, names, lab } = stage
  const clientRequestId = randomUUID()
  const options = {
    ...{ host: domain.address, port: ports[proxy], localAddress: clientAddress, servername: names.stsHost },
    ...{ path: endpointPath('13'), method: 'POST', agent: false as const, ca: readFileSync(lab.caFile) },
    headers: {
      host: names.stsHost,
      'content-type': 'application/soap+xml; charset=utf-8',
      'client-request-id': clientRequestId,
      connection: 'close',
      ...headers,
    },
  }
  return new Promise((done, failed) => {
    const sent = request(options, (response) => {
      response.resume()
      response.once('end', () => done({ status: response.statusCode ?? 0, clientRequestId }))
    })
    sent.once('error', failed)
    sent.end(tokenRequest('13'))
  })
}

async function negotiate(): Promise<{ authorization: string }> {
  const token = await clientToken(computer, stage.service)
  return { authorization: `Negotiate ${Buffer.from(token).toString('base64')}` }
}

async function findSignIn(clientRequestId: string): Promise<SignInRecord> {
  const database = await openDatabase({ dataDirectory, create: false, now: new Date() })
  try {
    for (let tries = 0; tries < 50; tries += 1) {
      const { records } = await signInRecords(database.kysely).list({}, 100)
      const found = records.find((record) => record.clientRequestId === clientRequestId)
      if (found) return found
      await delay(100)
    }
  } finally {
    await database.close()
  }
  throw new Error(`no sign-in ${clientRequestId} in the database`)
}

async function boundStatuses(proxy: Proxy): Promise<readonly number[]> {
  const { domain, names, lab, service } = stage
  const statuses: number[] = []
  for (const binding of ['right', 'wrong', 'none']) {
    const target = `${domain.address}:${ports[proxy]}`
    const args = [target, names.stsHost, endpointPath('13'), lab.caFile, service, binding]
    const options = { env: computer.env, input: tokenRequest('13') }
    const program = resolve(import.meta.dirname, 'post-with-binding.py')
    statuses.push(JSON.parse(await runTool('/usr/bin/python3', [program, ...args], options)).status)
  }
  return statuses
}

for (const proxy of ['nginx', 'haproxy', 'haproxy-layer4'] as const)
  test(`${proxy}: a ticket gets a token; the log has the address ${seen[proxy]}, whatever the client claims`, async () => {
    const { status, clientRequestId } = await post(proxy, { ...(await negotiate()), 'x-forwarded-for': '10.1.2.3' })
    assert.equal(status, 200)
    const { outcome, remoteAddress } = await findSignIn(clientRequestId)
    assert.deepEqual({ outcome, remoteAddress }, { outcome: 'issued', remoteAddress: seen[proxy] })
  })

for (const proxy of ['nginx', 'haproxy', 'haproxy-layer4'] as const)
  test(`${proxy}: the header of a ticket with many groups reaches Joinery whole`, async () => {
    // As long as Windows makes them (MaxTokenSize 48000 bytes, base64); no ticket, so Joinery itself refuses it.
    const token = Buffer.alloc(47_000, 'x').toString('base64')
    const { status, clientRequestId } = await post(proxy, { authorization: `Negotiate ${token}` })
    const record = await findSignIn(clientRequestId)
    assert.equal(record.outcome, 'refused')
    assert.match(record.code ?? '', /^ACCEPT_|^AUTHENTICATE_/)
    assert.ok(status === 401 || status === 500, `${status} is Joinery's answer`)
  })

for (const [proxy, statuses, why] of [
  ['nginx', [200, 401, 200], 'with the same certificate bindings hold'],
  ['nginx-other', [401, 401, 200], 'with another certificate every client that binds is refused'],
  ['haproxy', [200, 401, 200], 'with the same certificate bindings hold'],
  ['haproxy-layer4', [200, 401, 200], 'Joinery ends TLS itself'],
] as const)
  test(`[RFC5929 §4.1] ${proxy}: ${why}`, async () => {
    assert.deepEqual(await boundStatuses(proxy), statuses)
  })
