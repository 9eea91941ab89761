import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { trustEndpoints } from '../../../src/config/endpoints.ts'
import { microsoft365Application } from '../../../src/config/presets.ts'
import type { ErrorCode } from '../../../src/errors.ts'
import { createPublicListener } from '../../../src/http/public-listener.ts'
import { createSignInLog } from '../../../src/issuance/create-sign-in-log.ts'
import type { SignInRecord } from '../../../src/ports.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'
import { fixedSigners } from '../../fakes/fixed-signers.ts'
import { memoryDirectory } from '../../fakes/memory-directory.ts'
import { memoryFactorPorts } from '../../fakes/memory-factor-ports.ts'
import { memoryPasswords } from '../../fakes/memory-passwords.ts'
import { memoryProfiles } from '../../fakes/memory-profiles.ts'
import { memorySessions } from '../../fakes/memory-sessions.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'
import { scriptedKerberos } from '../../fakes/scripted-kerberos.ts'
import { scriptedLockout } from '../../fakes/scripted-lockout.ts'
import { named, now } from '../issuance/accept/accept-fixture.ts'

/** Every kind of credential on every address, from inside and from outside of the intranet ranges, on the real listener. */

const host = 'sts.example.test'
const inside = '10.1.2.3'
const outside = '203.0.113.9'

/** What each credential adds to a request. A ticket is a header, a password stands in the body. */
const credentials = {
  none: { headers: {}, password: false },
  ticket: { headers: { authorization: 'Negotiate YIIB' }, password: false },
  password: { headers: {}, password: true },
  both: { headers: { authorization: 'Negotiate YIIB' }, password: true },
} as const

type Kind = keyof typeof credentials

const addresses = [
  ...trustEndpoints.flatMap(({ path, credential, trustVersion }) => [
    { url: `/wsf/sts/m365/${path}`, credential, trustVersion },
    { url: `/adfs/services/trust/${path}`, credential, trustVersion },
  ]),
  { url: '/wsf/sts/m365', credential: 'usernamemixed', trustVersion: '13' },
  { url: '/wsf/sts/m365', credential: 'usernamemixed', trustVersion: '2005' },
] as const

function open(networks: Readonly<Record<string, unknown>> = {}, trustedProxies: readonly string[] = ['192.0.2.1']) {
  const records: SignInRecord[] = []
  const clock = { now: () => now, monotonicMilliseconds: () => 0 }
  const randomness = countedRandomness()
  const directory = memoryDirectory()
  const passwords = memoryPasswords(() => directory)
  const ports = {
    ...{ clock, randomness, directory, passwords },
    settings: memorySettings(
      {
        applications: [microsoft365Application({ id: 'm365', domainName: 'contoso.test' })],
        networks: { intranetRanges: ['10.0.0.0/8'], ...networks },
      },
      `https://${host}`,
    ),
    signers: fixedSigners(),
    kerberos: scriptedKerberos({ realms: {}, answers: [], heldKeys: [], hasNewKeys: false }),
    lockout: scriptedLockout(),
    profiles: memoryProfiles(),
    ...memoryFactorPorts(memorySettings(), clock),
    sessions: memorySessions(),
    signInLog: createSignInLog({ clock, randomness, record: (record) => void records.push(record) }),
  }
  const app = createPublicListener({ ports, trustedProxies, tls: undefined, log: pino({ level: 'silent' }) })
  return async (
    { url, trustVersion }: { readonly url: string; readonly trustVersion: '13' | '2005' },
    kind: Kind,
    { from, via = '192.0.2.1' }: { readonly from: string; readonly via?: string },
  ) => {
    const { headers, password } = credentials[kind]
    const body = Buffer.from(named(`msal-python-${trustVersion}-usernamemixed`).body).toString()
    const forwarded = { 'x-forwarded-for': from, 'x-forwarded-proto': 'https' }
    const answer = await app.inject({
      ...{ method: 'POST', url, remoteAddress: via },
      headers: { host, 'content-type': 'application/soap+xml', ...forwarded, ...headers },
      payload: password ? body : body.replace(/<wsse:UsernameToken.*<\/wsse:UsernameToken>/s, ''),
    })
    return { status: answer.statusCode, headers: answer.headers, code: records.at(-1)?.code, asked: passwords.asked }
  }
}

/** The furthest that anything gets here: the ticket is none, and this application takes nobody's password. */
const hasReached = (code: ErrorCode | undefined) => /^(AUTHENTICATE|KERBEROS)_/.test(code ?? '')

test('[WSTrust13 §12] from outside nothing gets further than its network rule, on any address', async () => {
  const post = open({ usernamemixed: 'intranet' })
  for (const address of addresses)
    for (const kind of Object.keys(credentials) as Kind[]) {
      const { status, code, asked } = await post(address, kind, { from: outside })
      const title = `${kind} at ${address.url} ${address.trustVersion}: ${code}`
      const isPassword = address.credential === 'usernamemixed'
      const hasPassword = credentials[kind].password
      const expected = !isPassword
        ? 'ACCEPT_NETWORK_OUTSIDE'
        : hasPassword
          ? 'ACCEPT_PASSWORD_NETWORK_CLOSED'
          : 'ACCEPT_USERNAME_TOKEN_MISSING'
      assert.equal(code, expected, title)
      assert.equal(status, expected === 'ACCEPT_USERNAME_TOKEN_MISSING' ? 500 : 403, title)
      assert.deepEqual(asked, [], title)
    }
})

test('from inside the same requests reach authenticate with the credential of their address, and with no other', async () => {
  const post = open({ usernamemixed: 'intranet' })
  for (const address of addresses) {
    const own = address.credential === 'usernamemixed' ? 'password' : 'ticket'
    const other = own === 'password' ? 'ticket' : 'password'
    assert.ok(hasReached((await post(address, own, { from: inside })).code), address.url)
    const { code, headers } = await post(address, other, { from: inside })
    assert.ok(!hasReached(code), `${other} at ${address.url}: ${code}`)
    // Where passwords are taken nobody is asked for a ticket.
    assert.equal(headers['www-authenticate'], own === 'ticket' ? 'Negotiate' : undefined, address.url)
  }
})

test('by default passwords are taken from everywhere, tickets never from outside', async () => {
  const post = open()
  for (const address of addresses) {
    const { code } = await post(address, address.credential === 'usernamemixed' ? 'password' : 'ticket', {
      from: outside,
    })
    const isPassword = address.credential === 'usernamemixed'
    assert.equal(code, isPassword ? 'AUTHENTICATE_PASSWORDS_OFF' : 'ACCEPT_NETWORK_OUTSIDE', address.url)
  }
})

test('what a stranger forwards is not believed; what a trusted proxy forwards is', async () => {
  const post = open({ usernamemixed: 'intranet' })
  for (const [address, kind] of [
    [{ url: '/wsf/sts/m365/13/windowstransport', trustVersion: '13' }, 'ticket'],
    [{ url: '/wsf/sts/m365/13/usernamemixed', trustVersion: '13' }, 'password'],
  ] as const) {
    assert.ok(hasReached((await post(address, kind, { from: inside })).code))
    // The proxy's own client may write addresses before its own: only the last one is the proxy's word.
    const lying = await post(address, kind, { from: `${inside}, ${outside}` })
    assert.equal(lying.status, 403)
    assert.ok(!hasReached(lying.code))
    // Without a proxy in between the stranger's word for https counts for nothing either: there is not even an attempt.
    const direct = await post(address, kind, { from: inside, via: outside })
    assert.deepEqual([direct.status, direct.code], [403, lying.code])
  }
})
