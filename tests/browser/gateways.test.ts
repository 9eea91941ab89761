import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { shoot, withConsole } from './with-console.ts'

/** Gateways on a real domain: health, connection, lookup, Kerberos, and a new one from nothing. */

const stage = withConsole('lab')
const patience = { timeout: 20_000 }
const tab = (page: Page, name: string) => page.getByRole('tab', { name })

test('the list, and the health of a gateway', async () => {
  await stage.visit('/gateways', async (page) => {
    await page.getByRole('table', { name: 'the gateways' }).waitFor()
    await shoot(page, 'gateways')
    await page.getByRole('link', { name: 'corp.example.test' }).click()
    await page.getByText('Operations per second').waitFor()
    await shoot(page, 'gateway-overview')
    await page.getByRole('button', { name: 'Restart' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Restart the gateway' }).click()
    await page.getByText('Restarted: connections and Kerberos keys are new.').waitFor(patience)
  })
})

test('the connection is tried as it stands in the form; a wrong server is named, and nothing is saved', async () => {
  await stage.visit('/gateways/corp-ad/connection', async (page) => {
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await page.getByText(/^(everything is well|it works, with warnings)$/i).waitFor(patience)
    await shoot(page, 'gateway-connection')
    await page.getByRole('textbox', { name: /^Bind password/ }).fill(stage.installation.seeded.readerAccount.password)
    await page.getByRole('combobox', { name: 'Domain controllers' }).fill('nobody.invalid')
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await page.getByText(/cannot find the address of nobody\.invalid/).waitFor(patience)
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' })
  })
})

test('link attributes by keyboard, the filter on the live directory, and both saved', async () => {
  await stage.visit('/gateways/corp-ad/lookup', async (page) => {
    await page.getByRole('button', { name: /^hybrid joined devices/ }).click()
    const grip = page.getByRole('button', { name: 'Move objectGUID, place 1 of 4' })
    await grip.focus()
    await page.keyboard.press('Space')
    await page.getByText('objectGUID is over place 1 of 4.').waitFor({ state: 'attached' })
    await page.keyboard.press('ArrowDown')
    await page.getByText('objectGUID is over place 2 of 4.').waitFor({ state: 'attached' })
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Move objectGUID, place 2 of 4' }).waitFor()

    await page.getByRole('textbox', { name: 'Identifier' }).fill('WS01$')
    await page.getByRole('button', { name: 'Try', exact: true }).click()
    await page.getByText('exactly one entry').waitFor(patience)
    await page.getByText('one: this is used').waitFor()
    await shoot(page, 'gateway-lookup')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. It is in force now.').waitFor()
    await page.reload()
    await page.getByRole('button', { name: /^hybrid joined devices/ }).click()
    await page.getByRole('button', { name: 'Move objectSid, place 1 of 4' }).waitFor()
  })
})

test('Kerberos: service account, names, keys, and a ticket that proves them', async () => {
  await stage.visit('/gateways/corp-ad/kerberos', async (page) => {
    await page.getByText('Key version in force').waitFor(patience)
    await page.getByRole('button', { name: 'Run the self-test' }).click()
    await page.getByText('accepted', { exact: true }).waitFor(patience)
    await shoot(page, 'gateway-kerberos')
    await tab(page, 'Credentials').click()
    await page.getByRole('heading', { name: 'Bind account' }).waitFor()
    await shoot(page, 'gateway-credentials')
  })
})

test('a new gateway: connection, where accounts are, service account; a reader sees none of it', async () => {
  const { domain, seeded } = stage.installation
  await stage.visit('/gateways/add', async (page) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('Second way')
    await page.getByRole('combobox', { name: 'Domain controllers' }).fill(domain.address)
    await page.getByRole('textbox', { name: 'CA file' }).fill(domain.caFile)
    await page.getByRole('textbox', { name: 'Bind DN' }).fill(seeded.readerAccount.dn)
    await page.getByRole('textbox', { name: 'Bind password' }).fill(seeded.readerAccount.password)
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await page.getByText(/Bound as/).waitFor(patience)
    await shoot(page, 'gateway-add-connection')
    await page.getByRole('button', { name: 'Connect and go on' }).click()
    await page.getByRole('textbox', { name: 'Search base of the computers' }).waitFor(patience)
    const base = await page.getByRole('textbox', { name: 'Search base of the computers' }).inputValue()
    assert.equal(base.toLowerCase(), seeded.devicesOu.toLowerCase())
    await shoot(page, 'gateway-add-user-types')
    await page.getByRole('button', { name: 'Go on', exact: true }).click()
    await page.getByRole('checkbox', { name: 'There is a service account' }).uncheck()
    await shoot(page, 'gateway-add-kerberos')
    await page.getByRole('button', { name: 'Save the gateway' }).click()
    await page.getByRole('heading', { level: 1, name: 'Second way' }).waitFor(patience)
  })
  await stage.visit(
    '/gateways',
    async (page) => {
      await page.getByRole('link', { name: 'Second way' }).click()
      await page.getByText('Operations per second').waitFor()
      assert.equal(await page.getByRole('button', { name: 'Restart' }).count(), 0)
    },
    { role: 'readOnly' },
  )
})
