import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { microsoft365Application } from '../../../src/config/presets.ts'
import { createPublicListener, type PublicListenerOptions } from '../../../src/http/public-listener.ts'
import { createSignInLog } from '../../../src/issuance/create-sign-in-log.ts'
import type { Ports, SignInRecord } from '../../../src/ports.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { fixedSigners } from '../../fakes/fixed-signers.ts'
import { memoryFactorPorts } from '../../fakes/memory-factor-ports.ts'
import { memoryProfiles } from '../../fakes/memory-profiles.ts'
import { memorySessions } from '../../fakes/memory-sessions.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'

const host = 'sts.example.test'
const secure = { host, 'x-forwarded-proto': 'https' }

function listener(trustedProxies: readonly string[] = ['127.0.0.1'], more: Partial<PublicListenerOptions> = {}) {
  const records: SignInRecord[] = []
  const clock = fixedClock()
  const randomness = countedRandomness()
  const unreachable = (): never => {
    throw new Error('these tests never get as far as a ticket')
  }
  const ports: Ports = {
    clock,
    randomness,
    settings: memorySettings(
      {
        applications: [
          microsoft365Application({ id: 'm365', domainName: 'corp.example.test' }),
          {
            ...microsoft365Application({ id: 'second', domainName: 'second.example.test' }),
            issuerUri: 'urn:second',
            hostNames: ['sts.second.example.test'],
          },
        ],
        networks: { intranetRanges: ['127.0.0.0/8'] },
      },
      `https://${host}`,
    ),
    signers: fixedSigners(),
    kerberos: { accept: unreachable, realmsOf: unreachable, heldKeys: unreachable, newerKeySeen: unreachable },
    directory: { search: unreachable },
    profiles: memoryProfiles(),
    lockout: { begin: unreachable },
    passwords: {
      findAccounts: unreachable,
      verify: unreachable,
      pretend: unreachable,
      waitAsLong: unreachable,
      change: unreachable,
    },
    ...memoryFactorPorts(memorySettings(), clock),
    sessions: memorySessions(),
    signInLog: createSignInLog({ clock, randomness, record: (record) => void records.push(record) }),
  }
  const app = createPublicListener({
    ports,
    trustedProxies,
    tls: undefined,
    log: pino({ level: 'silent' }),
    ...more,
  })
  return { app, records }
}

test('health is answered to anyone, over anything, and says nothing', async () => {
  const answer = await listener([]).app.inject({ url: '/healthz', headers: { host: '10.0.0.1' } })
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.body, 'ok\n')
})

test('a Host that is not that of publicUrl is misdirected [RFC9110 §15.5.20]', async () => {
  const { app } = listener()
  for (const wrong of ['evil.test', `${host}:8443`, `${host}.evil.test`, '']) {
    const answer = await app.inject({ url: '/wsf/mex13/m365', headers: { ...secure, host: wrong } })
    assert.equal(answer.statusCode, 421, wrong)
    assert.ok(!answer.body.includes('evil'))
  }
  for (const right of [host, `${host}:443`, host.toUpperCase()]) {
    const answer = await app.inject({ url: '/wsf/mex13/m365', headers: { ...secure, host: right } })
    assert.equal(answer.statusCode, 200, right)
  }
})

test('plain HTTP is refused unless a trusted proxy says that TLS came before it', async () => {
  const { app } = listener([])
  const answer = await app.inject({ url: '/wsf/mex13/m365', headers: secure })
  assert.equal(answer.statusCode, 403, 'a stranger may say https as often as he likes')
})

test('the published addresses come from settings, not from the request', async () => {
  const { app } = listener()
  const answer = await app.inject({
    url: '/wsf/mex13/m365',
    headers: { ...secure, 'x-forwarded-host': 'evil.test', host },
  })
  assert.equal(answer.statusCode, 200)
  assert.ok(answer.body.includes(`https://${host}/wsf/sts/m365/13/windowstransport`))
  assert.ok(!answer.body.includes('evil.test'))
})

test('the AD FS-shaped address publishes AD FS-shaped addresses', async () => {
  const answer = await listener().app.inject({ url: '/adfs/services/trust/mex', headers: secure })
  assert.equal(answer.statusCode, 200)
  assert.ok(answer.body.includes(`https://${host}/adfs/services/trust/13/windowstransport`))
})

test('the host name chooses the application of the AD FS-shaped addresses, and what is published names that host', async () => {
  const { app, records } = listener()
  const second = { ...secure, host: 'STS.second.example.test:443' }
  for (const url of ['/adfs/services/trust/mex', '/wsf/mex13/second']) {
    const { body } = await app.inject({ url, headers: url.startsWith('/adfs') ? second : secure })
    assert.ok(body.includes('https://sts.second.example.test/'), url)
    assert.ok(!body.includes(`https://${host}/`), url)
  }
  const url = '/adfs/services/trust/13/windowstransport'
  for (const headers of [second, secure]) await app.inject({ method: 'POST', url, headers, payload: '' })
  assert.deepEqual(
    records.map(({ applicationId }) => applicationId),
    ['second', 'm365'],
  )
})

test('federation metadata stands under the application and, for Entra, at the AD FS-shaped address of its host', async () => {
  const { app } = listener()
  const standard = '/FederationMetadata/2007-06/FederationMetadata.xml'
  const answers = [
    await app.inject({ url: '/wsf/metadata/second', headers: secure }),
    await app.inject({ url: standard, headers: { ...secure, host: 'sts.second.example.test' } }),
  ]
  for (const answer of answers) {
    assert.equal(answer.statusCode, 200)
    assert.match(String(answer.headers['content-type']), /samlmetadata/)
    assert.ok(answer.body.includes('entityID="urn:second"'))
  }
  assert.ok(answers[0]?.body.includes('https://sts.second.example.test/wsf/prp/second'))
  assert.ok(answers[1]?.body.includes('https://sts.second.example.test/adfs/ls/'))
  assert.equal((await app.inject({ url: '/wsf/metadata/nobody', headers: secure })).statusCode, 404)
})

test('unknown applications, addresses and admin paths do not exist here', async () => {
  const { app } = listener()
  for (const url of ['/wsf/mex13/nobody', '/v1/environments/default', '/metrics', '/readyz', '/console/', '/']) {
    assert.equal((await app.inject({ url, headers: secure })).statusCode, 404, url)
  }
})

test('windowstransport asks for Negotiate and nothing else [RFC4559 §4.1]', async () => {
  const { app, records } = listener()
  for (const url of ['/wsf/sts/m365/13/windowstransport', '/adfs/services/trust/2005/windowstransport']) {
    const answer = await app.inject({ method: 'POST', url, headers: secure, payload: '' })
    assert.equal(answer.statusCode, 401, url)
    assert.equal(answer.headers['www-authenticate'], 'Negotiate')
  }
  assert.deepEqual(
    records.map((record) => record.outcome),
    ['challenged', 'challenged'],
  )
})

test('connections are bounded, so that idle ones cannot take every file descriptor', () => {
  assert.equal(listener().app.server.maxConnections, 5000)
})

test('a body beyond the limit is refused before it is read', async () => {
  const answer = await listener().app.inject({
    method: 'POST',
    url: '/wsf/sts/m365/13/windowstransport',
    headers: { ...secure, authorization: 'Negotiate YII=', 'content-type': 'application/soap+xml' },
    payload: 'x'.repeat(70_000),
  })
  assert.equal(answer.statusCode, 413)
})

test('beyond the limit of token requests at a time clients are told to come again, and metadata is still published', async () => {
  const { app } = listener(['127.0.0.1'], { maxInFlight: 0 })
  const answer = await app.inject({ method: 'POST', url: '/wsf/sts/m365/13/windowstransport', headers: secure })
  assert.equal(answer.statusCode, 503)
  assert.equal(answer.headers['retry-after'], '30')
  const page = await app.inject({ url: '/wsf/prp/m365?wa=wsignin1.0', headers: secure })
  assert.equal(page.statusCode, 503)
  assert.match(page.body, /Wait a minute and try again/)
  assert.equal((await app.inject({ url: '/wsf/mex13/m365', headers: secure })).statusCode, 200)
})

test('what the router itself refuses is answered like any address that is not there, without its words', async () => {
  const { app } = listener()
  for (const url of [`/wsf/sts/${'a'.repeat(200)}/13/windowstransport`, '/wsf/mex13/%zz']) {
    const answer = await app.inject({ url, headers: secure })
    assert.equal(answer.statusCode, 404, url)
    assert.equal(answer.body, 'There is nothing at this address.\n')
  }
})
