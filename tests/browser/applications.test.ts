import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { shoot, withConsole } from './with-console.ts'

/** An application on the lab: configured, mapped and previewed by an administrator. */

const stage = withConsole('lab')

async function preview(page: Page, name: string, action: 'Preview' | 'Test'): Promise<void> {
  await page.getByPlaceholder(name.endsWith('$') ? 'WS01$' : 'alice@').fill(name)
  await page.getByRole('button', { name: action, exact: true }).click()
}

async function openMenu(page: Page, attribute: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More options for ${attribute}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('the list leads to the application; its configuration is explained, saved, and refused at the field', async () => {
  await stage.visit(
    '/applications',
    async (page) => {
      await page.getByRole('link', { name: 'Microsoft 365' }).waitFor()
      await shoot(page, 'applications')
      await page.getByRole('link', { name: 'Microsoft 365' }).click()
      await page.getByRole('tab', { name: 'Configuration' }).click()
      const duration = page.getByLabel('Assertion Validity Duration')
      await duration.waitFor()
      await shoot(page, 'application-configuration')
      await duration.fill('600')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('Saved. It is in force now.').waitFor()
      await page.reload()
      assert.equal(await page.getByLabel('Assertion Validity Duration').inputValue(), '600')
      await page.getByLabel('Assertion Validity Duration').fill('100')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page
        .getByText(/must be at least 300/)
        .first()
        .waitFor()
      await shoot(page, 'application-configuration-refused')
    },
    // The comparison on the overview has nothing to compare with yet.
    { expected: [/status of 400/, /status of 404 .*federationSettings/] },
  )
})

test('the user types of Kerberos can be put in another order and taken out', async () => {
  await stage.visit('/applications/m365/configuration', async (page) => {
    const section = page.getByRole('region', { name: 'Kerberos' })
    await section
      .getByRole('button', { name: /^Move .* down$/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Discard' }).click()
    await section
      .getByRole('button', { name: /^Remove / })
      .nth(1)
      .click()
    assert.equal(await section.getByRole('button', { name: /^Remove / }).count(), 1)
    await page.getByRole('button', { name: 'Discard' }).click()
  })
})

test('a preview shows every claim of a computer and of a person, with its verdict', async () => {
  await stage.visit('/applications/m365/preview', async (page) => {
    await preview(page, 'WS01$', 'Preview')
    await page.getByText('Entra would take it', { exact: true }).waitFor()
    const accountType = page.getByRole('article', { name: 'accounttype' })
    assert.match((await accountType.textContent()) ?? '', /right.*schemas\.microsoft\.com\/ws\/2012\/01.*DJ/s)
    await shoot(page, 'application-preview')
    await page.getByText('User', { exact: true }).click()
    await preview(page, stage.installation.seeded.user.upn ?? '', 'Preview')
    await page.getByRole('article', { name: 'UPN' }).waitFor()
    await page
      .getByRole('list', { name: 'Not sent for this account' })
      .getByText(/accounttype.*devices only/)
      .waitFor()
  })
})

test('a mapping is edited with completion, errors at the column, and a test with a real account', async () => {
  await stage.visit('/applications/m365/mappings', async (page) => {
    await page.getByRole('button', { name: 'More options for primarysid' }).waitFor()
    await shoot(page, 'application-mappings')
    await page.getByRole('button', { name: 'Add a mapping' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Attribute').fill('department')
    await dialog.getByLabel('NameFormat').fill('http://schemas.example.com/claims')
    const editor = dialog.locator('.cm-content')
    await editor.click()
    await page.keyboard.type('user.name.giv')
    await page.getByRole('option', { name: /user\.name\.given/ }).waitFor()
    // The list takes no key in its first moment, so that nobody chooses what they did not see.
    await page.waitForTimeout(150)
    await page.keyboard.press('Enter')
    assert.equal(await editor.textContent(), 'user.name.given')
    await page.keyboard.type(' +')
    await dialog.getByText(/^Column \d+: /).waitFor()
    await shoot(page, 'application-mapping-error')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await dialog.getByText('User', { exact: true }).click()
    await preview(page, stage.installation.seeded.user.upn ?? '', 'Test')
    await dialog.getByRole('article', { name: 'department' }).waitFor()
    await shoot(page, 'application-mapping-test')
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('The mapping of department is in force now.').waitFor()
    await openMenu(page, 'department', 'Delete')
    await page.getByRole('button', { name: 'Delete the mapping' }).click()
    await page.getByRole('button', { name: 'More options for department' }).waitFor({ state: 'detached' })
  })
})

test('who may only read sees the mappings and changes nothing', async () => {
  await stage.visit(
    '/applications/m365/mappings',
    async (page) => {
      await page.getByRole('table', { name: 'Attribute mappings' }).waitFor()
      assert.equal(await page.getByRole('button', { name: 'Add a mapping' }).count(), 0)
      assert.equal(await page.getByRole('button', { name: /^More options/ }).count(), 0)
    },
    { role: 'readOnly' },
  )
})
