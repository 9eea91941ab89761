import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type ServerStage, startServerStage } from '../server/server-stage.ts'
import { allowTicketsFor, openChromium, openDomainChromium, openTab, pictureFile, watchedTab } from './chromium.ts'

/** People in a real browser: the form, Kerberos without one, sign-out, and what other sites may try. */

let stage: ServerStage
let browser: Browser
let address: string
const wctx = `LoginOptions=3&estsredirect=2&estsrequest=${'rQQIARAA+/= &%25"<ü'.repeat(300)}`

before(async () => {
  stage = await startServerStage()
  // Nobody sits in the intranet until a test says so.
  await setIntranet(['10.0.0.0/8'])
  browser = await openChromium(stage)
  address = signInAddress()
})
after(async () => {
  await browser?.close()
  await stage?.stop()
})

const setIntranet = (ranges: readonly string[]) =>
  stage.patch((draft) => void Object.assign(draft.networks, { intranetRanges: ranges }))

function signInAddress(parameters: Readonly<Record<string, string>> = {}): string {
  const all = { wa: 'wsignin1.0', wtrealm: 'urn:federation:MicrosoftOnline', wctx, ...parameters }
  return `${stage.boot.publicUrl}/wsf/prp/m365?${new URLSearchParams(all)}`
}

async function typeCredentials(page: Page, password = stage.seeded.user.password): Promise<void> {
  await page.getByLabel('User name').fill(stage.seeded.user.upn ?? '')
  await page.getByLabel('Password').fill(password)
}

const upnOf = (wresult = '') => /AttributeName="UPN"[^>]*><saml:AttributeValue>([^<]*)</.exec(wresult)?.[1]
const arrived = (page: Page) => page.waitForURL('https://login.microsoftonline.com/**')

test('by keyboard alone: the form has the focus, Enter sends it, the token goes to Microsoft with wctx untouched', async () => {
  const { context, page, posts } = await openTab(browser)
  await page.goto(address)
  await page.keyboard.type(stage.seeded.user.upn ?? '')
  await page.keyboard.press('Tab')
  await page.keyboard.type(stage.seeded.user.password)
  await page.keyboard.press('Enter')
  await arrived(page)
  assert.equal(posts.length, 1)
  assert.equal(posts[0]?.wa, 'wsignin1.0')
  assert.equal(posts[0]?.wctx, wctx)
  assert.equal(upnOf(posts[0]?.wresult), stage.seeded.user.upn)
  await page.goto(signInAddress({ wctx: 'second' }))
  await arrived(page)
  assert.equal(posts[1]?.wctx, 'second', 'the session serves the next application without a form')
  await context.close()
})

test('without script a button carries the token', async () => {
  const { context, page, posts } = await openTab(browser, { javaScriptEnabled: false })
  await page.goto(address)
  await typeCredentials(page)
  await page.getByRole('button').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await arrived(page)
  assert.equal(upnOf(posts[0]?.wresult), stage.seeded.user.upn)
  await context.close()
})

test('a wrong password is said as an alert; the name stays, the password goes, the focus is on what to type', async () => {
  const { context, page, posts } = await openTab(browser)
  await page.goto(address)
  await typeCredentials(page, 'wrong')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  assert.equal(await page.getByLabel('User name').inputValue(), stage.seeded.user.upn)
  assert.equal(await page.getByLabel('Password').inputValue(), '')
  assert.equal(await page.evaluate('document.activeElement.id'), 'password')
  await page.keyboard.type(stage.seeded.user.password)
  await page.keyboard.press('Enter')
  await arrived(page)
  assert.equal(posts.length, 1)
  await context.close()
})

test('[WSFed12 §13.2.4] signing out tells the application, and the next sign-in asks again', async () => {
  const { context, page, fetched } = await openTab(browser)
  await page.goto(address)
  await typeCredentials(page)
  await page.keyboard.press('Enter')
  await arrived(page)
  fetched.length = 0
  await page.goto(`${stage.boot.publicUrl}/wsf/prp/m365?wa=wsignout1.0`)
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  await page.screenshot({ path: pictureFile('signed-out') })
  assert.ok(fetched.includes('https://login.microsoftonline.com/login.srf?wa=wsignoutcleanup1.0'))
  const wreply = 'https://login.microsoftonline.com/login.srf'
  await page.goto(`${stage.boot.publicUrl}/wsf/prp/m365?${new URLSearchParams({ wa: 'wsignout1.0', wreply })}`)
  await page.waitForURL(wreply)
  await page.goto(address)
  await page.getByLabel('Password').waitFor()
  await context.close()
})

test('[RFC6265 §8.4] a planted session is not taken over', async () => {
  const { context, page } = await openTab(browser)
  const planted = { name: '__Host-joinery-session', value: 'A'.repeat(43), url: stage.boot.publicUrl, secure: true }
  await context.addCookies([planted])
  await page.goto(address)
  await typeCredentials(page)
  await page.keyboard.press('Enter')
  await arrived(page)
  const session = (await context.cookies(stage.boot.publicUrl)).find(({ name }) => name === planted.name)
  assert.ok(session && session.value !== planted.value && session.httpOnly)
  await context.close()
})

test('[RFC6265 §8.2] another site can neither post the form nor frame it', async () => {
  const { context, page } = await openTab(browser)
  await page.goto(address)
  const token = await page.locator('input[name=token]').inputValue()
  const fields = { username: stage.seeded.user.upn ?? '', password: stage.seeded.user.password, token }
  const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`)
  const action = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  await context.route('https://evil.test/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${action}">${inputs.join('')}<button>Win</button></form><iframe src="${action}"></iframe>`,
    }),
  )
  await page.goto('https://evil.test/')
  assert.equal(await page.frameLocator('iframe').getByLabel('Password').count(), 0)
  const [answer] = await Promise.all([
    page.waitForResponse(`${stage.boot.publicUrl}/**`),
    page.getByRole('button').click(),
  ])
  assert.equal(answer.status(), 403)
  const names = (await context.cookies(stage.boot.publicUrl)).map(({ name }) => name)
  assert.ok(!names.includes('__Host-joinery-session'))
  await context.close()
})

test('[RFC4559 §4] inside, Kerberos signs in without a form, and a browser without a ticket is shown it without a pop-up', async () => {
  await setIntranet(['127.0.0.0/8'])
  const takeAway = await allowTicketsFor(stage.names.stsHost)
  try {
    const atWork = await openDomainChromium(stage, await stage.domain.signIn(stage.seeded.user))
    try {
      const { page, posts, fetched } = await watchedTab(atWork)
      await page.goto(address)
      await arrived(page)
      assert.equal(upnOf(posts[0]?.wresult), stage.seeded.user.upn)
      assert.match(posts[0]?.wresult ?? '', /AuthenticationMethod="urn:federation:authentication:windows"/)
      const pages = fetched.filter((url) => url.startsWith(stage.boot.publicUrl))
      assert.equal(pages.length, 1, 'one page, no form between')
    } finally {
      await atWork.close()
    }
    const { context, page } = await openTab(browser)
    await page.goto(address)
    await typeCredentials(page)
    await page.keyboard.press('Enter')
    await arrived(page)
    await context.close()
  } finally {
    await takeAway()
    await setIntranet(['10.0.0.0/8'])
  }
})

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const run = 'axe.run(document, { resultTypes: ["violations"] })'
  const { violations } = (await page.evaluate(run)) as AxeResult
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

test('every page, light and dark, wide and narrow, in every language: no finding of axe, under 30 KB, one request', async () => {
  const { domain } = stage
  const expiring = await stage.domain.createUser({
    sam: 'ed',
    ou: stage.seeded.usersOu,
    upn: 'ed@corp.example.test',
    mail: 'ed@corp.example.test',
  })
  await domain.modify(expiring.dn, { replace: { pwdLastSet: '0' } })
  const submit = async (page: Page, username: string, password: string): Promise<void> => {
    await page.goto(address)
    await page.locator('#username').fill(username)
    await page.locator('#password').fill(password)
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  }
  const pages: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
    form: (page) => page.goto(signInAddress({ username: 'alice@corp.example.test' })),
    refused: (page) => submit(page, 'nobody@corp.example.test', 'wrong'),
    expired: (page) => submit(page, expiring.upn ?? '', expiring.password),
    error: (page) => page.goto(signInAddress({ wreply: 'https://evil.test/' })),
    'signed-out': (page) => page.goto(`${stage.boot.publicUrl}/wsf/prp/m365?wa=wsignout1.0`),
  }
  const looks = [
    { name: 'light', options: { colorScheme: 'light', viewport: { width: 1280, height: 800 } } },
    { name: 'dark', options: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } } },
    { name: 'phone', options: { colorScheme: 'light', viewport: { width: 320, height: 640 }, locale: 'de-DE' } },
  ] as const
  for (const { name, options } of looks) {
    const { context, page, fetched } = await openTab(browser, options)
    for (const [kind, open] of Object.entries(pages)) {
      await open(page)
      await page.screenshot({ path: pictureFile(`${kind}-${name}`) })
      assert.deepEqual(await findings(page), [], `${kind} ${name}`)
      const bytes = Buffer.byteLength(await page.content())
      assert.ok(bytes < 30_000, `${kind}: ${bytes} bytes`)
      assert.ok(
        fetched.every((url) => url.startsWith(stage.boot.publicUrl)),
        String(fetched),
      )
      assert.equal(
        await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
        true,
        `${kind} ${name} scrolls sideways`,
      )
    }
    await context.close()
  }
})

test('an expired password is changed in the domain, and the token comes with the new one', async () => {
  const account = { sam: 'eve', ou: stage.seeded.usersOu, upn: 'eve@corp.example.test', mail: 'eve@corp.example.test' }
  const eve = await stage.domain.createUser(account)
  await stage.domain.modify(eve.dn, {
    replace: { 'mS-DS-ConsistencyGuid': Buffer.alloc(16, 7), pwdLastSet: '0' },
  })
  const { context, page, posts } = await openTab(browser)
  await page.goto(address)
  await page.getByLabel('User name').fill(account.upn)
  await page.getByLabel('Password').fill(eve.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Change password' }).waitFor()
  const wanted = 'Another-good-1-for-eve'
  const change = async (first: string, second: string): Promise<void> => {
    await page.getByLabel('Current password').fill(eve.password)
    await page.getByLabel('New password', { exact: true }).fill(first)
    await page.getByLabel('New password, once more').fill(second)
    await page.getByRole('button').click()
  }
  await change(wanted, 'something else')
  await page.getByText('The two new passwords are not the same.').waitFor()
  await change('x', 'x')
  await page.getByText('does not meet the rules').waitFor()
  await change(wanted, wanted)
  await arrived(page)
  assert.equal(upnOf(posts[0]?.wresult), account.upn)
  await context.close()
})
