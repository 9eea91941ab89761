import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gateway as gatewaySchema } from '../../../src/config/gateway.ts'
import { LdapDirectory } from '../../../src/directory/ldap-directory.ts'
import { LdapPasswords } from '../../../src/directory/ldap-passwords.ts'
import { IdpError } from '../../../src/errors.ts'
import type { DirectoryQuery } from '../../../src/ports.ts'
import { filter } from '../../../src/protocol/ldap/ldap-filter.ts'
import { Secret } from '../../../src/secret.ts'
import {
  bindResult,
  type StandInAnswer,
  type StandInRequest,
  searchDone,
  startLdapStandIn,
  wellBehaved,
} from '../../fakes/ldap-stand-in.ts'
import { memorySecrets } from '../../fakes/memory-secrets.ts'

/** What the wire sees of a password: which connections, which binds. What a real domain controller says is in tests/lab. */

const query: DirectoryQuery = { base: 'DC=corp', scope: 'sub', filter: filter`(cn=a)`, attributes: ['cn'] }
const caFile = join(import.meta.dirname, '../../fixtures/keys/signing-rsa-2048.pem')
const pem = readFileSync(caFile, 'utf8')
const alice = 'CN=alice,DC=corp'

async function setUp(
  context: TestContext,
  answer: (request: StandInRequest, connection: number) => StandInAnswer = wellBehaved,
  atOnce?: number,
) {
  const server = await startLdapStandIn(answer, 0, pem)
  const clock = { now: () => new Date(), monotonicMilliseconds: () => performance.now() }
  const directory = new LdapDirectory({ secrets: memorySecrets({ 'gateways/ad/bindPassword': 'pw' }), clock })
  context.after(async () => {
    directory.close()
    await server.close()
  })
  const gateway = {
    ...gatewaySchema.parse({
      id: 'ad',
      name: 'AD',
      serversHostAndPort: [`127.0.0.1:${server.port}`],
      bindDN: 'CN=reader',
      validateTlsCertificates: false,
      caFile,
    }),
    operationTimeoutSeconds: 0.3,
    connectTimeoutSeconds: 0.3,
  }
  const passwords = new LdapPasswords(directory, clock, atOnce)
  const judge = { gateway, server: `127.0.0.1:${server.port}` }
  const verify = (password: string, dn = alice) => passwords.verify(judge, dn, new Secret(password))
  const binds = () => server.requests.flatMap((request) => (request.kind === 'bind' ? [request] : []))
  return { server, directory, gateway, passwords, judge, verify, binds }
}

/** As AD refuses, with a data code. */
const refusing = (data: string) => (request: StandInRequest) =>
  request.kind === 'bind' && request.name !== 'CN=reader'
    ? bindResult(request.messageId, 49, {
        diagnostic: `80090308: LdapErr: DSID-0C090449, comment: x, data ${data}, v1`,
      })
    : wellBehaved(request)

test('[RFC4513 §5.1.2] an empty password never reaches a server that would say yes to it', async (context) => {
  const { verify, server } = await setUp(context)
  await assert.rejects(verify(''), /without a name or a password/)
  await assert.rejects(verify('x', ''), /without a name or a password/)
  assert.equal(server.accepted(), 0)
})

test('each password has a connection of its own, which nobody uses afterwards', async (context) => {
  const { verify, server, directory, gateway, binds } = await setUp(context)
  await directory.search(gateway, query)
  assert.deepEqual(await verify('one'), { outcome: 'right' })
  assert.deepEqual(await verify('two'), { outcome: 'right' })
  await directory.search(gateway, query)
  assert.deepEqual(
    binds().map(({ name, password }) => `${name} ${password}`),
    ['CN=reader pw', `${alice} one`, `${alice} two`],
  )
  assert.equal(server.accepted(), 3)
  while (server.open() > 1) await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal(server.requests.filter(({ kind }) => kind === 'unbind').length, 2)
})

test('the server that answered the search is the one that is named as judge', async (context) => {
  const { passwords, gateway, judge } = await setUp(context)
  assert.deepEqual((await passwords.findAccounts(gateway, query)).judge, judge)
})

test('an account that is not there costs the connections and binds of one that is', async (context) => {
  const { passwords, judge, server, verify, binds } = await setUp(context, refusing('52e'))
  const refused = await verify('wrong')
  assert.equal(refused.outcome === 'refused' && refused.failure?.name, 'wrongPassword')
  const before = { accepted: server.accepted(), binds: binds().length }
  await passwords.pretend(judge, 'DC=corp', new Secret('wrong'))
  assert.deepEqual(before, { accepted: 1, binds: 1 })
  assert.deepEqual([server.accepted(), binds().length], [2, 2])
  const [real, pretended] = binds()
  assert.equal(real?.password, pretended?.password)
  assert.match(pretended?.name ?? '', /,DC=corp$/)
})

test('a refusal without a bind takes as long as the last wrong passwords did', async (context) => {
  let slow = true
  const { passwords, judge, verify } = await setUp(context, (request) => {
    if (request.kind === 'bind' && slow) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60)
    return refusing('52e')(request)
  })
  await verify('wrong')
  slow = false
  const began = performance.now()
  await passwords.waitAsLong(judge)
  assert.ok(performance.now() - began >= 55)
  await passwords.pretend(judge, 'DC=corp', new Secret('x'))
  assert.ok(performance.now() - began >= 110)
})

test('[RFC4511 §4.2.2] only success is a yes, only invalidCredentials a no, and the rest is no verdict', async (context) => {
  const cases = [
    [8, 'DIRECTORY_TLS_REQUIRED'],
    [51, 'DIRECTORY_SERVER_BUSY'],
    [53, 'DIRECTORY_PASSWORD_NOT_JUDGED'],
    [1, 'DIRECTORY_PASSWORD_NOT_JUDGED'],
    [14, 'DIRECTORY_PASSWORD_NOT_JUDGED'],
  ] as const
  for (const [resultCode, code] of cases) {
    const { verify } = await setUp(context, ({ messageId }) => bindResult(messageId, resultCode))
    await assert.rejects(verify('x'), { code })
  }
  // An answer of another operation under the same number is no yes.
  const { verify } = await setUp(context, ({ messageId }) => searchDone(messageId))
  await assert.rejects(verify('x'), { code: 'DIRECTORY_PASSWORD_NOT_JUDGED' })
})

test('a server that is silent, closes, or is not there gives no verdict, in time', async (context) => {
  const silent = await setUp(context, () => 'silence')
  await assert.rejects(silent.verify('x'), { code: 'DIRECTORY_TIMEOUT' })
  const closing = await setUp(context, () => 'close')
  await assert.rejects(closing.verify('x'), { code: 'DIRECTORY_CONNECTION_LOST' })
  await closing.server.close()
  await assert.rejects(closing.verify('x'), { code: 'DIRECTORY_UNREACHABLE' })
})

test('so many passwords are with a gateway at once, and no more', async (context) => {
  const { verify, server } = await setUp(context, () => 'silence', 2)
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => verify('x')))
  const codes = outcomes.map((one) => one.status === 'rejected' && one.reason instanceof IdpError && one.reason.code)
  assert.ok(codes.includes('DIRECTORY_TIMEOUT') && codes.includes('DIRECTORY_TOO_MANY_PASSWORDS'), codes.join())
  assert.ok(server.accepted() <= 4)
})
