import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { parse, stringify } from 'yaml'
import { setEncryptionTypes } from '../../../src/lab/break-domain.ts'
import type { TicketCache } from '../../../src/lab/domain-tickets.ts'
import { type Ran, runJoinery } from './run-joinery.ts'
import { type Answer, type ServerStage, startServerStage } from './server-stage.ts'

/** What happens to the service account while the server runs; each test goes on where the one before left the domain. */

let stage: ServerStage
let oldest: TicketCache
let password: string

before(async () => {
  stage = await startServerStage()
  password = stage.seeded.serviceAccount.password
  oldest = await freshTicket()
})
after(() => stage?.stop())

const freshTicket = (): Promise<TicketCache> => stage.domain.signIn(stage.seeded.computer)
const gateway = (verb: string, ...more: readonly string[]): Promise<Ran> =>
  runJoinery(['gateway', verb, 'corp-ad', '--config', stage.bootFile, ...more])

async function refusalOf(answer: Answer): Promise<string | undefined> {
  return answer.status === 200 ? undefined : (await stage.signIn(answer.clientRequestId)).code
}

interface Shown {
  readonly keys: readonly { readonly keyVersion: number; readonly current: boolean }[]
  readonly services: readonly { readonly encryptionType: number; readonly keyVersion: number }[]
}

function shown({ stdout }: Ran): Shown {
  return JSON.parse(stdout)
}

test('gateway test shows key version, encryption type and clock, in words and as JSON', async () => {
  const words = await gateway('test')
  assert.equal(words.code, 0, words.stderr)
  const version = await stage.domain.getKeyVersion(stage.seeded.serviceAccount)
  assert.match(words.stdout, new RegExp(`ok +HTTP/${stage.names.stsHost} +aes256\\S+ +version ${version}\\n`))
  assert.match(words.stdout, /clock +\S.*KDC/)
  const json = await gateway('test', '--json')
  assert.equal(json.code, 0)
  assert.deepEqual(
    shown(json).services.map(({ encryptionType, keyVersion }) => ({ encryptionType, keyVersion })),
    [{ encryptionType: 18, keyVersion: version }],
  )
  const unknown = await runJoinery(['gateway', 'test', 'nowhere', '--config', stage.bootFile])
  assert.equal(unknown.code, 1)
  assert.match(unknown.stderr, /^error: .*nowhere.*corp-ad.*\[HTTP_GATEWAY_UNKNOWN\]\nhint: /)
})

test('a reset to the same password: the first ticket of the new version rebuilds the keytab by itself', async () => {
  assert.equal(await refusalOf(await stage.postWithTicket(oldest)), undefined)
  await stage.domain.setPassword(stage.seeded.serviceAccount, password)
  assert.equal(await refusalOf(await stage.postWithTicket(await freshTicket())), undefined)
  assert.equal(await refusalOf(await stage.postWithTicket(oldest)), undefined, 'the ticket from before')
  const restarted = await gateway('restart', '--json')
  assert.equal(restarted.code, 0, restarted.stderr)
  const { keys } = shown(restarted)
  const version = await stage.domain.getKeyVersion(stage.seeded.serviceAccount)
  assert.deepEqual([...new Set(keys.filter(({ current }) => current).map(({ keyVersion }) => keyVersion))], [version])
})

/** Clients that never pause: two with a ticket from before, one with a new ticket each time. */
function startLoad() {
  const refused: string[] = []
  let count = 0
  let isOn = true
  const client = async (ticket: () => Promise<TicketCache>): Promise<void> => {
    while (isOn) {
      const answer = await stage.postWithTicket(await ticket())
      count += 1
      if (answer.status !== 200) refused.push(String(await refusalOf(answer)))
    }
  }
  const clients = [client(async () => oldest), client(async () => oldest), client(freshTicket)]
  return {
    async end() {
      isOn = false
      await Promise.all(clients)
      return { refused, count }
    },
  }
}

async function applyPassword(next: string): Promise<void> {
  const exported = await runJoinery(['config', 'export', '--config', stage.bootFile])
  assert.equal(exported.code, 0, exported.stderr)
  assert.ok(!exported.stdout.includes(password), 'an export holds no password')
  const document = parse(exported.stdout)
  document.gateways[0].kerberos.serviceAccountPassword = next
  const file = join(stage.lab.folder, 'settings.yaml')
  await writeFile(file, stringify(document))
  const applied = await runJoinery(['config', 'apply', file, '--config', stage.bootFile])
  assert.equal(applied.code, 0, applied.stderr)
}

test('a new password under load, first in the settings, then in the domain: nobody is refused', async () => {
  const next = 'Changed-under-load-1'
  const load = startLoad()
  await delay(500)
  await applyPassword(next)
  await delay(1500)
  await stage.domain.setPassword(stage.seeded.serviceAccount, next)
  await delay(2000)
  const { refused, count } = await load.end()
  assert.deepEqual(refused, [])
  assert.ok(count > 10, `${count} requests`)
  password = next
  assert.equal(await refusalOf(await stage.postWithTicket(oldest)), undefined, 'a ticket from two versions ago')
  const { keys } = shown(await gateway('test', '--json'))
  assert.ok(
    keys.some(({ current }) => !current),
    'the replaced keys are kept',
  )
})

test('a password changed in the domain alone is named, and tickets from before go on', async () => {
  const next = 'Changed-in-the-domain-2'
  await stage.domain.setPassword(stage.seeded.serviceAccount, next)
  const restarted = await gateway('restart')
  assert.equal(restarted.code, 1)
  assert.match(restarted.stderr, /^error: .*\[KERBEROS_PASSWORD_WRONG\]\nhint: /)
  const answer = await stage.postWithTicket(await freshTicket())
  assert.equal(await refusalOf(answer), 'AUTHENTICATE_KEY_VERSION_NEWER')
  assert.equal(await refusalOf(await stage.postWithTicket(oldest)), undefined)
  await applyPassword(next)
  await stage.refresh()
  assert.equal(await refusalOf(await stage.postWithTicket(await freshTicket())), undefined)
  password = next
})

test('without AES on the account the RC4 ticket is refused, and the log and gateway test say what to tick', async () => {
  await setEncryptionTypes(stage.domain, stage.seeded.serviceAccount, ['RC4_HMAC'])
  const answer = await stage.postWithTicket(await freshTicket())
  const record = await stage.signIn(answer.clientRequestId)
  assert.equal(record.code, 'AUTHENTICATE_TICKET_RC4')
  assert.match(record.fix ?? '', /AES/)
  const tested = await gateway('test')
  assert.equal(tested.code, 1)
  assert.match(tested.stdout, /fail +HTTP\/sts[\s\S]*AES/)
})
