import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TOTP } from 'otpauth'
import type { BrowserContext, Page } from 'playwright-core'
import { makeInvitation, type NewInvitation } from '../../src/administrators/invitations.ts'
import { openDatabase } from '../../src/storage/open-database.ts'
import { repositoriesOver } from '../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../src/system-ports.ts'
import { shoot, until, withConsole } from './with-console.ts'

/** Administrators in a real browser: from the link to the account, with an app and with passkeys. */

const stage = withConsole('bare')
const password = 'correct horse battery'

async function link(wanted: Partial<NewInvitation> = {}): Promise<string> {
  const system = { clock: systemClock, randomness: systemRandomness }
  const database = await openDatabase({ ...stage.boot, create: false, now: new Date() })
  try {
    const { invitations } = repositoriesOver(database, { ...stage.boot, ...system, warn: () => {} })
    const made = await makeInvitation(
      { purpose: 'invite', role: 'owner', createdBy: 'test', ...wanted },
      { invitations, ...system },
    )
    return `${stage.address}/console/invitation#${made.token}`
  } finally {
    await database.close()
  }
}

/** A window of its own; what the browser complains of fails the test. */
async function inWindow(run: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await stage.browser.newContext({ viewport: { width: 1280, height: 860 } })
  context.setDefaultTimeout(10_000)
  const complaints: string[] = []
  try {
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
    page.on('console', (message) => {
      // Refusals are what is looked at here; what other pages do not find is theirs.
      const isRefusal = /status of (401|403|404|409)/.test(message.text())
      if (['error', 'warning'].includes(message.type()) && !isRefusal) complaints.push(message.text())
    })
    await run(page, context)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
}

async function fillAccount(page: Page, name: string): Promise<void> {
  await page.getByLabel('User name').fill(name)
  await page.locator('input[name=password]').fill(password)
  await page.getByLabel('The password again').fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function keepCodes(page: Page): Promise<void> {
  await page.getByLabel('I have kept them').check()
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('User name').fill(name)
  await page.locator('input[name=password]').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('the first administrator comes in by the link with an app, signs out, and in again', () =>
  inWindow(async (page) => {
    await page.goto(await link({ purpose: 'first' }))
    await page.getByRole('heading', { name: 'The first administrator' }).waitFor()
    await page.getByLabel('User name').waitFor()
    await shoot(page, 'invitation')
    await fillAccount(page, 'Ada')
    await page.getByText('Scan this').waitFor()
    await shoot(page, 'enrol-factor')
    const secret = (await page.locator('code').first().textContent())?.replaceAll(' ', '') ?? ''
    const code = new TOTP({ secret }).generate()
    await page.getByLabel('Code from your app').fill(code)
    await page.getByRole('button', { name: 'Set up the app' }).click()
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor()
    await shoot(page, 'recovery-codes')
    const [recoveryCode = ''] = await page.locator('code').allTextContents()
    await keepCodes(page)
    await page.getByRole('button', { name: 'Signed in as Ada' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await shoot(page, 'sign-in')
    await signIn(page, 'ada')
    await page.getByText('Code from your app').waitFor()
    await shoot(page, 'sign-in-factor')
    // The same code again is refused: it was used to set the app up.
    await page.getByLabel('Code from your app').fill(code)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('was used already').waitFor()
    await page.getByRole('button', { name: 'Use a recovery code' }).click()
    await page.getByLabel('Recovery code').fill(recoveryCode)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Signed in as Ada' }).waitFor()
  }))

test('a wrong password is refused in words; the page that was asked for comes after the right one', () =>
  inWindow(async (page) => {
    await withAuthenticator(page)
    await page.goto(await link({ name: 'Grace' }))
    await fillAccount(page, 'Grace')
    await page.getByRole('button', { name: 'Set up a passkey' }).click()
    await keepCodes(page)
    await page.getByRole('button', { name: 'Signed in as Grace' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    // Going on before the answer would take the request back.
    await page.getByLabel('User name').waitFor()
    await page.goto(`${stage.address}/console/settings/networks`)
    await page.getByLabel('User name').fill('Grace')
    await page.locator('input[name=password]').fill('wrong wrong wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('The name or the password is wrong').waitFor()
    await shoot(page, 'sign-in-refused')
    await signIn(page, 'Grace')
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByRole('heading', { name: 'Networks' }).waitFor()
    assert.match(page.url(), /\/console\/settings\/networks$/)
    const cookies = await page.context().cookies()
    assert.deepEqual(
      cookies.map(({ name, secure, httpOnly, sameSite }) => ({ name, secure, httpOnly, sameSite })),
      [{ name: '__Host-joinery-console', secure: true, httpOnly: true, sameSite: 'Strict' }],
    )
  }))

test('a link that was used says so', () =>
  inWindow(async (page) => {
    await page.goto(`${stage.address}/console/invitation#${'x'.repeat(43)}`)
    await page.getByText('link was used before').waitFor()
    await until(page, 'document.title.includes("Welcome")')
  }))

test('an owner invites, changes and resets administrators, and makes an API client', () =>
  inWindow(async (page) => {
    await withAuthenticator(page)
    await page.goto(await link({ name: 'Olga' }))
    await fillAccount(page, 'Olga')
    await page.getByRole('button', { name: 'Set up a passkey' }).click()
    await keepCodes(page)
    await page.goto(`${stage.address}/console/settings/administrators`)
    await page.getByRole('button', { name: 'Open Olga' }).waitFor()
    await shoot(page, 'administrators')
    await page.getByRole('tab', { name: 'Invitations' }).click()
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.getByLabel('Name').fill('Hedy')
    await page.getByLabel('Help desk').check()
    await page.getByRole('button', { name: 'Make the link' }).click()
    const made = await page.getByLabel('Link', { exact: true }).inputValue()
    assert.match(made, /\/console\/invitation#[\w-]{43}$/)
    await shoot(page, 'invitation-made')
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Take back the invitation of Hedy' }).waitFor()
    await page.getByRole('tab', { name: 'Sessions' }).click()
    await page.getByRole('button', { name: 'End the session of Olga' }).first().waitFor()
    await page.getByRole('tab', { name: 'Accounts' }).click()
    await page.getByRole('button', { name: 'Open Grace' }).click()
    await page.getByLabel('Read only').check()
    await shoot(page, 'administrator')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Grace is saved').waitFor()
    await page.getByRole('button', { name: 'Open Grace' }).click()
    await page.getByRole('button', { name: 'Reset second factors' }).click()
    await page.getByRole('button', { name: 'Reset them' }).click()
    await page.getByLabel('Link', { exact: true }).waitFor()
    await page.goto(`${stage.address}/console/settings/api-clients`)
    await page.getByRole('button', { name: 'New API client' }).click()
    await page.getByLabel('Name').fill('Inventory')
    await page.getByRole('button', { name: 'Create' }).click()
    assert.match(await page.getByLabel('Client secret', { exact: true }).inputValue(), /^jcs_/)
    await shoot(page, 'api-client-made')
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByRole('button', { name: 'Open Inventory' }).click()
    await page.getByRole('heading', { name: 'Secrets' }).waitFor()
    await shoot(page, 'api-client')
  }))

test('people look after their own account; what is dangerous asks for the factor again', () =>
  inWindow(async (page) => {
    await withAuthenticator(page)
    await page.goto(await link({ name: 'Rosa' }))
    await fillAccount(page, 'Rosa')
    await page.getByRole('button', { name: 'Set up a passkey' }).click()
    await keepCodes(page)
    await page.getByRole('button', { name: 'Signed in as Rosa' }).click()
    await page.getByRole('menuitem', { name: 'My account' }).click()
    await page.getByText('10 recovery codes are left').waitFor()
    await shoot(page, 'my-account')
    // As if five minutes had passed: the server says so, once.
    let asked = 0
    await page.route('**/console/session/recovery-codes', async (route) => {
      asked += 1
      const body = JSON.stringify({
        code: 'ACCESS_FAILED',
        message: '',
        joinery: { code: 'ADMINISTRATORS_FACTOR_STALE' },
      })
      if (asked === 1) await route.fulfill({ status: 403, contentType: 'application/json', body })
      else await route.continue()
    })
    await page.getByRole('button', { name: 'New recovery codes' }).click()
    await page.getByRole('button', { name: 'Make new codes' }).click()
    await page.getByRole('heading', { name: 'Prove that it is you' }).waitFor()
    await page.screenshot({ path: 'build/screenshots/step-up.png' })
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByText('They are shown this once').waitFor()
    assert.equal(asked, 2)
  }))
