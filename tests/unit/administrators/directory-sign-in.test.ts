import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { managedSettings } from '../../../src/config/managed-settings.ts'
import { stagedGateway, usersOu } from '../../conformance/directory/directory-stage.ts'
import { memoryDomain } from '../../fakes/memory-domain.ts'
import { memoryPasswords } from '../../fakes/memory-passwords.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'
import { openConsoleStage } from '../http/console-stage.ts'

/** Administrators of a directory in memory; a real one is in tests/lab/administrators. */

const password = 'Right-Passw0rd'
const minute = 60_000
const domain = memoryDomain('corp.example.test')
const gateways = [stagedGateway('ad', domain)]
const groupDn = (name: string) => `CN=${name},CN=Users,${domain.baseDn}`
const group = (name: string, role: string) => ({ gateway: { id: 'ad' }, groupDn: groupDn(name), role })
const managed = (groups: readonly unknown[]) => managedSettings.parse({ gateways, administration: { groups } })
const both = managed([group('Help', 'helpDesk'), group('Chiefs', 'owner')])

const settings = memorySettings(both)
let stage: Awaited<ReturnType<typeof openConsoleStage>>
const passwords = memoryPasswords(
  () => domain.directory,
  () => stage.clock.now(),
)
before(async () => {
  stage = await openConsoleStage({ settings, directory: domain.directory, passwords })
  await domain.createOu('Users')
  for (const name of ['Help', 'Chiefs']) await domain.createGroup(name)
})
after(() => stage.close())

async function createUser(sam: string, ...groups: readonly string[]) {
  const account = await domain.createUser({ sam, ou: usersOu(domain), upn: `${sam}@corp.example.test` })
  passwords.setPassword(account.dn, password)
  for (const name of groups) await domain.addToGroup(account, name)
  return account
}

async function enrol(name: string) {
  const first = await stage.ask('POST', '', { body: { name, password } })
  const { cookie, body } = first
  const code = stage.codeOf(body.question.app.secret)
  return stage.ask('POST', '/enrolment', { cookie, body: { kind: 'enrolTotp', code } })
}

test('a member of two groups comes in with the more powerful role, and sets a second factor up at the first sign-in', async () => {
  await createUser('ada', 'Help', 'Chiefs')
  const first = await stage.ask('POST', '', { body: { name: 'ADA@corp.example.test', password } })
  assert.equal(first.body.next, 'enrolment')
  const code = stage.codeOf(first.body.question.app.secret)
  const enrolled = await stage.ask('POST', '/enrolment', { cookie: first.cookie, body: { kind: 'enrolTotp', code } })
  assert.equal(enrolled.body.recoveryCodes.length, 10)
  const me = (await stage.ask('GET', '', { cookie: enrolled.cookie })).body.administrator
  assert.deepEqual([me.name, me.role, me.kind], ['ada@corp.example.test', 'owner', 'directory'])
  const again = await stage.ask('POST', '', { body: { name: 'ada@corp.example.test', password } })
  assert.equal(again.body.next, 'factor', 'the password alone sets no second one up')
  const other = { kind: 'enrolTotp', code }
  assert.equal((await stage.ask('POST', '/enrolment', { cookie: again.cookie, body: other })).status, 409)
})

test('who is in no group, is disabled, has a wrong password or is not there is refused alike', async () => {
  await createUser('nogroup')
  const off = await createUser('off', 'Help')
  await domain.replace(off.dn, { userAccountControl: '514' })
  await createUser('wrong', 'Help')
  stage.lines.length = 0
  const tries = [
    { name: 'nogroup@corp.example.test', password },
    { name: 'off@corp.example.test', password },
    { name: 'wrong@corp.example.test', password: 'wrong' },
    { name: 'nobody@corp.example.test', password },
    { name: '*@corp.example.test', password },
  ]
  for (const body of tries) {
    const refused = await stage.ask('POST', '', { body })
    assert.deepEqual([refused.status, refused.body.joinery.code], [403, 'ADMINISTRATORS_SIGN_IN_REFUSED'])
  }
  assert.deepEqual(
    stage.lines.map(({ code }) => code),
    [
      'ADMINISTRATORS_NO_GROUP',
      'ADMINISTRATORS_DIRECTORY_REFUSED',
      'ADMINISTRATORS_DIRECTORY_REFUSED',
      'ADMINISTRATORS_ACCOUNT_UNKNOWN',
      'ADMINISTRATORS_ACCOUNT_UNKNOWN',
    ],
  )
})

test('the session ends within 15 minutes of leaving the group, and at once when the settings drop it', async () => {
  const leaver = await createUser('leaver', 'Help')
  const left = (await enrol('leaver@corp.example.test')).cookie
  const dropped = (
    await (async () => {
      await createUser('dropped', 'Help')
      return enrol('dropped@corp.example.test')
    })()
  ).cookie
  const status = async (cookie: string | undefined) => (await stage.ask('GET', '', { cookie })).status
  await domain.replace(leaver.dn, { tokenGroups: [] })
  assert.equal(await status(left), 200)
  stage.clock.advance(15 * minute)
  assert.equal(await status(left), 401)
  assert.equal(await status(dropped), 200)
  settings.replace(managed([group('Chiefs', 'owner')]))
  assert.equal(await status(dropped), 401)
  settings.replace(both)
})

test('an owner switches an account of the directory off here; its name and role stay those of the directory', async () => {
  const { ask, join, storage } = stage
  const owner = await join('Olga')
  await createUser('switched', 'Help')
  const { cookie } = await enrol('switched@corp.example.test')
  const { id } = (await ask('GET', '', { cookie })).body.administrator
  const change = (body: object) => ask('PUT', `/v1/administrators/${id}`, { cookie: owner.cookie, body })
  assert.equal((await change({ role: 'owner', enabled: true })).body.joinery.code, 'ADMINISTRATORS_NOT_LOCAL')
  assert.equal((await change({ enabled: false })).body.enabled, false)
  assert.equal((await ask('GET', '', { cookie })).status, 401)
  const refused = await ask('POST', '', { body: { name: 'switched@corp.example.test', password } })
  assert.equal(refused.body.joinery.code, 'ADMINISTRATORS_SIGN_IN_REFUSED')
  const [record] = await storage.audit.list({ resource: `administrators/${id}`, action: 'update' }, 1)
  assert.equal(record?.actor.name, 'Olga')
  assert.match(JSON.stringify(record?.after), /"enabled":false/)
})
