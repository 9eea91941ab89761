import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { after, before, suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { labApplicationId, patchLabSettings } from '../../../src/cli/lab/lab-settings.ts'
import { type LabInstallation, startLabInstallation } from '../../../src/cli/lab/start-lab-installation.ts'
import { postControl } from '../../../src/cli/post-control.ts'
import type { LabAccount } from '../../../src/lab/domain-accounts.ts'
import { openDatabase } from '../../../src/storage/open-database.ts'
import { signInRecords } from '../../../src/storage/sign-in-records.ts'
import { tokenRequest } from '../server/token-request.ts'
import { listLocked, lockAfter } from './lock-after.ts'
import { together } from './together.ts'

/** A password spray on usernamemixed of a running server, before a real domain that locks after 5 wrong passwords. */

interface Answer {
  readonly status: number
  readonly body: string
}

suite('a password spray on usernamemixed', () => {
  let installation: LabInstallation
  const users: LabAccount[] = []
  /** One for each client address: all of 127.0.0.0/8 is this machine. */
  const agents = new Map<string, Agent>()
  let ca: Buffer
  const logLines: string[] = []

  before(async () => {
    installation = await startLabInstallation({ logLevel: 'warn', onLog: (line) => logLines.push(line) })
    const { domain, seeded, lab } = installation
    ca = readFileSync(lab.caFile)
    await lockAfter(domain, 5, 30)
    for (let index = 0; index < 40; index++) {
      const mail = `user${index}@${domain.dnsDomain}`
      users.push(await domain.createUser({ sam: `user${index}`, upn: mail, mail, ou: seeded.usersOu }))
    }
  })
  after(async () => {
    for (const agent of agents.values()) agent.destroy()
    await installation?.stop()
  })

  const home = (index: number) => `127.20.0.${index + 1}`

  function agentOf(address: string): Agent {
    const agent = agents.get(address) ?? new Agent({ keepAlive: true, localAddress: address, ca })
    agents.set(address, agent)
    return agent
  }

  function post(name: string, password: string, address: string): Promise<Answer> {
    const { domain, names } = installation
    const options = {
      ...{ host: domain.address, port: 443, servername: names.stsHost, method: 'POST' },
      path: `/wsf/sts/${labApplicationId}/13/usernamemixed`,
      headers: { host: names.stsHost, 'content-type': 'application/soap+xml; charset=utf-8' },
      agent: agentOf(address),
    }
    return new Promise((resolve, reject) => {
      const sent = request(options, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).once('error', reject)
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        )
      })
      sent.once('error', reject)
      sent.end(tokenRequest('13', { user: { name, password } }))
    })
  }

  /** A right password from the user's own place; true when a token came. */
  async function signIn(index: number): Promise<boolean> {
    const { upn = '', password } = users[index] ?? assert.fail()
    const { status, body } = await post(upn, password, home(index))
    return status === 200 && body.includes('Assertion')
  }

  test('10,000 attempts lock no account, and every user gets a token from a familiar place during and after it', async (context) => {
    const { domain, boot } = installation
    for (const index of users.keys()) assert.equal(await signIn(index), true, `user ${index} before the spray`)
    const outside = new Set<string>()
    const during: boolean[] = []
    const began = performance.now()
    await together(48, 10_000, async (guess) => {
      // One user after the other, each by many at once; one user name in five is of nobody; 200 client addresses.
      const user = Math.floor(guess / 125) % 40
      const name = guess % 5 === 0 ? `nobody${user}@${domain.dnsDomain}` : (users[user]?.upn ?? '')
      const { status, body } = await post(name, 'Autumn2026!', `127.30.0.${(guess % 200) + 1}`)
      outside.add(
        `${status} ${body.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replace(/\d{4}-\d\d-\d\dT[^<]*/g, 'TIME')}`,
      )
      if (guess % 250 === 0) during.push(await signIn(user))
    })
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    assert.deepEqual(await listLocked(domain), [])
    assert.deepEqual(during, Array(40).fill(true))
    for (const index of users.keys()) assert.equal(await signIn(index), true, `user ${index} after the spray`)
    assert.equal(outside.size, 1, [...outside].join('\n'))

    const codes = await countCodes(boot.dataDirectory, 10_000 + 3 * users.length)
    context.diagnostic(`10,000 attempts in ${seconds} s: ${JSON.stringify(codes)}`)
    // One guess of strangers reached the directory for each user, and for each of 40 names that nobody has.
    assert.equal(codes.AUTHENTICATE_PASSWORD_WRONG, 40)
    assert.ok((codes.AUTHENTICATE_USER_UNKNOWN ?? 0) <= 40)
    assert.equal(codes.issued, 120)
  })

  test('without the limits the same domain locks: logOnly lets everything through, and says what it would have refused', async () => {
    const { domain, boot } = installation
    await patchLabSettings(boot, (draft) => Object.assign(draft.lockout, { mode: 'logOnly' }))
    await postControl(boot.dataDirectory, '/settings/refresh')
    const { upn = '', dn } = users[0] ?? assert.fail()
    for (let guess = 0; guess < 5; guess++) await post(upn, 'Autumn2026!', '127.30.0.1')
    assert.deepEqual(await listLocked(domain), [dn])
    assert.ok(logLines.some((line) => /lockout.familiarThreshold 5 and .* not below the 5 of DC=corp/.test(line)))
  })
})

/** How the attempts in the sign-in log ended, once all of them are in it: the server writes it behind its answers. */
async function countCodes(dataDirectory: string, attempts: number): Promise<Record<string, number>> {
  const database = await openDatabase({ dataDirectory, create: false, now: new Date() })
  try {
    for (let tries = 0; ; tries++) {
      const { records } = await signInRecords(database.kysely).list({}, 20_000)
      if (records.length < attempts && tries < 50) {
        await sleep(100)
        continue
      }
      const counts: Record<string, number> = {}
      for (const { code, outcome } of records) counts[code ?? outcome] = (counts[code ?? outcome] ?? 0) + 1
      return counts
    }
  } finally {
    await database.close()
  }
}
