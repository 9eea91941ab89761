import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authenticationFailed, type ErrorCode, errorTable, IdpError } from '../../../../src/errors.ts'
import { password, passwordWorld } from './password-world.ts'

const alice = { sam: 'alice', mail: 'alice@example.test', upn: 'alice.a@corp.example.test' }

test('[RFC4513 §5.1.3] a right password is a principal, bound to the SID of the entry', async () => {
  const world = await passwordWorld()
  const { objectSid, dn } = await world.createUser(alice)
  const principal = await world.signIn('Alice@Example.test', password)
  const { gateway, ...rest } = principal
  assert.equal(gateway.id, 'corp')
  assert.deepEqual(rest, {
    kerberosRealm: 'CORP.EXAMPLE.TEST',
    samAccountName: 'alice',
    objectSid,
    authentication: { method: 'password', at: new Date('2026-03-01T12:00:00Z') },
    channelBinding: 'none',
    replyToken: undefined,
  })
  assert.deepEqual(world.passwords.asked, ['find', `verify ${dn}`])
  assert.deepEqual(world.lockout.ended, ['succeeded'])
  const [attempt] = world.lockout.attempts
  assert.equal(attempt?.remoteAddress, '203.0.113.9')
  assert.equal(attempt?.account?.objectSid, objectSid)
})

test('[RFC4513 §5.1.2] what must not reach a bind is refused before anything is asked', async () => {
  const world = await passwordWorld()
  await world.createUser(alice)
  const cases: readonly (readonly [string, string, ErrorCode])[] = [
    [alice.mail, '', 'AUTHENTICATE_PASSWORD_EMPTY'],
    [alice.mail, '\0', 'AUTHENTICATE_PASSWORD_UNUSABLE'],
    [alice.mail, `${password}\0`, 'AUTHENTICATE_PASSWORD_UNUSABLE'],
    [alice.mail, '\ud800', 'AUTHENTICATE_PASSWORD_UNUSABLE'],
    [alice.mail, 'x'.repeat(257), 'AUTHENTICATE_PASSWORD_UNUSABLE'],
    ['', password, 'AUTHENTICATE_USERNAME_UNUSABLE'],
    [' ', password, 'AUTHENTICATE_USERNAME_UNUSABLE'],
    ['x'.repeat(257), password, 'AUTHENTICATE_USERNAME_UNUSABLE'],
    ['alice\0', password, 'AUTHENTICATE_USERNAME_UNUSABLE'],
    ['CORP\\alice', password, 'AUTHENTICATE_USERNAME_DOMAIN_FORM'],
  ]
  for (const [username, typed, code] of cases) assert.equal((await world.refused(username, typed)).code, code, username)
  assert.deepEqual(world.passwords.asked, [])
  assert.deepEqual(world.lockout.attempts, [])
})

test('an unknown user name costs what a wrong password does: a search, the counters, a bind', async () => {
  const world = await passwordWorld()
  const { dn } = await world.createUser(alice)
  assert.equal((await world.refused(alice.mail, 'wrong')).code, 'AUTHENTICATE_PASSWORD_WRONG')
  assert.equal((await world.refused('nobody@example.test', 'wrong')).code, 'AUTHENTICATE_USER_UNKNOWN')
  assert.deepEqual(world.passwords.asked, ['find', `verify ${dn}`, 'find', 'pretend dc=corp,dc=example,dc=test'])
  assert.deepEqual(world.lockout.ended, ['failed', 'failed'])
  assert.deepEqual(
    world.lockout.attempts.map(({ account, gateway }) => [account?.entry.dn, gateway.id]),
    [
      [dn, 'corp'],
      [undefined, 'corp'],
    ],
  )
})

test("[MS-ADTS §5.1.1.1.1] AD's reasons are told apart inside, and all look alike outside", async () => {
  const disable = { userAccountControl: '514' }
  const cases: readonly (readonly [Readonly<Record<string, string>>, string, ErrorCode, string])[] = [
    [{}, 'wrong', 'AUTHENTICATE_PASSWORD_WRONG', 'failed'],
    [disable, 'wrong', 'AUTHENTICATE_PASSWORD_WRONG', 'failed'],
    [disable, password, 'AUTHENTICATE_PASSWORD_DISABLED', 'unjudged'],
    [{ accountExpires: '133000000000000000' }, password, 'AUTHENTICATE_PASSWORD_ACCOUNT_EXPIRED', 'unjudged'],
    [{ pwdLastSet: '0' }, password, 'AUTHENTICATE_PASSWORD_MUST_CHANGE', 'succeeded'],
    [{ lockoutTime: '133000000000000000' }, password, 'AUTHENTICATE_PASSWORD_ACCOUNT_LOCKED', 'failed'],
  ]
  for (const [attributes, typed, code, ended] of cases) {
    const world = await passwordWorld()
    const { dn } = await world.createUser(alice)
    await world.domains.corp.replace(dn, attributes)
    const error = await world.refused(alice.mail, typed)
    assert.equal(error.code, code)
    assert.deepEqual(world.lockout.ended, [ended], code)
    assert.doesNotMatch(error.means + error.fix, /unknown/, 'every fact of the message is filled in')
  }
})

test('every data code of AD has an error of its own, with a remedy for the user', async () => {
  const expected: Readonly<Record<string, ErrorCode>> = {
    '525': 'AUTHENTICATE_PASSWORD_NO_ACCOUNT',
    '52e': 'AUTHENTICATE_PASSWORD_WRONG',
    '530': 'AUTHENTICATE_PASSWORD_HOURS',
    '531': 'AUTHENTICATE_PASSWORD_WORKSTATION',
    '532': 'AUTHENTICATE_PASSWORD_EXPIRED',
    '533': 'AUTHENTICATE_PASSWORD_DISABLED',
    '701': 'AUTHENTICATE_PASSWORD_ACCOUNT_EXPIRED',
    '773': 'AUTHENTICATE_PASSWORD_MUST_CHANGE',
    '775': 'AUTHENTICATE_PASSWORD_ACCOUNT_LOCKED',
    '52f': 'AUTHENTICATE_PASSWORD_REFUSED',
    '999': 'AUTHENTICATE_PASSWORD_REFUSED',
  }
  const world = await passwordWorld()
  await world.createUser(alice)
  for (const [data, code] of Object.entries(expected)) {
    world.passwords.answerWith(data)
    const error = await world.refused(alice.mail, password)
    assert.equal(error.code, code, data)
    assert.doesNotMatch(error.means + error.fix, /unknown/, 'every fact of the message is filled in')
  }
})

test('every refusal of a password or a user name has one fault and one text', () => {
  const outside = Object.entries(errorTable)
    .filter(([code]) => /^AUTHENTICATE_(PASSWORD|USER|ACCOUNT)/.test(code))
    .map(([, row]) => `${row.fault} ${row.says}`)
  assert.ok(outside.length >= 20)
  assert.deepEqual(new Set(outside), new Set([`wst:FailedAuthentication ${authenticationFailed}`]))
})

test('several accounts with the user name are none, and an account elsewhere is told from one that is not there', async () => {
  const world = await passwordWorld()
  await world.createUser(alice)
  const twin = await world.createUser({ sam: 'alice2', mail: alice.mail })
  const several = await world.refused(alice.mail, password)
  assert.equal(several.code, 'AUTHENTICATE_USER_SEVERAL')
  assert.ok(several.means.includes(twin.dn))
  await world.createUser({ sam: 'bob', mail: 'bob@example.test', ou: 'CN=Users' })
  assert.equal((await world.refused('bob@example.test', password)).code, 'AUTHENTICATE_USER_OUTSIDE_BASE')
  const other = await world.refused(alice.upn, password)
  assert.equal(other.code, 'AUTHENTICATE_USER_OTHER_ATTRIBUTE')
  assert.match(other.means, /userPrincipalName/)
  assert.deepEqual(world.lockout.ended, ['failed', 'failed', 'failed'])
  assert.ok(world.passwords.asked.every((asked) => !asked.startsWith('verify')))
})

test('an account outside the search bases does not make one inside ambiguous', async () => {
  const world = await passwordWorld()
  const { objectSid } = await world.createUser(alice)
  await world.createUser({ sam: 'adm-alice', mail: alice.mail, ou: 'CN=Users' })
  assert.equal((await world.signIn(alice.mail, password)).objectSid, objectSid)
})

test('user names are matched with the attribute that the application names', async () => {
  for (const [userAttributeUsernameMatch, username] of [
    ['ms-upn', alice.upn],
    ['username', 'alice'],
    ['email', alice.mail],
  ] as const) {
    const world = await passwordWorld({ application: { userAttributeUsernameMatch } })
    await world.createUser(alice)
    assert.equal((await world.signIn(username, password)).samAccountName, 'alice')
  }
})

test('no computer signs in by password, and a name with a meaning to LDAP finds nobody', async () => {
  const world = await passwordWorld({ application: { userAttributeUsernameMatch: 'username' } })
  const computer = await world.domains.corp.createComputer({ sam: 'WS01$', ou: 'OU=Users' })
  world.passwords.setPassword(computer.dn, password)
  await world.createUser(alice)
  for (const username of ['WS01$', '*', 'ali*', 'alice)(objectClass=*', '\u0001'])
    assert.equal((await world.refused(username, password)).code, 'AUTHENTICATE_USER_UNKNOWN', username)
})

test('AD takes é for e; we do not', async () => {
  const world = await passwordWorld()
  await world.createUser(alice)
  const exact = world.passwords.findAccounts
  world.passwords.findAccounts = (gateway, query) =>
    exact(gateway, { ...query, filter: query.filter.replaceAll('é', 'e') as typeof query.filter })
  assert.equal((await world.refused('alicé@example.test', password)).code, 'AUTHENTICATE_USER_UNKNOWN')
})

test('a user name that may be a password typed into the wrong field is written down nowhere', async () => {
  const world = await passwordWorld()
  const error = await world.refused('S3cret-Passw0rd', 'x')
  assert.doesNotMatch(JSON.stringify([error.message, error.means, error.facts, world.notes]), /S3cret/)
  const named = await world.refused('nobody@example.test', 'S3cret-Passw0rd')
  assert.match(named.means, /nobody@example\.test/)
  assert.doesNotMatch(JSON.stringify([named.message, named.means, named.facts, world.notes]), /S3cret/)
})

test('a refusal of the counters asks no domain controller, and takes as long as if it had', async () => {
  const world = await passwordWorld()
  await world.createUser(alice)
  world.lockout.refuseWith(new IdpError('AUTHENTICATE_LOCKED_OUT'))
  assert.equal((await world.refused(alice.mail, password)).code, 'AUTHENTICATE_LOCKED_OUT')
  assert.equal((await world.refused('nobody@example.test', password)).code, 'AUTHENTICATE_LOCKED_OUT')
  assert.deepEqual(world.passwords.asked, ['find', 'wait', 'find', 'wait'])
})

test('without a verdict the attempt does not count, for known and unknown names', async () => {
  const world = await passwordWorld()
  await world.createUser(alice)
  world.passwords.failWith(new IdpError('DIRECTORY_TIMEOUT'))
  assert.equal((await world.refused(alice.mail, password)).code, 'DIRECTORY_TIMEOUT')
  assert.equal((await world.refused('nobody@example.test', password)).code, 'DIRECTORY_TIMEOUT')
  assert.deepEqual(world.lockout.ended, ['unjudged', 'unjudged'])
})

test('no password goes to a gateway without TLS, or without people, or that is off', async () => {
  const cases = [
    [{ gateway: { connectionSecurity: 'None' } }, 'AUTHENTICATE_PASSWORDS_NEED_TLS'],
    [{ gateway: { enabled: false } }, 'AUTHENTICATE_PASSWORDS_OFF'],
    [{ application: { kerberos: null } }, 'AUTHENTICATE_PASSWORDS_OFF'],
    [
      { application: { passwords: { gateways: [{ id: 'corp', userType: { id: 'devices' } }] } } },
      'AUTHENTICATE_PASSWORDS_OFF',
    ],
  ] as const
  for (const [options, code] of cases) {
    const world = await passwordWorld(options)
    await world.createUser(alice)
    assert.equal((await world.refused(alice.mail, password)).code, code)
    assert.deepEqual(world.passwords.asked, [])
  }
  const world = await passwordWorld({
    application: { kerberos: null, passwords: { gateways: [{ id: 'corp', userType: { id: 'users' } }] } },
  })
  await world.createUser(alice)
  assert.equal((await world.signIn(alice.mail, password)).samAccountName, 'alice')
})

test('several forests: all are asked, the one that has the user judges, and unknown names go where their domain is', async () => {
  const world = await passwordWorld({
    gateways: ['corp', 'other'],
    application: { userAttributeUsernameMatch: 'ms-upn' },
  })
  const { other } = world.domains
  const { dn } = await world.createUser({ sam: 'carol', upn: 'carol@other.example.test' }, other)
  const principal = await world.signIn('carol@other.example.test', password)
  assert.deepEqual([principal.gateway.id, principal.kerberosRealm], ['other', 'OTHER.EXAMPLE.TEST'])
  await world.refused('nobody@other.example.test', password)
  await world.refused('nobody@elsewhere.test', password)
  const [one, two] = ['pretend dc=other,dc=example,dc=test', 'pretend dc=corp,dc=example,dc=test']
  assert.deepEqual(world.passwords.asked, ['find', 'find', `verify ${dn}`, 'find', 'find', one, 'find', 'find', two])
})

test('two gateways of one domain find one account, not two', async () => {
  const world = await passwordWorld({ gateways: ['corp', 'other'], isOneDomain: true })
  const { objectSid } = await world.createUser(alice)
  assert.equal((await world.signIn(alice.mail, password)).objectSid, objectSid)
})

test('a forest that does not answer refuses nobody of another, and makes nobody unknown', async () => {
  const world = await passwordWorld({ gateways: ['corp', 'other'] })
  await world.createUser(alice)
  world.domains.other.directory.failWith(new IdpError('DIRECTORY_UNREACHABLE'))
  assert.equal((await world.signIn(alice.mail, password)).samAccountName, 'alice')
  assert.equal((await world.refused('carol@example.test', password)).code, 'DIRECTORY_UNREACHABLE')
})
