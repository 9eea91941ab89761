import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { runCommand } from '../../src/cli/run-command.ts'
import { type ConsoleStage, shoot, withConsole } from './with-console.ts'

/** The keys: one is imported, rolled to by a pasted proof, and rolled back from. */

const fixture = (path: string) => new URL(`../fixtures/keys/${path}`, import.meta.url)

const stage = withConsole('bare', applyApplication)

/** One federated domain, the one that the pasted settings are of. */
async function applyApplication({ boot }: ConsoleStage): Promise<void> {
  const document = readFileSync(new URL('../fixtures/settings/hybrid-join.yaml', import.meta.url), 'utf8')
  const issuer = 'issuerUri: https://sts.example.com/applications/m365'
  const text = document.replace(/^( *)domainName: corp.example.com$/m, `$&\n$1${issuer}`)
  const said: string[] = []
  const io = { stdout: () => {}, stderr: (line: string) => void said.push(line), stdin: async () => text }
  process.env.JOINERY_DATA_KEY_FILE = boot.dataKeyFile
  assert.equal(await runCommand(['config', 'apply', '-', '--data', boot.dataDirectory], io), 0, said.join(''))
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('one key signs: the page says until when, and how it is replaced', async () => {
  await stage.visit('/keys', async (page) => {
    await page
      .getByRole('listitem', { name: /^Token signing/ })
      .getByText('Signs', { exact: true })
      .waitFor()
    await button(page, 'Make the next key').waitFor()
    await shoot(page, 'keys-steady')
  })
})

test('a key is imported from PKCS #12; a wrong password is told as what it is', async () => {
  await stage.visit(
    '/keys',
    async (page) => {
      await button(page, 'Add a key').click()
      await page.getByRole('menuitem', { name: 'Import a file' }).click()
      const dialog = page.getByRole('dialog', { name: 'Import a key' })
      await dialog.locator('input[type=file]').setInputFiles({
        name: 'ours.pfx',
        mimeType: 'application/x-pkcs12',
        buffer: await readFile(fixture('pkcs12/rc2-and-3des.p12')),
      })
      await dialog.getByLabel('Password of the file').fill('wrong')
      await dialog.getByLabel('Name').fill('From Windows')
      await button(page, 'Import').click()
      await dialog.getByRole('alert').getByText('The password of the PKCS #12 file is missing or wrong').waitFor()
      await shoot(page, 'keys-import')
      await dialog.getByLabel('Password of the file').fill('open-sesame')
      await dialog.getByLabel(/Keep it available/).check()
      await button(page, 'Import').click()
      await page.getByRole('listitem', { name: 'From Windows' }).getByText('Available', { exact: true }).waitFor()
    },
    { expected: [/400/] },
  )
})

test('the roll: take it as the next key, tell Entra, paste what it printed, switch, go back', async () => {
  await stage.visit(
    '/keys',
    async (page) => {
      await page.getByRole('combobox', { name: 'Which key' }).click()
      await page.getByRole('option', { name: 'From Windows' }).click()
      await button(page, 'Take it as the next key').click()
      await button(page, 'Show the script').click()
      await page.getByText('Set-JoineryNextCertificate').first().waitFor()
      await shoot(page, 'keys-tell')
      await button(page, 'I have run it').click()
      await page.getByText('Not shown yet').waitFor()
      await page.getByLabel('What it printed').fill('nothing of Entra')
      await button(page, 'Check it').click()
      await page.getByText('The text holds no federation settings of Entra.').waitFor()
      await shoot(page, 'keys-prove')
      await page.getByLabel('What it printed').fill(await readFile(fixture('federation-settings.txt'), 'utf8'))
      await button(page, 'Check it').click()
      await button(page, 'Switch now').waitFor()
      await page.getByText('Entra has the next certificate').waitFor()
      // The fixture does not hold the key that signs: that is said at once.
      await page.getByRole('alert').getByText('sign-ins there fail with AADSTS5000811').waitFor()
      await shoot(page, 'keys-switch')
      await button(page, 'Switch now').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Switch', exact: true }).click()
      await page.getByRole('listitem', { name: 'From Windows' }).getByText('Signs', { exact: true }).waitFor()
      await shoot(page, 'keys-overlap')
      await button(page, 'Go back to the old key').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Go back', exact: true }).click()
      await page.getByText(/Signing with it again would fail every sign-in there/).waitFor()
    },
    { expected: [/400|409/] },
  )
})

test('who only reads sees where it stands, and no button that would be refused', async () => {
  await stage.visit(
    '/keys',
    async (page) => {
      await page.getByRole('listitem', { name: 'From Windows' }).waitFor()
      for (const name of ['Add a key', 'Go back to the old key', 'Retire the old key now'])
        assert.equal(await button(page, name).count(), 0, name)
    },
    { role: 'readOnly' },
  )
})
