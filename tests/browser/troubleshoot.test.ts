import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { shoot, withConsole } from './with-console.ts'

/** The doctor in the browser: what is pasted or dropped, what is found, what is passed on. */

const stage = withConsole('bare')

const join = readFileSync(new URL('../fixtures/doctor/scenarios/mex-13-only.txt', import.meta.url), 'utf8')

test('pasted: the cause, the lines that prove it, the fix, and a report that names nobody', async () => {
  await stage.visit('/troubleshoot', async (page) => {
    await shoot(page, 'troubleshoot')
    await page.getByRole('textbox', { name: 'Paste' }).fill(join)
    await page.getByRole('button', { name: 'Find the cause' }).click()
    await page.getByRole('heading', { name: 'What is wrong' }).waitFor()
    await page.getByText('A problem was found').waitFor()
    assert.match(await page.getByRole('region', { name: 'What is wrong' }).innerText(), /pasted text, line \d+/)
    await shoot(page, 'troubleshoot-found')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Report to pass on' }).click(),
    ])
    const report = (await (await download.createReadStream()).toArray()).join('')
    assert.match(report, /^<!doctype html>/i)
    assert.doesNotMatch(report, /corp\.example\.test/)
  })
})

test('files: chosen, taken away again, and read together', async () => {
  await stage.visit('/troubleshoot', async (page) => {
    const chooser = page.locator('input[type=file]')
    await chooser.setInputFiles([
      { name: 'join.txt', mimeType: 'text/plain', buffer: Buffer.from(join) },
      { name: 'odd.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 255, 1]) },
    ])
    await page.getByRole('button', { name: 'Remove odd.bin' }).click()
    await page.getByRole('button', { name: 'Find the cause' }).click()
    await page.getByText(/Read: join\.txt/).waitFor()
    assert.equal(await page.getByText('odd.bin').count(), 0)
  })
})

test('with a look at this server', async () => {
  await stage.visit('/troubleshoot', async (page) => {
    await page.getByRole('checkbox', { name: /Look at this server/ }).check()
    await page.getByRole('button', { name: 'Find the cause' }).click()
    await page.getByText(/Read: running server/).waitFor({ timeout: 30_000 })
    await shoot(page, 'troubleshoot-live')
  })
})

test('a code in words, and one that is not known; the address leads there', async () => {
  await stage.visit(
    '/troubleshoot?code=AADSTS51004',
    async (page) => {
      await page.getByText('Entra, sign-in error').first().waitFor()
      await shoot(page, 'troubleshoot-code')
      await page.getByRole('textbox', { name: 'Code' }).fill('no-such-code')
      await page.getByRole('button', { name: 'Explain' }).click()
      await page.getByText('no-such-code is not known here').waitFor()
      await page.waitForURL(/code=no-such-code/)
    },
    { expected: [/status of 404/] },
  )
})

test('what cannot be read says so', async () => {
  await stage.visit('/troubleshoot', async (page) => {
    await page.getByRole('textbox', { name: 'Paste' }).fill('nothing that anybody printed')
    await page.getByRole('button', { name: 'Find the cause' }).click()
    await page.getByText('Nothing of this is known here').waitFor()
  })
})

test('the help desk has the log, what was rehearsed and the doctor, and nothing that would be refused', async () => {
  await stage.visit(
    '/sign-ins',
    async (page) => {
      await page.getByRole('heading', { name: 'Nobody has signed in yet' }).waitFor()
      await page.getByRole('link', { name: 'Rehearse', exact: true }).click()
      await page.getByRole('heading', { name: 'Nothing was rehearsed yet' }).waitFor()
      assert.equal(await page.getByRole('button', { name: 'Rehearse' }).count(), 0)
      await page.getByRole('link', { name: 'Troubleshoot' }).click()
      await page.getByRole('textbox', { name: 'Paste' }).fill(join)
      await page.getByRole('button', { name: 'Find the cause' }).click()
      await page.getByText('A problem was found').waitFor()
    },
    { role: 'helpDesk' },
  )
})
