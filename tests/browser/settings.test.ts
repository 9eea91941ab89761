import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { shoot, withConsole } from './with-console.ts'

/** The pages below Settings, over a server on which nothing was set. Each test goes on where the one before ended. */

const stage = withConsole('bare')

const path = '/v1/environments/default'

/** By the browser: only it knows where the name leads. */
async function ask(page: Page, method: 'GET' | 'PUT', below: string, data?: unknown): Promise<Record<string, unknown>> {
  const [status, text] = await page.evaluate(
    async ([how, where, body]) => {
      const headers = { 'x-joinery-console': '1' }
      const answer = await fetch(where, { method: how, headers, ...(body !== '' && { body }) })
      return [answer.status, await answer.text()] as const
    },
    [method, path + below, data === undefined ? '' : JSON.stringify(data)] as const,
  )
  assert.equal(status, 200, text)
  return JSON.parse(text)
}

const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()
const saved = (page: Page) => page.getByText('Saved. It is in force now.').waitFor()

test('the overview leads to every page', async () => {
  await stage.visit('/settings', async (page) => {
    await page.getByRole('heading', { name: 'Audit log' }).waitFor()
    await shoot(page, 'settings')
  })
})

test('a setting is changed with its explanation beside it; what is refused is explained at its field', async () => {
  await stage.visit(
    '/settings/lockout',
    async (page) => {
      const threshold = page.getByLabel('Familiar threshold', { exact: true })
      await threshold.fill('0')
      await save(page)
      await page
        .getByText(/at least 1/)
        .first()
        .waitFor()
      assert.equal(await threshold.getAttribute('aria-invalid'), 'true')
      await shoot(page, 'settings-lockout-refused')
      await threshold.fill('7')
      await save(page)
      await saved(page)
      assert.equal((await ask(page, 'GET', '/settings/lockout')).familiarThreshold, 7)
    },
    { expected: [/status of 400/] },
  )
})

test('what somebody else changed meanwhile is shown beside it, and not overwritten unseen', async () => {
  await stage.visit(
    '/settings/sessions',
    async (page) => {
      await page.getByLabel('Idle, minutes').fill('45')
      const theirs = await ask(page, 'GET', '/settings/sessions')
      await ask(page, 'PUT', '/settings/sessions', { ...theirs, absoluteMinutes: 600 })
      await save(page)
      await page.getByRole('dialog').getByText('absoluteMinutes').waitFor()
      await shoot(page, 'settings-changed-meanwhile')
      await page.getByRole('button', { name: 'Take theirs' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      assert.equal(await page.getByLabel('Absolute, minutes').inputValue(), '600')
      assert.equal(await page.getByLabel('Idle, minutes').inputValue(), '60')
    },
    { expected: [/status of 412/] },
  )
})

test('leaving with unsaved changes is asked about', async () => {
  await stage.visit('/settings/networks', async (page) => {
    await page.getByRole('combobox', { name: 'Intranet ranges' }).fill('10.0.0.0/8')
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: 'Pages above' }).getByRole('link', { name: 'Settings' }).click()
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await question.getByRole('button', { name: 'Cancel' }).click()
    await save(page)
    await saved(page)
    await shoot(page, 'settings-networks')
    await page.getByRole('navigation', { name: 'Pages above' }).getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  })
})

test('whoever may only read finds nothing to change', async () => {
  await stage.visit(
    '/settings/second-factor',
    async (page) => {
      await page.getByText('Your role may look at these settings').waitFor()
      assert.ok(await page.getByLabel('Wrong codes').isDisabled())
      await shoot(page, 'settings-read-only')
    },
    { role: 'readOnly' },
  )
})

test('the branding is seen before it is saved, in every language', async () => {
  await stage.visit('/settings/branding', async (page) => {
    await page.getByLabel('Organisation name').fill('Contoso')
    await page.getByLabel('Accent colour').fill('#0b6e4f')
    await page.getByRole('radiogroup', { name: 'Language' }).getByText('Deutsch').click()
    const preview = page.frameLocator('iframe')
    await preview.getByText('Bei Contoso anmelden').waitFor()
    await shoot(page, 'settings-branding')
    await save(page)
    await saved(page)
  })
})

test('host names are held against the certificate', async () => {
  await stage.visit('/settings/domains', async (page) => {
    await page.getByText('covered', { exact: true }).waitFor()
    await page.getByText('Joinery lab CA').waitFor()
    await shoot(page, 'settings-domains')
  })
})

test('a document is looked at before it is applied: errors by line, then the differences', async () => {
  await stage.visit(
    '/settings/import-export',
    async (page) => {
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Export' }).click()
      const exported = await readFile(await (await download).path(), 'utf8')
      assert.match(exported, /familiarThreshold: 7/)
      const editor = page.getByRole('textbox', { name: 'Settings, YAML' })
      await editor.fill(exported.replace('familiarThreshold: 7', 'familiarThreshold: many'))
      const look = page.getByRole('button', { name: 'See what would change' })
      await look.click()
      await page.getByText('lockout/familiarThreshold').waitFor()
      await shoot(page, 'settings-import-refused')
      await editor.fill(exported.replace('familiarThreshold: 7', 'familiarThreshold: 8'))
      await look.click()
      await page.getByRole('table', { name: 'Differences' }).getByText('lockout/familiarThreshold').waitFor()
      await shoot(page, 'settings-import')
      await page.getByRole('button', { name: 'Apply 1 change' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
      await page.getByText('Applied. The settings are in force.').waitFor()
      assert.equal((await ask(page, 'GET', '/settings/lockout')).familiarThreshold, 8)
    },
    { expected: [/status of 400/] },
  )
})

test('a version of the settings is put back', async () => {
  await stage.visit('/settings/history', async (page) => {
    await page.getByText('in force').waitFor()
    await shoot(page, 'settings-history')
    await page.getByRole('button', { name: '1', exact: true }).click()
    await page.getByRole('button', { name: 'Put this version back' }).click()
    await page.getByRole('button', { name: 'Put it back' }).click()
    await page.getByText('Version 1 is in force again.').waitFor()
    assert.equal((await ask(page, 'GET', '/settings/lockout')).familiarThreshold, 7)
  })
})

test('every change is in the audit log, with what was there before', async () => {
  await stage.visit('/settings/audit', async (page) => {
    await page.getByRole('button', { name: 'update settings/lockout' }).first().click()
    await page.getByRole('dialog').getByText('familiarThreshold').waitFor()
    await shoot(page, 'settings-audit')
  })
})
