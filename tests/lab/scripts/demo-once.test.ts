import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoCommand } from '../../../src/cli/demo.ts'

test('the demo joins a computer, signs its user in with a password and with Kerberos in Chromium, and out again', async () => {
  const said: string[] = []
  const told: string[] = []
  const io = {
    stdin: async () => '',
    stdout: (text: string) => void said.push(text),
    stderr: (text: string) => void told.push(text),
  }
  assert.equal(await demoCommand(['--once'], io), 0, told.join(''))
  const output = said.join('')
  for (const line of ['AzureAdJoined : YES', 'AzureAdPrt : YES']) assert.ok(output.includes(line), line)
  const [, byPassword = '', byTicket = ''] = output.split('\n# ')
  assert.match(
    byPassword,
    /^A browser, and a password\n[\s\S]*Asked for password\.[\s\S]*am:password[\s\S]*Signed out everywhere\.\n$/,
  )
  assert.match(
    byTicket,
    /^Chromium, and a Kerberos ticket\n[\s\S]*Asked for nothing\.[\s\S]*authentication:windows[\s\S]*Signed out everywhere\.\n$/,
  )
})
