import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import type { TicketCache } from '../../../src/lab/domain-tickets.ts'
import { runTool } from '../../../src/lab/run-tool.ts'
import { otherBoot, prepareOther } from './other-installation.ts'
import { runJoinery, serve } from './run-joinery.ts'
import { endpointPath, type ServerStage, startServerStage } from './server-stage.ts'
import { tokenRequest } from './token-request.ts'

/** How the server begins, lives and ends as a process: TLS and its bindings, starts that fail, stops that lose nothing. */

let stage: ServerStage
let computer: TicketCache

before(async () => {
  stage = await startServerStage()
  computer = await stage.domain.signIn(stage.seeded.computer)
})
const served: ChildProcess[] = []
after(async () => {
  for (const child of served) child.kill('SIGKILL')
  await stage?.stop()
})

async function serveOther(name: string, port: number) {
  const running = await serve(await prepareOther(stage, name, port))
  served.push(running.child)
  return running
}

async function boundStatus(binding: 'right' | 'wrong' | 'none'): Promise<number> {
  const { domain, names, lab, service } = stage
  const args = [domain.address, names.stsHost, endpointPath('13'), lab.caFile, service, binding]
  const options = { env: computer.env, input: tokenRequest('13') }
  const said = await runTool('/usr/bin/python3', [join(import.meta.dirname, 'post-with-binding.py'), ...args], options)
  return JSON.parse(said).status
}

for (const [mode, right, wrong, none] of [
  ['off', 200, 200, 200],
  ['whenSent', 200, 401, 200],
  ['required', 200, 401, 401],
] as const)
  test(`[RFC5929 §4.1] extended protection ${mode}`, async () => {
    await stage.patch((draft) => {
      const kerberos = draft.gateways[0]?.kerberos
      if (kerberos) kerberos.extendedProtection = mode
    })
    const found = [await boundStatus('right'), await boundStatus('wrong'), await boundStatus('none')]
    assert.deepEqual(found, [right, wrong, none])
  })

function certificateSerial(): Promise<string> {
  const { domain, names, lab } = stage
  return new Promise((done, failed) => {
    const options = { host: domain.address, port: 443, servername: names.stsHost, ca: readFileSync(lab.caFile) }
    const socket = connectTls(options, () => {
      done(socket.getPeerCertificate().serialNumber)
      socket.destroy()
    })
    socket.once('error', failed)
  })
}

function health(agent: Agent): Promise<{ status: number | undefined; reused: boolean }> {
  const { domain, names, lab } = stage
  const options = {
    host: domain.address,
    path: '/healthz',
    servername: names.stsHost,
    agent,
    ca: readFileSync(lab.caFile),
  }
  return new Promise((done, failed) => {
    const sent = request(options, (response) => {
      response.resume().once('end', () => done({ status: response.statusCode, reused: sent.reusedSocket }))
    })
    sent.once('error', failed).end()
  })
}

test('TLS files replaced: new connections see the new certificate, the old connection goes on, bindings follow', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  try {
    const before = await certificateSerial()
    assert.deepEqual(await health(agent), { status: 200, reused: false })
    const { domain, names, boot, lab } = stage
    const files = await lab.issue({ name: 'renewed', dnsNames: [names.stsHost], addresses: [domain.address] })
    const { certificate, key } = boot.tls ?? { certificate: '', key: '' }
    copyFileSync(files.certificateFile, certificate)
    copyFileSync(files.keyFile, key)
    let now = before
    for (let tries = 0; tries < 60 && now === before; tries += 1) {
      await delay(100)
      now = await certificateSerial()
    }
    assert.notEqual(now, before)
    assert.deepEqual(await health(agent), { status: 200, reused: true })
    assert.equal(await boundStatus('right'), 200, 'extended protection is required here')
    writeFileSync(certificate, 'no certificate')
    await delay(2500)
    assert.equal(await certificateSerial(), now, 'files that cannot be used change nothing')
    copyFileSync(files.certificateFile, certificate)
  } finally {
    agent.destroy()
  }
})

test('the control socket is its owner alone, and so is what lies beside it', () => {
  const mode = (path: string) => statSync(path).mode & 0o777
  assert.equal(mode(join(stage.boot.dataDirectory, 'control.sock')), 0o600)
  assert.equal(mode(stage.boot.dataDirectory), 0o700)
  assert.equal(mode(join(stage.boot.dataDirectory, 'joinery.db')), 0o600)
  assert.equal(mode(stage.boot.dataKeyFile), 0o600)
})

test('a start that cannot be ends with 3, its name and a hint, and leaves nothing open', async () => {
  const aFile = join(stage.lab.folder, 'a-file')
  writeFileSync(aFile, '')
  const { dataDirectory, dataKeyFile, tls } = stage.boot
  const starts = [
    [otherBoot(stage, 'taken', 443), 'HTTP_LISTEN_FAILED'],
    [otherBoot(stage, 'same-data', 8443, { dataDirectory, dataKeyFile }), 'HTTP_ALREADY_RUNNING'],
    [
      otherBoot(stage, 'wrong-tls', 8443, { tls: { certificate: tls?.certificate, key: stage.lab.caFile } }),
      'HTTP_TLS_FILES',
    ],
    [otherBoot(stage, 'no-tls', 8443, { tls: { certificate: 'missing.pem', key: 'missing.pem' } }), 'HTTP_TLS_FILES'],
    [otherBoot(stage, 'no-data', 8443, { dataDirectory: join(aFile, 'data') }), 'STORAGE_UNAVAILABLE'],
    [otherBoot(stage, 'bad-boot', 8443, { publicUrl: 'http://plain' }), 'CONFIG_BOOT_SETTINGS_REFUSED'],
  ] as const
  const ends = await Promise.all(starts.map(([file]) => runJoinery(['serve', '--config', file])))
  for (const [index, { code, stderr }] of ends.entries()) {
    const expected = starts[index]?.[1]
    assert.equal(code, 3, `${expected}: ${stderr}`)
    assert.match(stderr, new RegExp(`error: [^\\n]*\\[${expected}\\]\\nhint: .{20}`))
    assert.doesNotMatch(stderr, /\n {4}at /)
  }
  for (const port of [8443, 8444]) assert.equal(await isOpen(port), false)
  assert.equal((await stage.postWithTicket(computer)).status, 401, 'the first one answers (it wants a binding)')
  assert.ok(existsSync(join(dataDirectory, 'control.sock')), 'and keeps its socket')
})

function isOpen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, stage.domain.address, () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}

test('two installations side by side; SIGTERM answers the request under way and ends with 0', async () => {
  const { child, ended } = await serveOther('beside', 9543)
  const [mine, other] = await Promise.all([
    stage.postWithTicket(computer),
    stage.postWithTicket(computer, { port: 9543 }),
  ])
  assert.deepEqual([mine.status, other.status], [401, 200], 'each by its own settings')
  stage.domain.freeze()
  const underWay = stage.postWithTicket(computer, { port: 9543 })
  await delay(1500)
  child.kill('SIGTERM')
  await delay(300)
  assert.equal(await isOpen(9543), false, 'no new connections')
  await stage.domain.thaw()
  assert.equal((await underWay).status, 200)
  assert.equal(await ended, 0)
})

test('a silent domain controller does not keep the process after its stop', async () => {
  const { child, ended } = await serveOther('silent', 9643)
  stage.domain.freeze()
  try {
    const began = performance.now()
    child.kill('SIGTERM')
    assert.equal(await ended, 0)
    assert.ok(performance.now() - began < 8000)
  } finally {
    await stage.domain.thaw()
  }
})

test('a server whose parent is killed ends by itself', async () => {
  const bootFile = await prepareOther(stage, 'orphan', 9743)
  const program = resolve(import.meta.dirname, 'parent-program.ts')
  const parent = spawn(process.execPath, [program, bootFile], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(parent.stdout, 'data')
  assert.equal(await isOpen(9743), true)
  parent.kill('SIGKILL')
  let tries = 0
  while ((await isOpen(9743)) && tries < 80) {
    tries += 1
    await delay(100)
  }
  assert.equal(await isOpen(9743), false)
})
