import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { type Gateway, gateway as gatewaySchema } from '../../../src/config/gateway.ts'
import { LdapDirectory } from '../../../src/directory/ldap-directory.ts'
import { defaultTimings, type PoolTimings } from '../../../src/directory/ldap-pool.ts'
import { IdpError } from '../../../src/errors.ts'
import type { DirectoryQuery } from '../../../src/ports.ts'
import { filter } from '../../../src/protocol/ldap/ldap-filter.ts'
import {
  bindResult,
  extendedResult,
  isSearch,
  type StandInAnswer,
  type StandInRequest,
  searchDone,
  searchEntry,
  searchReference,
  startLdapStandIn,
  wellBehaved,
} from '../../fakes/ldap-stand-in.ts'
import { memorySecrets } from '../../fakes/memory-secrets.ts'

/** Failures of the wire, with a stand-in: what real domain controllers do is in tests/lab/directory. */

const query: DirectoryQuery = { base: 'DC=corp', scope: 'sub', filter: filter`(cn=WS01)`, attributes: ['cn', 'dn'] }
const ws01 = [{ dn: 'CN=WS01,DC=corp', attributes: { cn: ['WS01'], dn: ['CN=WS01,DC=corp'] } }]

interface Setup {
  readonly answer?: (request: StandInRequest, connection: number) => StandInAnswer
  readonly timings?: Partial<PoolTimings>
  readonly settings?: Partial<Gateway>
  readonly secrets?: Readonly<Record<string, string>>
}

async function setUp(context: TestContext, { answer = wellBehaved, timings, settings, secrets }: Setup = {}) {
  const server = await startLdapStandIn(answer)
  const time = { now: Date.now() }
  const directory = new LdapDirectory({
    secrets: memorySecrets(secrets ?? { 'gateways/ad/bindPassword': 'pw' }),
    clock: { now: () => new Date(time.now), monotonicMilliseconds: () => time.now },
    timings: { ...defaultTimings, proofMilliseconds: 50, ...timings },
  })
  context.after(async () => {
    directory.close()
    await server.close()
  })
  const gateway: Gateway = {
    ...gatewaySchema.parse({
      id: 'ad',
      name: 'AD',
      serversHostAndPort: [`127.0.0.1:${server.port}`],
      bindDN: 'CN=reader',
      connectionSecurity: 'None',
    }),
    operationTimeoutSeconds: 0.4,
    connectTimeoutSeconds: 0.4,
    ...settings,
  }
  return { server, directory, gateway, time }
}

function inPieces(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 2000
  while (!condition()) {
    assert.ok(performance.now() < deadline, 'it did not come about in 2 s')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function code(expected: string) {
  return (error: unknown) => error instanceof IdpError && error.code === expected
}

test('directory: binds once, answers with names as they were asked for, and keeps the connection', async (context) => {
  const { server, directory, gateway } = await setUp(context)
  assert.deepEqual(await directory.search(gateway, query), ws01)
  assert.deepEqual(await directory.search(gateway, { ...query, attributes: ['CN', 'sn'] }), [
    { dn: 'CN=WS01,DC=corp', attributes: { CN: ['WS01'] } },
  ])
  assert.equal(server.accepted(), 1)
  assert.deepEqual(server.requests[0], { kind: 'bind', messageId: 2, name: 'CN=reader', password: 'pw' })
  const { idleOn, waiting, lastFailure, operationsPerSecond, currentErrors } = directory.findStatus('ad') ?? {}
  assert.deepEqual(
    { idleOn, waiting, lastFailure, operationsPerSecond, currentErrors },
    {
      ...{ idleOn: gateway.serversHostAndPort, waiting: 0, lastFailure: undefined },
      ...{ operationsPerSecond: 2, currentErrors: [] },
    },
  )
  assert.equal(directory.findStatus('other'), undefined)
})

test('directory: no more connections than poolSize, and every request is answered', async (context) => {
  const { server, directory, gateway } = await setUp(context, { settings: { poolSize: 3 } })
  const answers = await Promise.all(Array.from({ length: 50 }, () => directory.search(gateway, query)))
  assert.ok(answers.every((answer) => answer.length === 1))
  assert.equal(server.accepted(), 3)
})

test('directory: requests that find every connection busy fail by name after a while', async (context) => {
  const answer = (request: StandInRequest) => (isSearch(request) ? 'silence' : bindResult(request.messageId))
  const { directory, gateway } = await setUp(context, { answer, settings: { poolSize: 1 } })
  const [first, second] = await Promise.allSettled([directory.search(gateway, query), directory.search(gateway, query)])
  assert.ok(first?.status === 'rejected' && code('DIRECTORY_TIMEOUT')(first.reason))
  assert.ok(second?.status === 'rejected')
  assert.ok(['DIRECTORY_POOL_EXHAUSTED', 'DIRECTORY_TIMEOUT'].some((name) => code(name)(second.reason)))
})

test('directory: after the server dropped its connections the next request opens a new one', async (context) => {
  const { server, directory, gateway } = await setUp(context)
  await directory.search(gateway, query)
  server.dropConnections()
  assert.deepEqual(await directory.search(gateway, query), ws01)
  assert.equal(server.accepted(), 2)
})

test('directory: a kept connection that breaks in the middle is replaced once, without the caller noticing', async (context) => {
  let searches = 0
  const { server, directory, gateway } = await setUp(context, {
    answer(request) {
      if (isSearch(request)) searches += 1
      return searches === 2 && isSearch(request) ? 'close' : wellBehaved(request)
    },
  })
  await directory.search(gateway, query)
  assert.deepEqual(await directory.search(gateway, query), ws01)
  assert.equal(server.accepted(), 2)
})

test('directory: a new connection that breaks is not tried for ever', async (context) => {
  const answer = (request: StandInRequest) => (isSearch(request) ? 'close' : bindResult(request.messageId))
  const { server, directory, gateway } = await setUp(context, { answer })
  await assert.rejects(directory.search(gateway, query), code('DIRECTORY_CONNECTION_LOST'))
  assert.equal(server.accepted(), 1)
})

test('directory: a half-open connection is noticed by a short proof, not by the full timeout', async (context) => {
  const { server, directory, gateway, time } = await setUp(context, {
    answer: (request, connection) =>
      connection === 1 && server.requests.filter(isSearch).length > 1 ? 'silence' : wellBehaved(request),
    settings: { operationTimeoutSeconds: 10 },
  })
  await directory.search(gateway, query)
  time.now += defaultTimings.proveAfterMilliseconds
  assert.deepEqual(await directory.search(gateway, query), ws01)
  assert.equal(server.accepted(), 2)
})

test('directory: a server that never answers is given up after the operation timeout', async (context) => {
  const { directory, gateway } = await setUp(context, { answer: () => 'silence' })
  await assert.rejects(directory.search(gateway, query), code('DIRECTORY_TIMEOUT'))
})

test('directory: connections idle for too long are closed, not reused', async (context) => {
  const { server, directory, gateway, time } = await setUp(context)
  await directory.search(gateway, query)
  time.now += defaultTimings.closeIdleAfterMilliseconds + 1
  await directory.search(gateway, query)
  assert.equal(server.accepted(), 2)
})

test('directory: a gateway nobody uses any more keeps no connections', async (context) => {
  const { server, directory, gateway, time } = await setUp(context, { timings: { closeIdleAfterMilliseconds: 20 } })
  await Promise.all([directory.search(gateway, query), directory.search(gateway, query)])
  assert.equal(server.open(), 2)
  time.now += 21
  await until(() => server.open() === 0)
})

test('directory: the next server answers when the first is down, and the first again when it is back', async (context) => {
  const { server: first, directory, gateway: one, time } = await setUp(context)
  const second = await startLdapStandIn(wellBehaved)
  context.after(() => second.close())
  const gateway = { ...one, serversHostAndPort: [...one.serversHostAndPort, `127.0.0.1:${second.port}`] }
  await first.close()
  assert.deepEqual(await directory.search(gateway, query), ws01)
  assert.equal(second.accepted(), 1)
  const again = await startLdapStandIn(wellBehaved, first.port)
  context.after(() => again.close())
  await directory.search(gateway, query)
  assert.equal(again.accepted(), 0, 'the first server rests')
  time.now += defaultTimings.restMilliseconds
  await directory.search(gateway, query)
  await until(() => again.accepted() > 0)
  await new Promise((resolve) => setTimeout(resolve, 20))
  await directory.search(gateway, query)
  assert.equal(again.requests.filter(isSearch).length, 1)
  assert.deepEqual(directory.findStatus('ad')?.idleOn, [`127.0.0.1:${first.port}`])
})

test('directory: when every server fails, all are named; for a moment requests then fail at once', async (context) => {
  const { server, directory, gateway: one, time } = await setUp(context, { answer: () => 'close' })
  const gateway = { ...one, serversHostAndPort: ['127.0.0.1:1', ...one.serversHostAndPort] }
  await assert.rejects(
    directory.search(gateway, query),
    (error) =>
      error instanceof IdpError &&
      error.code === 'DIRECTORY_UNREACHABLE' &&
      error.row.fault === 'http:Unavailable' &&
      /127\.0\.0\.1:1.*DIRECTORY_UNREACHABLE.*DIRECTORY_CONNECTION_LOST/s.test(error.means),
  )
  await assert.rejects(directory.search(gateway, query), code('DIRECTORY_UNREACHABLE'))
  assert.equal(server.accepted(), 1)
  time.now += defaultTimings.outageMilliseconds
  await assert.rejects(directory.search(gateway, query), code('DIRECTORY_UNREACHABLE'))
  assert.equal(server.accepted(), 2)
})

test('directory: a refused password is sent once, not with every request, so that AD does not lock the account', async (context) => {
  const secrets: Record<string, string> = { 'gateways/ad/bindPassword': 'wrong' }
  const { server, directory, gateway, time } = await setUp(context, {
    secrets,
    answer: (request) =>
      request.kind === 'bind' && request.password === 'wrong'
        ? bindResult(request.messageId, 49, { diagnostic: 'AcceptSecurityContext error, data 52e, v4563' })
        : wellBehaved(request),
  })
  for (let count = 0; count < 5; count += 1)
    await assert.rejects(
      directory.search(gateway, query),
      (error) =>
        error instanceof IdpError &&
        error.code === 'DIRECTORY_BIND_REFUSED' &&
        error.facts.data === '52e' &&
        error.fix.startsWith('Type the password'),
    )
  assert.equal(server.accepted(), 1)
  assert.equal(directory.findStatus('ad')?.lastFailure, 'DIRECTORY_BIND_REFUSED')
  assert.deepEqual(
    directory.findStatus('ad')?.currentErrors.map(({ code }) => code),
    ['DIRECTORY_BIND_REFUSED'],
  )
  time.now += defaultTimings.refusalMilliseconds
  await assert.rejects(directory.search(gateway, query), code('DIRECTORY_BIND_REFUSED'))
  assert.equal(server.accepted(), 2)
  directory.restart('ad')
  await assert.rejects(directory.search(gateway, query), code('DIRECTORY_BIND_REFUSED'))
  assert.equal(server.accepted(), 3)
})

test('directory: a new bind password counts at once, without a restart', async (context) => {
  let password = 'wrong'
  const { directory, gateway } = await setUp(context)
  const changing = new LdapDirectory({
    secrets: { find: async (name) => memorySecrets({ [name]: password }).find(name) },
    clock: { now: () => new Date(), monotonicMilliseconds: () => performance.now() },
  })
  context.after(() => changing.close())
  const refusing = await startLdapStandIn((request) =>
    request.kind === 'bind' && request.password === 'wrong' ? bindResult(request.messageId, 49) : wellBehaved(request),
  )
  context.after(() => refusing.close())
  const moved = { ...gateway, serversHostAndPort: [`127.0.0.1:${refusing.port}`] }
  await assert.rejects(changing.search(moved, query), code('DIRECTORY_BIND_REFUSED'))
  password = 'right'
  assert.deepEqual(await changing.search(moved, query), ws01)
  assert.deepEqual(await directory.search(gateway, query), ws01)
})

test('directory: without a password nothing is sent, and neither with an empty one [RFC4513 §5.1.2]', async (context) => {
  for (const secrets of [{}, { 'gateways/ad/bindPassword': '' }]) {
    const { server, directory, gateway } = await setUp(context, { secrets })
    await assert.rejects(directory.search(gateway, query), code('DIRECTORY_BIND_PASSWORD_MISSING'))
    assert.equal(server.requests.length, 0)
  }
})

test('directory: other refusals of a bind have their own names [RFC4511 Appendix A.2]', async (context) => {
  for (const [resultCode, expected] of [
    [8, 'DIRECTORY_TLS_REQUIRED'],
    [13, 'DIRECTORY_TLS_REQUIRED'],
    [51, 'DIRECTORY_SERVER_BUSY'],
    [34, 'DIRECTORY_BIND_REFUSED'],
  ] as const) {
    const { directory, gateway } = await setUp(context, {
      answer: (request) => bindResult(request.messageId, resultCode),
    })
    await assert.rejects(directory.search(gateway, query), code(expected))
  }
})

test('directory: refusals of a search have their own names [RFC4511 §4.1.9]', async (context) => {
  for (const [resultCode, diagnostic, expected] of [
    [1, 'something else', 'DIRECTORY_SEARCH_REFUSED'],
    [1, 'a successful bind must be completed on the connection', 'DIRECTORY_CONNECTION_LOST'],
    [3, '', 'DIRECTORY_TIMEOUT'],
    [4, '', 'DIRECTORY_TOO_MANY_ENTRIES'],
    [11, '', 'DIRECTORY_TOO_MANY_ENTRIES'],
    [32, '', 'DIRECTORY_BASE_NOT_FOUND'],
    [50, '', 'DIRECTORY_ACCESS_DENIED'],
    [51, '', 'DIRECTORY_SERVER_BUSY'],
    [53, '', 'DIRECTORY_SEARCH_REFUSED'],
  ] as const) {
    const answer = (request: StandInRequest) =>
      isSearch(request) ? searchDone(request.messageId, resultCode, { diagnostic }) : bindResult(request.messageId)
    const { directory, gateway } = await setUp(context, { answer })
    await assert.rejects(directory.search(gateway, query), code(expected), `${resultCode}`)
  }
})

test('directory: an entry that is not there is an empty list, a limit that was asked for is no error', async (context) => {
  const done = (resultCode: number) => (request: StandInRequest) =>
    isSearch(request)
      ? Buffer.concat([searchEntry(request.messageId, 'CN=a'), searchDone(request.messageId, resultCode)])
      : bindResult(request.messageId)
  const missing = await setUp(context, { answer: done(32) })
  assert.deepEqual(await missing.directory.search(missing.gateway, { ...query, scope: 'base' }), [])
  const limited = await setUp(context, { answer: done(4) })
  assert.deepEqual(await limited.directory.search(limited.gateway, { ...query, sizeLimit: 1 }), [
    { dn: 'CN=a', attributes: { dn: ['CN=a'] } },
  ])
})

test('directory: an answer in many pieces is put together; many in one piece are taken apart', async (context) => {
  const big = 'x'.repeat(300_000)
  const answer = (request: StandInRequest) => {
    if (!isSearch(request)) return bindResult(request.messageId)
    const entries = ['a', 'b', 'c'].map((cn) => searchEntry(request.messageId, `CN=${cn}`, { cn: [cn], info: [big] }))
    return Buffer.concat([...entries, searchDone(request.messageId)])
  }
  const { directory, gateway } = await setUp(context, { answer })
  const entries = await directory.search(gateway, { ...query, attributes: ['cn', 'info'] })
  assert.deepEqual(
    entries.map(({ attributes }) => [attributes.cn?.[0], attributes.info?.[0]?.length]),
    [
      ['a', 300_000],
      ['b', 300_000],
      ['c', 300_000],
    ],
  )
})

test('directory: an answer may arrive in small pieces', async (context) => {
  const answer = (request: StandInRequest) => {
    const bytes = wellBehaved(request)
    return bytes instanceof Uint8Array ? inPieces(bytes, 9) : bytes
  }
  const { directory, gateway } = await setUp(context, { answer, settings: { operationTimeoutSeconds: 2 } })
  assert.deepEqual(await directory.search(gateway, query), ws01)
})

test('directory: whatever a server answers, the search ends with entries or with an error that has a name', async (context) => {
  let changes: readonly [at: number, byte: number][] = []
  const { server, directory, gateway } = await setUp(context, {
    settings: { operationTimeoutSeconds: 0.03 },
    timings: { outageMilliseconds: 0, restMilliseconds: 0 },
    answer(request) {
      const bytes = wellBehaved(request)
      if (!(bytes instanceof Uint8Array)) return bytes
      const changed = Uint8Array.from(bytes)
      for (const [at, byte] of changes) changed[at % changed.length] = byte
      return changed
    },
  })
  const someChanges = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(someChanges, async (next) => {
      changes = next
      try {
        await directory.search(gateway, query)
      } catch (error) {
        assert.ok(error instanceof IdpError && /^(DIRECTORY|LDAP)_/.test(error.code), String(error))
      }
      directory.restart('ad')
    }),
    { numRuns: 100 },
  )
  assert.ok(server.accepted() > 50)
})

test('directory: a long list counts by its first part [MS-ADTS §3.1.1.3.1.3.3]', async (context) => {
  const answer = (request: StandInRequest) =>
    isSearch(request)
      ? Buffer.concat([
          searchEntry(request.messageId, 'CN=g', { member: [], 'member;range=0-1': ['CN=a', 'CN=b'] }),
          searchDone(request.messageId),
        ])
      : bindResult(request.messageId)
  const { directory, gateway } = await setUp(context, { answer })
  const [entry] = await directory.search(gateway, { ...query, attributes: ['member'] })
  assert.deepEqual(entry?.attributes, { member: ['CN=a', 'CN=b'] })
})

test('directory: bytes that are not LDAP end the connection, not the process', async (context) => {
  for (const bytes of ['HTTP/1.1 400 Bad Request\r\n\r\n', '\x30\x84\xff\xff\xff\xff', '\x30\x03\x02\x01\x02']) {
    const { directory, gateway } = await setUp(context, { answer: () => Buffer.from(bytes, 'latin1') })
    await assert.rejects(directory.search(gateway, query), code('DIRECTORY_CONNECTION_LOST'))
  }
})

test('directory: an answer to nothing we asked ends the connection', async (context) => {
  const { directory, gateway } = await setUp(context, {
    answer: (request) => (isSearch(request) ? searchDone(99) : bindResult(request.messageId)),
  })
  await assert.rejects(directory.search(gateway, query), code('DIRECTORY_CONNECTION_LOST'))
})

test('directory: referrals are not followed; one that nothing else answers is refused by name', async (context) => {
  const continuation = await setUp(context, {
    answer: (request) =>
      isSearch(request)
        ? Buffer.concat([searchReference(request.messageId, 'ldap://elsewhere/DC=x'), searchDone(request.messageId)])
        : bindResult(request.messageId),
  })
  assert.deepEqual(await continuation.directory.search(continuation.gateway, query), [])
  const referrals = ['ldap://elsewhere.example/DC=x']
  const answer = (request: StandInRequest) =>
    isSearch(request) ? searchDone(request.messageId, 10, { referrals }) : bindResult(request.messageId)
  for (const settings of [{}, { followReferrals: true }, { followReferrals: true, referralHosts: ['other.example'] }]) {
    const { directory, gateway } = await setUp(context, { answer, settings })
    await assert.rejects(
      directory.search(gateway, query),
      (error) =>
        error instanceof IdpError &&
        error.code === 'DIRECTORY_REFERRAL_REFUSED' &&
        error.means.includes('elsewhere.example'),
    )
  }
})

test('directory: a referral to a listed host is followed with TLS only, so a plain port gets no password', async (context) => {
  const plain = await startLdapStandIn(wellBehaved)
  context.after(() => plain.close())
  const referrals = [`ldaps://127.0.0.1:${plain.port}/DC=x`]
  const { directory, gateway } = await setUp(context, {
    answer: (request) =>
      isSearch(request) ? searchDone(request.messageId, 10, { referrals }) : bindResult(request.messageId),
    settings: { followReferrals: true, referralHosts: ['127.0.0.1'] },
  })
  await assert.rejects(directory.search(gateway, query), code('DIRECTORY_TLS_FAILED'))
  assert.ok(plain.accepted() === 1 && !plain.requests.some(({ kind }) => kind === 'bind'))
})

test('directory: StartTLS that is refused, answered with too much, or not at all, gets no password [RFC4511 §4.14]', async (context) => {
  const extra = Buffer.concat([extendedResult(1), searchDone(2)])
  for (const [answer, expected] of [
    [extendedResult(1, 52, { diagnostic: 'no certificate' }), 'DIRECTORY_STARTTLS_REFUSED'],
    [extra, 'LDAP_RESPONSE_INVALID'],
    [bindResult(1), 'LDAP_RESPONSE_INVALID'],
    ['silence', 'DIRECTORY_TIMEOUT'],
    ['close', 'DIRECTORY_UNREACHABLE'],
    [extendedResult(1), 'DIRECTORY_TIMEOUT'],
    [inPieces(extendedResult(1, 52), 7), 'DIRECTORY_STARTTLS_REFUSED'],
  ] as const) {
    const settings = { connectionSecurity: 'StartTLS', validateTlsCertificates: false } as const
    const { server, directory, gateway } = await setUp(context, {
      settings,
      answer: (request) => (request.kind === 'extended' ? answer : 'silence'),
    })
    await assert.rejects(directory.search(gateway, query), code(expected), expected)
    assert.ok(server.requests.every(({ kind }) => kind !== 'bind'))
  }
})

test('directory: a change of the settings drops the connections made with the old ones', async (context) => {
  const { server, directory, gateway } = await setUp(context)
  await directory.search(gateway, query)
  await directory.search({ ...gateway, name: 'another name', userTypes: [] }, query)
  assert.equal(server.accepted(), 1)
  await directory.search({ ...gateway, bindDN: 'CN=other' }, query)
  assert.equal(server.accepted(), 2)
  await until(() => server.open() <= 1)
})

test('directory: gateways do not share connections', async (context) => {
  const { server, directory, gateway } = await setUp(context, {
    secrets: { 'gateways/ad/bindPassword': 'one', 'gateways/lab/bindPassword': 'two' },
  })
  await directory.search(gateway, query)
  await directory.search({ ...gateway, id: 'lab' }, query)
  const passwords = server.requests.flatMap((request) => (request.kind === 'bind' ? [request.password] : []))
  assert.deepEqual(passwords, ['one', 'two'])
})

test('directory: restart refuses no request under way', async (context) => {
  const { directory, gateway } = await setUp(context)
  const asked = Array.from({ length: 20 }, () => directory.search(gateway, query))
  directory.restart('ad')
  const answers = await Promise.all([...asked, directory.search(gateway, query)])
  assert.ok(answers.every((answer) => answer.length === 1))
})

test('directory: a filter that is none is refused before anything is sent', async (context) => {
  const { server, directory, gateway } = await setUp(context)
  const broken = { ...query, filter: filter`(${{ filter: filter`cn=x` }}` }
  await assert.rejects(directory.search(gateway, broken), code('LDAP_FILTER_INVALID'))
  assert.deepEqual(
    server.requests.map(({ kind }) => kind),
    ['bind'],
  )
  assert.deepEqual(await directory.search(gateway, query), ws01)
  assert.equal(server.accepted(), 1)
})

test('directory: a CA file that cannot be used is named', async (context) => {
  const { directory, gateway } = await setUp(context)
  for (const caFile of ['/nowhere/ca.pem', import.meta.filename])
    await assert.rejects(
      directory.search({ ...gateway, connectionSecurity: 'TLS', caFile }, query),
      (error) =>
        error instanceof IdpError && error.code === 'DIRECTORY_CA_FILE_UNREADABLE' && error.means.includes(caFile),
    )
})
