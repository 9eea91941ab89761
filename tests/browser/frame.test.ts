import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectAccessible, shoot, until, withConsole } from './with-console.ts'

/** What is around every page: navigation, keyboard, colours, roles, and what is said when something fails. */

const stage = withConsole('bare')

test('by keyboard: past the navigation, to a page and back; titles and focus follow', async () => {
  await stage.visit('/settings', async (page) => {
    const title = page.getByRole('heading', { level: 1, name: 'Settings' })
    await title.waitFor()
    assert.equal(await page.title(), 'Settings · Joinery')
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to the content' })
    assert.ok(await skip.evaluate((link) => link.matches(':focus')))
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Organisation' }).waitFor()
    assert.equal(await page.title(), 'Organisation · Settings · Joinery')
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Organisation', 'the new page is announced')
    await page.goBack()
    await title.waitFor()
  })
})

test('on a phone the navigation opens and closes by its button', async () => {
  await stage.visit('/settings', async (page) => {
    await page.setViewportSize({ width: 390, height: 800 })
    const link = page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Settings' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await until(page, 'document.querySelector("nav").getBoundingClientRect().right <= 0')
    await page.getByRole('button', { name: 'Navigation' }).click()
    await until(page, 'document.querySelector("nav").getBoundingClientRect().left === 0')
    await expectAccessible(page)
    await link.click()
  })
})

test('colours follow the system, and a choice is kept', async () => {
  await stage.visit('/settings', async (page) => {
    const scheme = () => page.evaluate('document.documentElement.dataset.mantineColorScheme')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByRole('button', { name: 'Light colours' }).click()
    assert.equal(await scheme(), 'light')
    await page.reload()
    await page.getByRole('button', { name: 'Dark colours' }).waitFor()
    assert.equal(await scheme(), 'light')
  })
})

test('whoever is not signed in is told so', async () => {
  await stage.visit(
    '/settings',
    async (page) => {
      await page.context().route('**/console/session', (route) => route.fulfill({ status: 401, json: refusal }))
      await page.reload()
      await page.getByRole('heading', { level: 1 }).waitFor()
      assert.equal(await page.getByRole('navigation').count(), 0)
    },
    { expected: [/status of 401/] },
  )
})

const refusal = { id: '1', code: 'ACCESS_FAILED', message: 'Nobody is signed in.' }

test('a role sees only what it may read', async () => {
  await stage.visit(
    '/settings',
    async (page) => {
      await page.getByRole('button', { name: /Signed in as/ }).waitFor()
      assert.equal(await page.getByRole('link', { name: 'Settings' }).count(), 0)
    },
    { role: 'helpDesk', expected: [/status of 403/] },
  )
})

test('an address that leads nowhere says so', async () => {
  await stage.visit('/no-such-page', async (page) => {
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    await shoot(page, 'no-such-page')
  })
})

test('a server that does not answer is named, and asked again', async () => {
  await stage.visit(
    '/settings/audit',
    async (page) => {
      const address = '**/v1/environments/*/audit*'
      await page.context().route(address, (route) => route.abort())
      await page.reload()
      await page.getByText('The server does not answer').waitFor()
      await shoot(page, 'no-answer')
      await page.context().unroute(address)
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByRole('alert').waitFor({ state: 'detached' })
    },
    { expected: [/ERR_FAILED/] },
  )
})

test('without a network a banner says that what is seen may be old', async () => {
  await stage.visit('/settings', async (page) => {
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.context().setOffline(true)
    await page.getByText('This browser has no network').waitFor()
    await page.context().setOffline(false)
    await page.getByText('This browser has no network').waitFor({ state: 'detached' })
  })
})
