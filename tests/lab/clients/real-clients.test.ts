import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { applicationAddresses } from '../../../src/config/endpoints.ts'
import { runTool } from '../../../src/lab/run-tool.ts'
import { type ServerStage, startServerStage } from '../server/server-stage.ts'
import { startCompanyProxy } from './company-proxy.ts'

/**
 * MSAL Python, ADAL Python and adal-node as they are published: user realm and token endpoint of the simulated tenant, MEX and STS of
 * the running server, the user's password in a real domain. Nothing of them is replaced.
 */

let stage: ServerStage
let proxy: Awaited<ReturnType<typeof startCompanyProxy>>

before(async () => {
  stage = await startServerStage()
  proxy = await startCompanyProxy(stage.device.hosts ?? {})
})
after(async () => {
  await proxy?.close()
  await stage?.stop()
})

const clients = {
  msal: (username: string, password: string) => python('msal', username, password),
  adal: (username: string, password: string) => python('adal', username, password),
  'adal-node': async (username: string, password: string) => {
    const env = { NODE_EXTRA_CA_CERTS: stage.lab.caFile, JOINERY_TEST_HOSTS: JSON.stringify(stage.device.hosts) }
    const script = join(import.meta.dirname, 'acquire-token.cjs')
    return read(await runTool(process.execPath, [script, authority(), username], { input: password, env }))
  },
} as const

async function python(library: 'msal' | 'adal', username: string, password: string) {
  const env = { HTTPS_PROXY: proxy.url, REQUESTS_CA_BUNDLE: stage.lab.caFile }
  const script = join(import.meta.dirname, 'acquire-token.py')
  return read(await runTool('/usr/bin/python3', [script, library, authority(), username], { input: password, env }))
}

const authority = () => `https://login.microsoftonline.com/${stage.names.tenantId}`

interface Outcome {
  readonly access_token?: string
  readonly error?: string
  readonly error_description?: string
}

function read(printed: string): Outcome {
  const found: unknown = JSON.parse(printed)
  assert.ok(typeof found === 'object' && found !== null)
  return { ...found }
}

/** The STS address that the last sign-in came to, as the log of the server has it. */
function lastEndpoint(): string | undefined {
  const lines = stage.logLines.filter((line) => line.includes('"sign-in"'))
  return /"endpoint":"([^"]*)"/.exec(lines.at(-1) ?? '')?.[1]
}

for (const version of ['13', '2005'] as const)
  for (const [name, acquire] of Object.entries(clients))
    test(`${name} gets a token with WS-Trust ${version}, and shows our fault on a wrong password`, async () => {
      const addresses = applicationAddresses(stage.boot.publicUrl, stage.names.applicationId)
      const metadataExchangeUri = version === '13' ? addresses.mex13 : addresses.mex
      await stage.tenantControl.updateFederation(stage.names.federatedDomain, { metadataExchangeUri })
      const { user } = stage.seeded
      const username = user.upn ?? ''
      const good = await acquire(username, user.password)
      assert.equal(typeof good.access_token, 'string', JSON.stringify(good))
      assert.equal(lastEndpoint(), `${version}/usernamemixed`)
      const [judgement] = (await stage.tenantControl.listJudgements()).slice(-1)
      assert.equal(judgement?.outcome, 'user')
      const bad = await acquire(username, 'Wrong-Passw0rd')
      assert.equal(bad.access_token, undefined)
      assert.match(
        JSON.stringify(bad),
        /ID3242: The security token could not be authenticated or authorized\. Trace ID/,
      )
    })

test('no password is in the log of the server', () => {
  const log = stage.logLines.join('\n')
  assert.ok(log.includes('AUTHENTICATE_PASSWORD_WRONG'))
  for (const password of [stage.seeded.user.password, 'Wrong-Passw0rd']) assert.ok(!log.includes(password))
})
