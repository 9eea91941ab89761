import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type LabInstallation, startLabInstallation } from '../../src/cli/lab/start-lab-installation.ts'
import { setEnabled } from '../../src/lab/break-domain.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../src/system-ports.ts'

/** `joinery rehearse --computer` on a domain that stands in for a real one: beside a running server, with its settings. */

const joinery = fileURLToPath(new URL('../../bin/joinery', import.meta.url))
let installation: LabInstallation

before(async () => {
  installation = await startLabInstallation()
})
after(() => installation?.stop())

/** As an administrator runs it. */
function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const all = ['rehearse', '--config', installation.bootFile, '--computer', ...args]
  return new Promise((resolve) => {
    execFile(joinery, all, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr })
    })
  })
}

test('without a password of the computer: a ticket by S4U2Self of the service account [MS-SFU §3.2.5.1]', async () => {
  const { code, stdout, stderr } = await run('WS01$')
  assert.equal(code, 0, stderr)
  assert.match(stdout, /AzureAdJoined : YES/)
  assert.match(stdout, new RegExp(`DeviceId : ${installation.seeded.computer.objectGuid}`))
  assert.match(stdout, /using resource ID "urn:joinery:rehearsal"/)
  assert.match(stderr, /does not show\n {2}that the computer itself gets a ticket/)
  assert.match(stderr, /ok {5}ticket +HTTP\/sts\.corp\.example\.test@?, aes256-cts-hmac-sha1-96/)
})

test('with the keytab of the computer, its own ticket and its own look at AD; JSON', async () => {
  const keytab = await installation.domain.exportKeytab(['WS01$'])
  const { code, stdout, stderr } = await run('WS01', '--computer-keytab', keytab, '--json')
  assert.equal(code, 0, stderr)
  const result: unknown = JSON.parse(stdout)
  assert.ok(typeof result === 'object' && result !== null)
  const names = ['scenario', 'joined', 'path', 'steps', 'aadsts', 'hresult', 'signInErrors', 'dsregcmd']
  assert.deepEqual(Object.keys(result), names)
  assert.doesNotMatch(stderr, /S4U2Self/)
  assert.doesNotMatch(stdout, /<saml|SignatureValue/)
})

test('a user signs in afterwards, without a password; one that is not there is named', async () => {
  const { user } = installation.seeded
  const { code, stdout, stderr } = await run('WS01$', '--user', user.upn ?? '')
  assert.equal(code, 0, stderr)
  assert.match(stdout, /AzureAdPrt : YES/)
  assert.match(stderr, /does not show[\s\S]*the user's password/)
  const nobody = await run('WS01$', '--user', 'nobody@corp.example.test')
  assert.equal(nobody.code, 3)
  assert.match(nobody.stderr, /has 0 users whose userPrincipalName is nobody@corp\.example\.test/)
})

test('it changes nothing in AD and leaves nothing behind', async () => {
  const [computer] = await installation.domain.search('(sAMAccountName=WS01$)', { attributes: ['userCertificate'] })
  assert.equal(computer?.attributes.userCertificate, undefined)
  const left = readdirSync(installation.boot.dataDirectory).filter((name) => name.startsWith('rehearsal-'))
  assert.deepEqual(left, [])
})

test('what a killed rehearsal left is removed by the next', async () => {
  const { dataDirectory } = installation.boot
  const copies = (): string[] => readdirSync(dataDirectory).filter((name) => name.startsWith('rehearsal-'))
  const killed = execFile(joinery, ['rehearse', '--config', installation.bootFile, '--computer', 'WS01$'])
  while (copies().length === 0) await delay(20)
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  await run('NOBODY$')
  assert.deepEqual(copies(), [])
  const interrupted = execFile(joinery, ['rehearse', '--config', installation.bootFile, '--computer', 'WS01$'])
  while (copies().length === 0) await delay(20)
  interrupted.kill('SIGINT')
  assert.deepEqual(await once(interrupted, 'exit'), [130, null])
  assert.deepEqual(copies(), [])
})

test('a computer that may not join is refused with the reason and its remedy', async () => {
  await setEnabled(installation.domain, installation.seeded.computer, false)
  const { code, stderr } = await run('WS01$')
  await setEnabled(installation.domain, installation.seeded.computer, true)
  assert.notEqual(code, 0)
  assert.match(stderr, /^error: .*WS01\$/m)
  assert.match(stderr, /^hint: /m)
})

test('an application or a computer that is not there is named', async () => {
  const application = await run('WS01$', '--application', 'other')
  assert.deepEqual([application.code, /\[CLI_APPLICATION_UNKNOWN\]/.test(application.stderr)], [3, true])
  const computer = await run('NOBODY$')
  assert.deepEqual([computer.code, /\[CLI_REHEARSAL_NO_TICKET\]/.test(computer.stderr)], [3, true])
})

test('every rehearsal is in the sign-in log of the installation, marked as one', async () => {
  const warn = (): void => undefined
  const storage = await openStorage({ ...installation.boot, clock: systemClock, randomness: systemRandomness, warn })
  try {
    const { records } = await storage.signIns.list({}, 100)
    const issued = records.filter(({ outcome, endpoint }) => outcome === 'issued' && endpoint.startsWith('rehearsal '))
    const accounts = issued.map(({ principal = '' }) => principal.replace(/@.*/, '').replaceAll('\\', ''))
    assert.deepEqual(accounts.toSorted(), ['WS01$', 'WS01$', 'WS01$', 'alice'])
  } finally {
    await storage.close()
  }
})
