import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { openStorage } from '../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../src/system-ports.ts'
import { totpFactor } from '../conformance/storage/second-factors.ts'
import { sessionRecord } from '../conformance/storage/sessions.ts'
import { type ConsoleStage, shoot, withConsole } from './with-console.ts'

/** Accounts of a real domain, and what is kept of them. */

const stage = withConsole('lab', prepare)
const patience = { timeout: 20_000 }

/** As alice's sign-ins and wrong passwords would have left it. */
async function prepare({ boot, installation }: ConsoleStage): Promise<void> {
  const storage = await openStorage({ ...boot, clock: systemClock, randomness: systemRandomness, warn: () => {} })
  try {
    const { user, usersOu } = installation.seeded
    const owner = { gatewayId: 'corp-ad', objectSid: user.objectSid }
    const now = systemClock.now()
    await storage.profiles.save({
      ...{ ...owner, id: 'u-alice', userTypeId: 'cloud-users', account: 'user', username: user.sam },
      links: { objectGUID: user.objectGuid, objectSid: user.objectSid, dn: user.dn, sAMAccountName: user.sam },
      profile: { id: 'u-alice', username: user.sam, email: user.upn ?? '', name: { given: 'Alice', family: 'Archer' } },
      ...{ createdAt: now, updatedAt: now },
    })
    const times = { createdAt: now, lastUsedAt: now }
    await storage.sessions.add(sessionRecord({ ...owner, ...times, samAccountName: user.sam }), undefined)
    await storage.secondFactors.add(owner, totpFactor())
    await storage.passwordCounters.count({
      ...{ gatewayId: owner.gatewayId, accountKey: owner.objectSid, dn: `CN=Alice Archer,${usersOu}` },
      ...{ place: 'unfamiliar', limit: 9, now, since: new Date(0), underWayUntil: now },
      expiresAt: new Date(now.getTime() + 3_600_000),
    })
  } finally {
    await storage.close()
  }
}

test('users and computers of the live directory, found by the beginning of a name', async () => {
  await stage.visit('/directory', async (page) => {
    await page.getByRole('textbox', { name: 'Search' }).fill('arch')
    await page.getByRole('cell', { name: 'alice Alice Archer' }).waitFor(patience)
    await shoot(page, 'directory-users')
    await page.getByRole('tab', { name: 'Computers' }).click()
    await page.getByRole('cell', { name: 'WS01$' }).waitFor()
    await shoot(page, 'directory-computers')
  })
})

test('a person: what is kept, exported, factors reset; then all of it deleted', async () => {
  await stage.visit('/directory/users?where=kept', async (page) => {
    await page.getByRole('link', { name: 'alice' }).click()
    await page.getByText('App with codes').waitFor()
    await shoot(page, 'directory-user')
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    const exported: unknown = JSON.parse(await readFile(await (await downloading).path(), 'utf8'))
    assert.equal(Object(exported).profile.username, 'alice')

    await page.getByRole('button', { name: 'Reset', exact: true }).click()
    await page.getByRole('button', { name: 'Reset the second factors' }).click()
    await page.getByText('None is set up.').waitFor()
    await page.getByText('Nobody is signed in').waitFor()

    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('alice')
    await dialog.getByRole('button', { name: 'Delete all of it' }).click()
    await page.getByRole('heading', { level: 1, name: 'Directory' }).waitFor()
    await page.getByText('Signed in here').click()
    await page.getByText('Nobody yet').waitFor()
  })
})

test('lockouts beside the policies of the directory; sessions; populations', async () => {
  const { user, usersOu } = stage.installation.seeded
  const storage = await openStorage({ ...stage.boot, clock: systemClock, randomness: systemRandomness, warn: () => {} })
  const now = systemClock.now()
  const owner = { gatewayId: 'corp-ad', objectSid: user.objectSid }
  await storage.passwordCounters.count({
    ...{ gatewayId: owner.gatewayId, accountKey: owner.objectSid, dn: `CN=Alice Archer,${usersOu}` },
    ...{ place: 'unfamiliar', limit: 9, now, since: new Date(0), underWayUntil: now },
    expiresAt: new Date(now.getTime() + 3_600_000),
  })
  await storage.sessions.add(sessionRecord({ ...owner, createdAt: now, lastUsedAt: now }), undefined)
  await storage.close()
  await stage.visit(
    '/directory/lockouts',
    async (page) => {
      await page.getByRole('cell', { name: /^CN=Alice Archer/ }).waitFor()
      await page.getByText(/Joinery stops after/).waitFor(patience)
      await shoot(page, 'directory-lockouts')
      await page.getByRole('button', { name: /^Unlock CN=Alice/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Unlock', exact: true }).click()
      await page.getByText('No wrong password counts now').waitFor()

      await page.getByRole('tab', { name: 'Sessions' }).click()
      await page.getByRole('button', { name: /^End the session of alice/ }).waitFor()
      await shoot(page, 'directory-sessions')
      await page.getByRole('button', { name: /^End the session of alice/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'End the session' }).click()
      await page.getByText('Nobody is signed in').waitFor()

      await page.getByRole('tab', { name: 'Populations' }).click()
      await page.getByText('No population yet').waitFor()
      await page.getByRole('button', { name: 'Add a population' }).first().click()
      await page.getByRole('textbox', { name: 'Name' }).fill('Employees')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('button', { name: 'Edit Employees' }).waitFor()
      await shoot(page, 'directory-populations')

      await page.getByRole('tab', { name: 'Attributes' }).click()
      await page.getByRole('button', { name: 'Add an attribute' }).click()
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('costCentre')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('button', { name: 'Edit costCentre' }).waitFor()
      await shoot(page, 'directory-attributes')
      await page.getByRole('button', { name: 'Delete ms-upn' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete the attribute' }).click()
      await page
        .getByRole('alert')
        .getByText(/costCentre|ms-upn|attribute/i)
        .first()
        .waitFor()
    },
    { expected: [/status of 400/] },
  )
})
