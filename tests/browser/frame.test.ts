import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shoot, withConsole } from './with-console.ts'

const stage = withConsole('bare')

test('the settings', async () => {
  await stage.visit('/', async (page) => {
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await shoot(page, 'settings')
    assert.equal(await page.title(), 'Settings · Joinery')
  })
})
