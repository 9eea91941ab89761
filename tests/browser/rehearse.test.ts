import assert from 'node:assert/strict'
import { request } from 'node:https'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { moveAccount } from '../../src/lab/break-domain.ts'
import { shoot, withConsole } from './with-console.ts'

/** Rehearsals and the sign-in log they fill, on a real domain. */

const stage = withConsole('lab')

const screenshot = (name: string) => resolve(import.meta.dirname, `../../build/screenshots/${name}-light.png`)

/** A rehearsal starts four programs. */
const patience = { timeout: 60_000 }

test('nothing was rehearsed yet: the page teaches', async () => {
  await stage.visit('/rehearse', async (page) => {
    await page.getByRole('heading', { name: 'Nothing was rehearsed yet' }).waitFor()
    await shoot(page, 'rehearse-empty')
  })
})

test('nobody has signed in yet: the log teaches', async () => {
  await stage.visit('/sign-ins', async (page) => {
    await page.getByRole('heading', { name: 'Nobody has signed in yet' }).waitFor()
  })
})

test('a computer joins and its user signs in: the steps come as they end, then what Windows would print', async () => {
  await stage.visit('/rehearse', async (page) => {
    await page.getByText('Join, then sign in').click()
    await page.getByRole('combobox', { name: 'Computer' }).fill('ws')
    await page.getByRole('option', { name: /WS01\$/ }).click()
    await page.getByRole('combobox', { name: 'Who signs in' }).fill(stage.installation.seeded.user.upn ?? '')
    await page.getByRole('button', { name: 'Rehearse', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'WS01$ joins, its user signs in' }).waitFor()
    await page.getByRole('listitem').filter({ hasText: 'Which tenant?' }).waitFor(patience)
    // Not held to axe: it would wait for the end of what turns.
    await page.screenshot({ path: screenshot('rehearse-running'), fullPage: true })
    await page
      .getByRole('alert')
      .or(page.getByText('The computer would join by the federated path'))
      .first()
      .waitFor(patience)
    const printed = await page.getByRole('region', { name: 'the output of dsregcmd' }).innerText()
    assert.match(printed, /AzureAdJoined : YES[\s\S]*AzureAdPrt : YES/)
    assert.ok((await page.getByText('S4U2Self').count()) > 0, 'it says what it does not show')
    await shoot(page, 'rehearse-passed')

    await page.getByRole('link', { name: 'Token issued' }).first().click()
    const drawer = page.getByRole('dialog', { name: 'One attempt' })
    await drawer.getByText('Every claim that Entra needs of a device was sent').waitFor()
    await shoot(page, 'sign-in-issued')
  })
})

test('a computer that no user type finds: the log says why and what to do, and the doctor reads it', async () => {
  const { domain, seeded } = stage.installation
  const elsewhere = await domain.createOu('Elsewhere')
  const moved = await moveAccount(domain, seeded.computer, elsewhere)
  await stage.visit('/rehearse', async (page) => {
    await page.getByRole('combobox', { name: 'Computer' }).fill('WS01')
    await page.getByRole('button', { name: 'Rehearse', exact: true }).click()
    await page.getByText('The computer would not join').waitFor(patience)
    await shoot(page, 'rehearse-failed')
    await page.getByRole('listitem').getByRole('link', { name: 'LOOKUP_OUTSIDE_BASE' }).first().click()
    const drawer = page.getByRole('dialog', { name: 'One attempt' })
    await drawer.getByText('What to do:').waitFor()
    await drawer.getByText('lookup', { exact: true }).waitFor()
    await shoot(page, 'sign-in-refused')
    await page.goBack()
    await page.getByRole('button', { name: 'Ask the doctor' }).click()
    await page.getByRole('button', { name: 'Find the cause' }).click()
    await page.getByRole('heading', { name: 'Diagnosis' }).waitFor()
    await page.getByRole('heading', { name: 'What is wrong' }).waitFor()
    await page.getByText('The cause: the computer object lies outside the search base').waitFor()
  })
  await moveAccount(domain, moved, seeded.devicesOu)
  await domain.remove(elsewhere)
})

test('the log: filtered by what is typed, by a count, and cleared again; a link shows the same', async () => {
  await stage.visit('/sign-ins', async (page) => {
    const rows = page.getByRole('table', { name: 'the sign-in log' }).locator('tbody tr')
    await rows.first().waitFor()
    await shoot(page, 'sign-ins')
    const all = await rows.count()
    await page.getByRole('textbox', { name: 'Who' }).fill('ali')
    await page.waitForURL(/principal=ali/)
    await rows.nth(all - 1).waitFor({ state: 'detached' })
    for (const row of await rows.all()) assert.match(await row.innerText(), /alice/i)
    await page.reload()
    assert.equal(await page.getByRole('textbox', { name: 'Who' }).inputValue(), 'ali')
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.waitForURL(/sign-ins$/)
    await page.getByRole('button', { name: 'More filters' }).click()
    await page.getByRole('textbox', { name: 'Code' }).fill('NO_SUCH_CODE')
    await page.getByText('Nothing matches these filters').waitFor()
    await shoot(page, 'sign-ins-filters')
  })
})

test('the export has what the filters show', async () => {
  await stage.visit('/sign-ins?principal=alice', async (page) => {
    await page.getByRole('button', { name: 'Export' }).click()
    const path = await page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).getAttribute('href')
    const csv = await send(stage.installation.server.adminPort, 'GET', path ?? '')
    assert.match(csv, /^"startedAt"/)
    assert.match(csv, /alice/i)
    assert.doesNotMatch(csv, /WS01/)
  })
})

test('live: an attempt appears without a reload', async () => {
  await stage.visit('/sign-ins?live=on&steps=on', async (page) => {
    const rows = page.getByRole('table', { name: 'the sign-in log' }).locator('tbody tr')
    await rows.first().waitFor()
    const before = await rows.count()
    await send(stage.installation.server.publicPort, 'POST', '/wsf/sts/m365/13/windowstransport')
    await rows.nth(before).waitFor()
  })
})

test('no answer of the log or of rehearsals holds a token, a ticket or a key', async () => {
  const ask = (path: string) => send(stage.installation.server.adminPort, 'GET', `/v1/environments/default${path}`)
  const { _embedded } = JSON.parse(await ask('/rehearsals'))
  const rehearsals = _embedded.rehearsals.map(({ id }: { id: string }) => `/rehearsals/${id}`)
  assert.equal(rehearsals.length, 2)
  const paths = ['/signIns?limit=1000', '/signIns/export', '/signIns/export?format=csv', ...rehearsals]
  for (const answer of await Promise.all(paths.map(ask))) {
    assert.match(answer, /WS01/)
    assert.doesNotMatch(answer, /<saml|SignatureValue|BinarySecret|-----BEGIN/i)
    assert.doesNotMatch(answer, /[A-Za-z0-9+/_-]{200}/, 'no ticket, signature or key is shorter')
  }
})

/** To a port of the server, without the browser; what it answers. */
function send(port: number, method: string, path: string): Promise<string> {
  const { domain, names } = stage.installation
  const headers = { host: names.stsHost, authorization: `Bearer ${stage.tokens.owner}` }
  return new Promise((done, reject) => {
    const options = { host: domain.address, port, method, path, headers, rejectUnauthorized: false }
    request(options, (answer) => done(text(answer)))
      .once('error', reject)
      .end()
  })
}
