import assert from 'node:assert/strict'
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'ldapts'
import { startLab } from '../../../src/lab/start-lab.ts'

const program = join(import.meta.dirname, 'lab-program.ts')
const node = resolve(import.meta.dirname, '../../../bin/node')

/** Every process, dead ones waiting for their parent left out, that runs in the lab's folder: Samba's all do. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter((id) => {
    try {
      if (!/^\d+$/.test(id) || / [ZX] /.test(readFileSync(`/proc/${id}/stat`, 'utf8').replace(/.*\)/, ''))) return false
      return readlinkSync(`/proc/${id}/cwd`).startsWith(folder)
    } catch {
      return false
    }
  })
}

async function waitUntil(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    assert.ok(tries < 250, `still not true after 5 s: ${what}`)
    await sleep(20)
  }
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

interface Running {
  readonly child: ChildProcessWithoutNullStreams
  readonly folder: string
  readonly address: string
}

/** A program with a lab of its own, in a session of its own: what a terminal would give it. */
async function runProgram(mode: string): Promise<Running> {
  const child = spawn(node, [program, mode], { detached: true })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await waitUntil('the program says where its lab is', () => said.includes('\n') || child.exitCode !== null)
  const { folder, address } = JSON.parse(said) as { folder: string; address: string }
  return { child, folder, address }
}

const endings: readonly { name: string; mode: string; end: (child: ChildProcessWithoutNullStreams) => void }[] = [
  { name: 'kill -9 of the program', mode: 'wait', end: (child) => child.kill('SIGKILL') },
  { name: 'kill -9 of the program while its domain is frozen', mode: 'freeze', end: (child) => child.kill('SIGKILL') },
  { name: 'Ctrl-C without a handler', mode: 'wait', end: (child) => process.kill(-Number(child.pid), 'SIGINT') },
  {
    name: 'Ctrl-C with a handler that stops the lab',
    mode: 'handle',
    end: (child) => process.kill(-Number(child.pid), 'SIGINT'),
  },
  { name: 'an exception nobody catches', mode: 'throw', end: (child) => child.stdin.write('now\n') },
  { name: 'process.exit without stop', mode: 'exit', end: (child) => child.stdin.write('now\n') },
  { name: 'nothing left to do, without stop', mode: 'forget', end: (child) => child.stdin.end() },
]

for (const { name, mode, end } of endings) {
  test(`after ${name} no process is left and the address is free`, async () => {
    const { child, folder, address } = await runProgram(mode)
    try {
      assert.ok(processesIn(folder).length > 3, 'Samba and its children run in the lab folder')
      end(child)
      await waitUntil('no process runs in the lab folder', () => processesIn(folder).length === 0)
      for (const port of [88, 389, 636]) assert.equal(await answers(address, port), false)
      await waitUntil('the program has ended', () => child.exitCode !== null || child.signalCode !== null)
      if (mode === 'handle') assert.equal(existsSync(folder), false, 'a stopped lab takes its folder along')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

test('kill -9 of the domain controller takes its children along', async () => {
  const lab = await startLab()
  try {
    const folder = lab.domain('corp').folder
    const leader = processesIn(folder).find((id) => statField(id, 'ppid') === String(process.pid))
    process.kill(Number(leader), 'SIGKILL')
    await waitUntil('no process runs in the lab folder', () => processesIn(folder).length === 0)
  } finally {
    await lab.stop()
  }
})

function statField(id: string, field: 'ppid'): string | undefined {
  return readFileSync(`/proc/${id}/stat`, 'utf8').replace(/.*\) /, '').split(' ')[{ ppid: 1 }[field]]
}

test('a restarted domain has the same address and accounts; a connection of before is gone', async () => {
  const lab = await startLab()
  const corp = lab.domain('corp')
  const client = new Client({ url: corp.ldapsUrl, tlsOptions: { ca: readFileSync(corp.caFile) }, timeout: 5_000 })
  try {
    const alice = await corp.createUser({ sam: 'alice' })
    await client.bind(corp.administrator.dn, corp.administrator.password)
    await corp.stop()
    assert.equal(await answers(corp.address, 636), false)
    await corp.restart()
    await corp.signIn(alice)
    assert.equal(client.isConnected, false)
  } finally {
    await client.unbind()
    await lab.stop()
  }
})

test('a frozen domain accepts connections and answers nothing; thawed it answers', async () => {
  const lab = await startLab()
  const corp = lab.domain('corp')
  try {
    corp.freeze()
    assert.equal(await answers(corp.address, 389), true)
    const client = new Client({ url: corp.ldapUrl, timeout: 300 })
    await assert.rejects(client.search('', { scope: 'base' }), /timeout|timed out/i)
    await corp.thaw()
    await corp.createUser({ sam: 'alice' })
  } finally {
    await lab.stop()
  }
})

test('a lab writes nothing outside its folder and its templates', async () => {
  const elsewhere = [
    '/var/lib/samba',
    '/var/cache/samba',
    '/var/log/samba',
    '/run/samba',
    '/etc/samba',
    '/tmp',
    '/var/tmp',
  ]
  const list = () =>
    elsewhere.flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []))
  const before = list()
  const lab = await startLab()
  await lab.domain('corp').exportKeytab([(await lab.domain('corp').createComputer({ sam: 'WS01$' })).sam])
  await lab.stop()
  assert.deepEqual(
    list().filter((name) => !before.includes(name)),
    [],
  )
})

test('a folder of the caller may be anywhere, however long its path, and stays after stop', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'joinery-lab-'))
  try {
    const lab = await startLab({ folder: join(parent, 'a very long way down/'.repeat(12)) })
    const { sam } = await lab.domain('corp').createComputer({ sam: 'WS01$' })
    await lab.domain('corp').kinit(sam, { keytab: await lab.domain('corp').exportKeytab([sam]) })
    await lab.stop()
    assert.ok(existsSync(lab.caFile))
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
})

test('what a killed program left on the disk goes with the next start, what a living one uses stays', async () => {
  const killed = await runProgram('wait')
  const living = await startLab()
  killed.child.kill('SIGKILL')
  await waitUntil('the killed program has ended', () => killed.child.signalCode !== null)
  assert.ok(existsSync(killed.folder))
  const next = await startLab()
  assert.equal(existsSync(killed.folder), false)
  await living.domain('corp').createUser({ sam: 'alice' })
  await Promise.all([living.stop(), next.stop()])
})

test('one domain that cannot start takes the others along', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'joinery-lab-'))
  try {
    const [good, bad] = ['corp.example.test', 'a-name-with..two-dots']
    await assert.rejects(startLab({ folder, domains: [good, bad] }), { code: 'LAB_PROVISION_FAILED' })
    assert.deepEqual(processesIn(folder), [])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
