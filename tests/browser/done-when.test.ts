import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { shoot, withConsole } from './with-console.ts'

/** In the browser only: a wrong NameFormat is refused by a preview, mended, and a computer joins in a rehearsal. */

const stage = withConsole('lab')

async function setNameFormat(page: Page, attribute: string, format: string | undefined): Promise<void> {
  await page.getByRole('button', { name: `More options for ${attribute}` }).click()
  await page.getByRole('menuitem', { name: 'Update NameFormat' }).click()
  const dialog = page.getByRole('dialog', { name: `Update NameFormat of ${attribute}` })
  if (format === undefined) await dialog.getByRole('radio', { name: 'Default' }).check()
  else {
    await dialog.getByRole('radio', { name: 'Another URI' }).check()
    await dialog.getByRole('textbox', { name: 'Another NameFormat' }).fill(format)
  }
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
}

async function preview(page: Page, computer: string): Promise<void> {
  await page.getByRole('tab', { name: 'Preview' }).click()
  await page.getByPlaceholder('WS01$').fill(computer)
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
}

test('a wrong NameFormat is refused in the preview, mended, and then the device joins', async () => {
  const computer = stage.installation.seeded.computer.sam
  await stage.visit(
    '/applications/m365/mappings',
    async (page) => {
      await setNameFormat(page, 'accounttype', 'http://schemas.microsoft.com/ws/2012/01/wrong')
      await page.getByText('On purpose?').waitFor()
      await shoot(page, 'name-format-refused')
      await page.getByRole('button', { name: 'Save it all the same' }).click()
      await page.getByText('Entra does not look there').waitFor()
      await preview(page, computer)
      await page.getByText(/Entra would answer AADSTS51004, because accounttype is in a namespace/).waitFor()
      await shoot(page, 'preview-refused')
      await page.getByRole('article', { name: 'accounttype' }).getByRole('link', { name: 'Mend the mapping' }).click()
      await setNameFormat(page, 'accounttype', undefined)
      await page.getByText('Entra does not look there').waitFor({ state: 'detached' })
      await preview(page, computer)
      await page.getByText('Entra would take it', { exact: true }).waitFor()
      await page.getByRole('link', { name: 'Rehearse' }).click()
      await page.getByRole('heading', { level: 1, name: 'Rehearse' }).waitFor()
      await page.getByRole('combobox', { name: 'Computer' }).fill(computer)
      await page.getByRole('button', { name: 'Rehearse', exact: true }).click()
      await page.getByText('The computer would join by the federated path').waitFor({ timeout: 60_000 })
      const printed = await page.getByRole('region', { name: 'the output of dsregcmd' }).innerText()
      assert.match(printed, /AzureAdJoined : YES/)
      await shoot(page, 'done')
    },
    { expected: [/status of 400/] },
  )
})
