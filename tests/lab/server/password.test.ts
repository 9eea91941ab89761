import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setEnabled } from '../../../src/lab/break-domain.ts'
import type { LabAccount } from '../../../src/lab/domain-accounts.ts'
import { guidToBase64 } from '../../../src/protocol/ad/guid.ts'
import { issueRequest, serializeTokenRequest } from '../../../src/protocol/ws-trust/token-request-message.ts'
import { parseTokenResponse } from '../../../src/protocol/ws-trust/token-response-message.ts'
import { Secret } from '../../../src/secret.ts'
import { type Answer, type ServerStage, startServerStage } from './server-stage.ts'
import type { TrustVersion } from './token-request.ts'

/** The running server, sent passwords: tokens for who has them, and one answer for everybody else, whatever the log says. */

let stage: ServerStage

before(async () => {
  stage = await startServerStage()
})
after(() => stage?.stop())

function body(version: TrustVersion, username: string, password: string): string {
  const parts = { to: stage.boot.publicUrl, messageId: 'urn:uuid:6f6a1b0e-3f3e-4a51-9d0e-52e1b2f1c0aa' }
  const request = issueRequest(version, { ...parts, appliesTo: 'urn:federation:MicrosoftOnline' })
  const timestamp = { created: new Date(), expires: new Date(Date.now() + 600_000) }
  const usernameToken = { username, password: new Secret(password) }
  return serializeTokenRequest({ ...request, security: { timestamp, tokens: [], usernameToken } })
}

const send = (
  username: string,
  password: string,
  path = '/wsf/sts/m365/13/usernamemixed',
  version: TrustVersion = '13',
) => stage.post(path, { body: body(version, username, password) })

async function makeUser(sam: string): Promise<LabAccount> {
  const { federatedDomain } = stage.names
  const address = `${sam}@${federatedDomain}`
  return stage.domain.createUser({ sam, upn: address, mail: address, ou: stage.seeded.usersOu })
}

/** Without what differs from request to request. */
const shape = ({ status, body: text }: Answer) => `${status} ${text.replace(/Trace ID: [0-9a-f-]+/, 'Trace ID: …')}`

test('a user gets a token on every address, in the version that was asked for', async () => {
  const { user } = stage.seeded
  const addresses = (['13', '2005'] as const).flatMap((version) => [
    { version, path: `/wsf/sts/m365/${version}/usernamemixed` },
    { version, path: `/adfs/services/trust/${version}/usernamemixed` },
    { version, path: '/wsf/sts/m365' },
  ])
  for (const { version, path } of addresses) {
    const answer = await send(user.upn ?? '', user.password, path, version)
    assert.equal(answer.status, 200, `${path}: ${answer.body}`)
    const { response, timestamp } = parseTokenResponse(Buffer.from(answer.body))
    assert.equal(response.version, version)
    assert.equal((timestamp?.expires?.getTime() ?? 0) - (timestamp?.created?.getTime() ?? 0), 300_000)
    assert.match(response.assertion, /AuthenticationMethod="urn:oasis:names:tc:SAML:1\.0:am:password"/)
    assert.ok(response.assertion.includes(guidToBase64(user.objectGuid)))
    assert.doesNotMatch(response.assertion, /accounttype|onpremobjectguid|primarysid/)
  }
})

test('every reason is told apart in the sign-in log, and none of them outside', async () => {
  const disabled = await makeUser('disabled')
  await setEnabled(stage.domain, disabled, false)
  const stale = await makeUser('stale')
  await stage.domain.modify(stale.dn, { replace: { pwdLastSet: '0' } })
  const expired = await makeUser('expired')
  await stage.domain.modify(expired.dn, { replace: { accountExpires: '133000000000000000' } })
  const good = await makeUser('good')
  const cases = [
    [good, 'Wrong-Passw0rd', 'AUTHENTICATE_PASSWORD_WRONG'],
    [disabled, disabled.password, 'AUTHENTICATE_PASSWORD_DISABLED'],
    [stale, stale.password, 'AUTHENTICATE_PASSWORD_MUST_CHANGE'],
    [expired, expired.password, 'AUTHENTICATE_PASSWORD_ACCOUNT_EXPIRED'],
    [{ upn: 'nobody@corp.example.test' }, 'Wrong-Passw0rd', 'AUTHENTICATE_USER_UNKNOWN'],
    [good, '', 'AUTHENTICATE_PASSWORD_EMPTY'],
  ] as const
  const shapes = new Set<string>()
  for (const [{ upn }, password, code] of cases) {
    const answer = await send(upn ?? '', password)
    shapes.add(shape(answer))
    const record = await stage.signIn(answer.clientRequestId)
    assert.deepEqual([record.code, record.outcome], [code, 'refused'])
  }
  assert.equal(shapes.size, 1, [...shapes].join('\n'))
  assert.match([...shapes].join(), /^500 .*FailedAuthentication.*ID3242/)
})

test('a computer, a ticket and a closed network get nothing by password', async () => {
  const { computer, user } = stage.seeded
  assert.equal((await send(computer.sam, computer.password)).status, 500)
  await stage.patch((draft) => {
    draft.networks.usernamemixed = 'nowhere'
  })
  for (const path of ['/wsf/sts/m365', '/adfs/services/trust/13/usernamemixed'])
    assert.equal((await send(user.upn ?? '', user.password, path)).status, 403)
})

test('no password is in the log, in an answer, or in any file of the server', async () => {
  const { dataDirectory } = stage.boot
  const names = await readdir(dataDirectory, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  assert.ok(
    files.some((file) => file.includes('joinery')),
    files.join(),
  )
  const contents = await Promise.all(files.map((file) => readFile(file, 'latin1')))
  const everything = [...stage.logLines, ...stage.answers, ...contents].join('\n')
  assert.ok(everything.includes('nobody@corp.example.test'), 'what may be written down is found')
  for (const password of [stage.seeded.user.password, 'Wrong-Passw0rd']) assert.ok(!everything.includes(password))
})
