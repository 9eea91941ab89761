import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, beforeEach, test } from 'node:test'
import { TOTP } from 'otpauth'
import { type Browser, type BrowserContextOptions, type CDPSession, chromium, type Page } from 'playwright-core'
import { authenticationDemands } from '../../../src/protocol/names/ws-federation.ts'
import { openDatabase } from '../../../src/storage/open-database.ts'
import { type ServerStage, startServerStage } from '../server/server-stage.ts'
import { openTab, pictureFile } from './chromium.ts'

/** The second factor in a real browser: an app by its picture's key, passkeys of a virtual authenticator, recovery codes. */

let stage: ServerStage
let browser: Browser
const [wauth = ''] = authenticationDemands.multipleAuthn
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

before(async () => {
  stage = await startServerStage()
  await stage.patch((draft) => void Object.assign(draft.networks, { intranetRanges: ['10.0.0.0/8'] }))
  const { names, domain } = stage
  // No passkeys where the certificate is not believed, and an exception for the page alone does not do.
  const args = [
    '--no-sandbox',
    '--ignore-certificate-errors',
    `--host-resolver-rules=MAP ${names.stsHost} ${domain.address}`,
  ]
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args })
})
after(async () => {
  await browser?.close()
  await stage?.stop()
})
beforeEach(async () => {
  const { dataDirectory } = stage.boot
  const { kysely, close } = await openDatabase({ dataDirectory, create: false, now: new Date() })
  for (const table of ['second_factors', 'recovery_codes'] as const) await kysely.deleteFrom(table).execute()
  await close()
})

async function openForm(options: BrowserContextOptions = {}) {
  const tab = await openTab(browser, options)
  const parameters = { wa: 'wsignin1.0', wtrealm: 'urn:federation:MicrosoftOnline', wctx: 'kept', wauth }
  await tab.page.goto(`${stage.boot.publicUrl}/wsf/prp/m365?${new URLSearchParams(parameters)}`)
  await tab.page.getByLabel('User name').fill(stage.seeded.user.upn ?? '')
  await tab.page.getByLabel('Password').fill(stage.seeded.user.password)
  await tab.page.keyboard.press('Enter')
  await tab.page.getByRole('heading', { name: /two-step verification|Confirm it is you/ }).waitFor()
  return tab
}

const arrived = (page: Page) => page.waitForURL('https://login.microsoftonline.com/**')
const codeFor = (secret: string) => new TOTP({ secret }).generate()

function requireSecondFactorIn(post: Readonly<Record<string, string>> | undefined): void {
  assert.equal(post?.wctx, 'kept')
  for (const name of ['authnmethodsreferences', 'authenticationmethod'])
    assert.match(post?.wresult ?? '', new RegExp(`AttributeName="${name}"[^>]*><saml:AttributeValue>${wauth}<`))
}

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: pictureFile(`second-factor-${name}`), fullPage: true })
  await page.evaluate(axe)
  const { violations } = JSON.parse(
    String(
      await page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then((found) => JSON.stringify(found))'),
    ),
  )
  assert.deepEqual(
    violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [id, nodes.map(({ html }) => html)]),
    [],
    name,
  )
  assert.ok((await page.content()).length < 30_000, `${name} is over 30 KB`)
}

async function withAuthenticator(page: Page, credentials: readonly object[] = []) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  for (const credential of credentials)
    await cdp.send('WebAuthn.addCredential', { authenticatorId, credential } as Parameters<
      typeof cdp.send<'WebAuthn.addCredential'>
    >[1])
  return { cdp, authenticatorId }
}

const credentialsOf = async (cdp: CDPSession, authenticatorId: string) =>
  (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials

async function enrolPasskey() {
  const tab = await openForm()
  const { cdp, authenticatorId } = await withAuthenticator(tab.page)
  await tab.page.getByRole('button', { name: 'Set up a passkey' }).click()
  await tab.page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor()
  const recoveryCodes = await tab.page.locator('li code').allTextContents()
  return { tab, recoveryCodes, credentials: await credentialsOf(cdp, authenticatorId) }
}

test('[RFC6238 §4] without script an app is set up by its key, shows recovery codes, and signs in the next time', async () => {
  const tab = await openForm({ javaScriptEnabled: false })
  const secret = ((await tab.page.locator('section code').textContent()) ?? '').replaceAll(' ', '')
  assert.equal(await tab.page.getByRole('button', { name: 'Set up a passkey' }).isVisible(), false)
  await tab.page.getByLabel('Code').fill(codeFor(secret))
  await tab.page.getByRole('button', { name: 'Set up the app' }).click()
  assert.equal((await tab.page.locator('li code').allTextContents()).length, 10)
  await tab.page.getByRole('link', { name: 'Continue' }).click()
  await tab.page.getByRole('button', { name: 'Continue' }).click()
  await arrived(tab.page)
  requireSecondFactorIn(tab.posts[0])
  const next = await openForm()
  assert.equal(await next.page.evaluate('document.activeElement.id'), 'code')
  // The step after the one that was used is taken early.
  await next.page.keyboard.type(new TOTP({ secret }).generate({ timestamp: Date.now() + 30_000 }))
  await next.page.keyboard.press('Enter')
  await arrived(next.page)
  requireSecondFactorIn(next.posts[0])
})

test('[WebAuthn3 §7.1, §7.2] a passkey is set up and signs in; the same answer again does not', async () => {
  const { tab, credentials } = await enrolPasskey()
  assert.equal(credentials[0]?.rpId, stage.names.stsHost)
  await tab.page.getByRole('link', { name: 'Continue' }).click()
  await arrived(tab.page)
  requireSecondFactorIn(tab.posts[0])

  const next = await openForm()
  await withAuthenticator(next.page, credentials)
  let answer = ''
  next.page.on('request', (sent) => {
    const body = sent.postData() ?? ''
    if (body.includes('factor=passkey')) answer = body
  })
  await next.page.getByRole('button', { name: 'Use a passkey' }).click()
  await arrived(next.page)
  requireSecondFactorIn(next.posts[0])

  const thief = await openForm()
  const { token } = Object.fromEntries(new URLSearchParams(await formOf(thief.page)))
  const replayed = new URLSearchParams(answer)
  replayed.set('token', token ?? '')
  await thief.page.evaluate(`(() => {
    const form = document.forms.passkey
    form.elements.response.value = ${JSON.stringify(replayed.get('response'))}
    form.submit()
  })()`)
  await thief.page.getByRole('alert').filter({ hasText: 'was not taken' }).waitFor()
  assert.equal(thief.posts.length, 0)
})

const formOf = async (page: Page) =>
  String(await page.evaluate('new URLSearchParams(new FormData(document.forms.passkey)).toString()'))

test('[WebAuthn3 §7.2] an authenticator that does not verify its user, or a copy whose counter is behind, is refused', async () => {
  const { credentials } = await enrolPasskey()
  const use = async (copy: readonly object[], isUserVerified: boolean) => {
    const tab = await openForm()
    const { cdp, authenticatorId } = await withAuthenticator(tab.page, copy)
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    await tab.page.getByRole('button', { name: 'Use a passkey' }).click()
    return { ...tab, cdp, authenticatorId }
  }
  const unverified = await use(credentials, false)
  await unverified.page.getByRole('alert').filter({ hasText: 'could not be used' }).waitFor()
  await arrived((await use(credentials, true)).page)
  const copy = await use(credentials, true)
  await copy.page.getByRole('alert').filter({ hasText: 'was not taken' }).waitFor()
})

test('a recovery code signs in once, by keyboard, without the passkey', async () => {
  const { recoveryCodes } = await enrolPasskey()
  const [code = ''] = recoveryCodes
  const tab = await openForm()
  await tab.page.getByText('Use a recovery code instead').click()
  await tab.page.getByLabel('Recovery code').fill(code)
  await tab.page.keyboard.press('Enter')
  await arrived(tab.page)
  requireSecondFactorIn(tab.posts[0])
  const again = await openForm()
  await again.page.getByText('Use a recovery code instead').click()
  await again.page.getByLabel('Recovery code').fill(code)
  await again.page.keyboard.press('Enter')
  await again.page.getByRole('alert').filter({ hasText: 'was not taken' }).waitFor()
})

test('the pages: no finding of axe, under 30 KB, light and dark and on a phone', async () => {
  const enrol = await openForm()
  await look(enrol.page, 'enrol')
  await enrol.page.getByLabel('Code').fill('000000')
  await enrol.page.keyboard.press('Enter')
  await enrol.page.getByRole('alert').filter({ hasText: 'was not taken' }).waitFor()
  await look(enrol.page, 'enrol-refused')
  const phone = await openForm({ viewport: { width: 360, height: 740 }, colorScheme: 'dark', locale: 'en' })
  await look(phone.page, 'enrol-phone-dark')
  const { tab } = await enrolPasskey()
  await look(tab.page, 'recovery-codes')
  await tab.page.goto(`${stage.boot.publicUrl}/account/security`)
  await look(tab.page, 'account')
  await tab.page.getByText('Set up another one').click()
  await tab.page.locator('summary').first().click()
  await look(tab.page, 'account-open')
  const ask = await openForm()
  await look(ask.page, 'ask')
  await ask.page.getByText('Use a recovery code instead').click()
  await ask.page.getByLabel('Recovery code').fill('wrong')
  await ask.page.keyboard.press('Enter')
  await ask.page.getByRole('alert').filter({ hasText: 'was not taken' }).waitFor()
  await look(ask.page, 'ask-refused')
})
