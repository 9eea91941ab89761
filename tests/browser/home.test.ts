import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { patchLabSettings } from '../../src/cli/lab/lab-settings.ts'
import { shoot, withConsole } from './with-console.ts'

/** From nothing to a passed rehearsal, then the road to its end, on a real domain. */

const stage = withConsole('lab', async ({ installation }) => {
  await patchLabSettings(installation.boot, (draft) => {
    draft.applications = []
    draft.gateways = []
    draft.networks.intranetRanges = []
  })
})

/** A look at the directory, and a rehearsal, take seconds. */
const patience = { timeout: 60_000 }
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()
const decision = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor()

/** Asked for before anything was pasted. */
const neverPasted = { expected: [/404.*federationSettings/] }

test('a new installation is led to the wizard, by whoever may set up', async () => {
  await stage.visit('/home', async (page) => {
    await page.getByRole('heading', { name: 'Nothing is set up yet' }).waitFor()
    await shoot(page, 'home-new')
  })
  await stage.visit(
    '/home',
    async (page) => {
      await page.getByRole('heading', { name: 'Nothing is set up yet' }).waitFor()
      assert.equal(await page.getByRole('link', { name: 'Set up step by step' }).count(), 0)
    },
    { role: 'readOnly' },
  )
})

async function connect(page: Page): Promise<void> {
  const { domain, seeded } = stage.installation
  await page.getByRole('textbox', { name: 'Account to read with' }).fill(seeded.readerAccount.dn)
  await page.getByRole('textbox', { name: 'Its password' }).fill(seeded.readerAccount.password)
  if ((await page.getByRole('textbox', { name: 'CA file on the server' }).count()) === 0)
    await page.getByRole('button', { name: 'Encryption and certificates' }).click()
  await page.getByRole('textbox', { name: 'CA file on the server' }).fill(domain.caFile)
}

test('the wizard leads from nothing to a passed rehearsal; each answer is tried; it can be left and resumed', async () => {
  const { domain, seeded, names } = stage.installation
  await stage.visit(
    '/home/setup',
    async (page) => {
      await decision(page, 'Which domain do people sign in with?')
      await page.getByLabel('Domain', { exact: true }).fill(names.federatedDomain)
      await shoot(page, 'setup-domain')
      await next(page)

      await decision(page, 'How is Active Directory reached?')
      await page.getByRole('combobox', { name: 'Domain controllers' }).fill(domain.address)
      await page.keyboard.press('Enter')
      await connect(page)
      await page.getByRole('textbox', { name: 'Its password' }).fill('wrong')
      await next(page)
      await page.getByText('Sign in:').waitFor()
      assert.ok((await page.getByRole('img', { name: 'failed' }).count()) > 0, 'a wrong password is a step that failed')
      await shoot(page, 'setup-directory-refused')
      await connect(page)
      await next(page)

      await decision(page, 'Which account do tickets go to?')
      await page.reload()
      await page.getByText('Welcome back').waitFor()
      assert.equal(await page.getByRole('textbox', { name: 'Its password' }).inputValue(), '', 'no password is kept')
      await connect(page)
      await next(page)

      await decision(page, 'Which account do tickets go to?')
      await page.getByRole('button', { name: 'Make it by a script' }).click()
      await page.getByRole('region', { name: 'joinery-create-service-account.ps1' }).waitFor()
      await shoot(page, 'setup-service-account-script')
      await page.getByRole('button', { name: 'Close' }).click()
      await page.getByRole('textbox', { name: 'Service account' }).fill(seeded.serviceAccount.upn ?? '')
      await page.getByRole('textbox', { name: 'Its password' }).fill('wrong')
      await next(page)
      await page.getByText('The password is right').waitFor()
      await shoot(page, 'setup-service-account')
      await page.getByRole('textbox', { name: 'Its password' }).fill(seeded.serviceAccount.password)
      await page.getByRole('button', { name: 'Test again' }).click()

      await decision(page, 'Where are the people?')
      await page.getByRole('textbox', { name: 'Distinguished name' }).fill(seeded.usersOu)
      await shoot(page, 'setup-people')
      await next(page)
      await decision(page, 'Where are the computers?')
      assert.equal(
        await page.getByRole('textbox', { name: 'Distinguished name' }).inputValue(),
        seeded.devicesOu,
        'proposed by the directory',
      )
      await next(page)
      await decision(page, 'From which networks do devices come?')
      await page.getByRole('combobox', { name: 'Networks' }).fill('127.0.0.0/8')
      await page.keyboard.press('Enter')
      await next(page)
      await decision(page, 'Set it up like this?')
      await shoot(page, 'setup-review')
      await page.getByRole('button', { name: 'Set up', exact: true }).click()

      await decision(page, 'Tell Entra')
      await next(page)
      await decision(page, 'Rehearse a join')
      await page.getByRole('combobox', { name: 'Computer' }).fill('WS01$')
      await page.getByRole('button', { name: 'Rehearse', exact: true }).click()
      await page.getByText('The computer would join by the federated path').waitFor(patience)
    },
    { expected: [...neverPasted.expected, /404.*(directory|applications)/] },
  )
})

test('the road shows what is done by which evidence, and what is left: Entra', async () => {
  await stage.visit('/home', async (page) => {
    await page.getByText('10 of 11 steps are done').waitFor(patience)
    await page.getByRole('listitem').filter({ hasText: 'Entra has our settings' }).getByText('to do').waitFor()
    await page.getByRole('img', { name: /^Sign-ins of the last day by the hour/ }).waitFor()
    await shoot(page, 'home')
    await page.getByRole('button', { name: 'Show a table' }).click()
    await page.getByRole('table', { name: 'Sign-ins of the last day by the hour' }).waitFor()
    await page.getByRole('button', { name: 'Script for a managed domain' }).click()
    await page.getByRole('button', { name: 'Copy Federate a managed domain' }).click()
    const copied = await page.evaluate('navigator.clipboard.readText()')
    assert.match(String(copied), /^ {2}Domain = 'corp\.example\.test'$/m)
  })
})

test('Overview: every address to be copied; what Entra has is compared property by property', async () => {
  await stage.visit(
    '/applications/m365/overview',
    async (page) => {
      await page.getByRole('heading', { name: 'Addresses' }).waitFor()
      const copy = page.getByRole('button', { name: 'Copy MetadataExchangeUri' })
      await copy.click()
      assert.equal(await page.evaluate('navigator.clipboard.readText()'), `${stage.boot.publicUrl}/wsf/mex13/m365`)
      await page.getByRole('button', { name: 'Show the script' }).click()
      await page.getByRole('region', { name: 'joinery-federate-managed-domain.ps1' }).waitFor()
      await shoot(page, 'overview')

      const names = ['IssuerUri', 'ActiveSignInUri', 'PassiveSignInUri', 'SignOutUri', 'SigningCertificate']
      const values = await Promise.all(
        names.map(async (name) => `${name} : ${await page.getByLabel(name, { exact: true }).inputValue()}`),
      )
      const rest = 'PreferredAuthenticationProtocol : wsFed\nFederatedIdpMfaBehavior : acceptIfMfaDoneByFederatedIdp'
      const text = (mex: string): string =>
        `${values.join('\n')}\n${rest}\nMetadataExchangeUri : ${stage.boot.publicUrl}/wsf/${mex}/m365\n`
      await page.getByRole('textbox', { name: 'What Entra has' }).fill(text('mex'))
      await page.getByRole('button', { name: 'Compare' }).click()
      await page.getByText('Something must change in Entra').waitFor()
      const row = page.getByRole('listitem').filter({ has: page.getByText('MetadataExchangeUri', { exact: true }) })
      await row.getByText('differs').waitFor()
      assert.match(await row.innerText(), /-MetadataExchangeUri 'https:\/\/[^']+\/wsf\/mex13\/m365'/)
      await shoot(page, 'overview-differs')
      await page.getByRole('textbox', { name: 'What Entra has' }).fill(text('mex13'))
      await page.getByRole('button', { name: 'Compare' }).click()
      await page.getByText('Entra has what it should have').waitFor()
      await shoot(page, 'overview-equal')
    },
    neverPasted,
  )
})

test('with that the road ends: every step is done, and nobody is asked for more', async () => {
  await stage.visit('/home', async (page) => {
    await page.getByText('11 of 11 steps are done').waitFor(patience)
    await shoot(page, 'home-done')
  })
})
