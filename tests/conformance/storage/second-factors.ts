import assert from 'node:assert/strict'
import { test } from 'node:test'
import type {
  FactorChallenges,
  PasskeyFactor,
  SecondFactorRepository,
  TotpFactor,
} from '../../../src/ports/second-factors.ts'
import { Secret } from '../../../src/secret.ts'

/** What every SecondFactorRepository and every FactorChallenges does, whatever it keeps its records in. `open` gives an empty one. */

const at = (time: string) => new Date(`2026-03-01T${time}Z`)
const alice = { gatewayId: 'ad', objectSid: 'S-1-5-21-1-2-3-1105' }
const others = [
  { ...alice, gatewayId: 'other' },
  { ...alice, objectSid: 'S-1-5-21-1-2-3-1106' },
]

export function totpFactor(changes: Partial<TotpFactor> = {}): TotpFactor {
  return {
    kind: 'totp',
    id: 'app',
    label: 'Phone',
    secret: new Secret(Uint8Array.from(Buffer.from('twenty secret octets'))),
    lastCount: 0,
    createdAt: at('12:00:00.123'),
    lastUsedAt: undefined,
    ...changes,
  }
}

const passkey: PasskeyFactor = {
  kind: 'passkey',
  id: 'key',
  label: 'Key "x" \\ 😀',
  rpId: 'sts.example.test',
  credentialId: 'AQID',
  publicKey: Uint8Array.of(0, 1, 254, 255),
  transports: ['usb', 'nfc'],
  lastCount: 7,
  createdAt: at('12:30:00'),
  lastUsedAt: at('13:00:00'),
}

export function secondFactorSuite(label: string, open: () => Promise<SecondFactorRepository>): void {
  test(`${label}: what was added comes back whole, oldest first, to its owner alone`, async () => {
    const factors = await open()
    await factors.add(alice, passkey)
    await factors.add(alice, totpFactor())
    const [app, key] = await factors.list(alice)
    assert.deepEqual(key, passkey)
    assert.ok(app?.kind === 'totp')
    assert.equal(Buffer.from(app.secret.reveal()).toString(), 'twenty secret octets')
    assert.deepEqual({ ...app, secret: 0 }, { ...totpFactor(), secret: 0 })
    for (const other of others) assert.deepEqual(await factors.list(other), [])
  })

  test(`${label}: nobody else can rename, use or remove a factor`, async () => {
    const factors = await open()
    await factors.add(alice, totpFactor())
    for (const other of others) {
      assert.equal(await factors.rename(other, 'app', 'Mine'), false)
      assert.equal(await factors.use(other, 'app', 5, at('13:00:00')), false)
      assert.equal(await factors.remove(other, 'app'), false)
      assert.equal(await factors.removeAll(other), 0)
    }
    assert.equal(await factors.rename(alice, 'app', 'New phone'), true)
    assert.equal((await factors.list(alice))[0]?.label, 'New phone')
  })

  test(`${label}: of many that bring the same count at once one is taken; afterwards only a greater one`, async () => {
    const factors = await open()
    await factors.add(alice, totpFactor())
    const taken = await Promise.all(Array.from({ length: 8 }, () => factors.use(alice, 'app', 100, at('13:00:00'))))
    assert.equal(taken.filter(Boolean).length, 1)
    assert.equal(await factors.use(alice, 'app', 99, at('13:00:01')), false)
    assert.equal(await factors.use(alice, 'app', 0, at('13:00:01')), false)
    assert.equal(await factors.use(alice, 'app', 101, at('13:00:30')), true)
    const [factor] = await factors.list(alice)
    assert.deepEqual([factor?.lastCount, factor?.lastUsedAt], [101, at('13:00:30')])
  })

  test(`${label}: a passkey without a counter says 0 each time; one that has begun to count may not go back`, async () => {
    const factors = await open()
    await factors.add(alice, { ...passkey, lastCount: 0 })
    for (const count of [0, 0, 3]) assert.equal(await factors.use(alice, 'key', count, at('13:00:00')), true)
    for (const count of [0, 3]) assert.equal(await factors.use(alice, 'key', count, at('13:00:00')), false)
  })

  test(`${label}: a recovery code is good once, also when many bring it at once; new ones end the old`, async () => {
    const factors = await open()
    await factors.replaceRecoveryCodes(alice, ['a', 'b', 'c'])
    for (const other of others) assert.equal(await factors.useRecoveryCode(other, 'a'), false)
    const taken = await Promise.all(Array.from({ length: 8 }, () => factors.useRecoveryCode(alice, 'a')))
    assert.equal(taken.filter(Boolean).length, 1)
    assert.equal(await factors.countRecoveryCodes(alice), 2)
    await factors.replaceRecoveryCodes(alice, ['d'])
    assert.equal(await factors.useRecoveryCode(alice, 'b'), false)
    assert.equal(await factors.countRecoveryCodes(alice), 1)
  })

  test(`${label}: the recovery codes go with the last factor, not before`, async () => {
    const factors = await open()
    await factors.add(alice, totpFactor())
    await factors.add(alice, passkey)
    await factors.replaceRecoveryCodes(alice, ['a'])
    assert.equal(await factors.remove(alice, 'app'), true)
    assert.equal(await factors.countRecoveryCodes(alice), 1)
    assert.equal(await factors.remove(alice, 'key'), true)
    assert.equal(await factors.countRecoveryCodes(alice), 0)
    await factors.add(alice, totpFactor())
    await factors.replaceRecoveryCodes(alice, ['a'])
    assert.equal(await factors.removeAll(alice), 1)
    assert.equal(await factors.countRecoveryCodes(alice), 0)
  })
}

export function factorChallengeSuite(label: string, open: () => Promise<FactorChallenges>): void {
  const mine = { sessionId: 'a'.repeat(64), purpose: 'enrolTotp' } as const

  test(`${label}: found until it expires, by its own session and purpose; a later one takes its place`, async () => {
    const challenges = await open()
    await challenges.keep(mine, new Secret('first'), at('13:00:00'))
    await challenges.keep(mine, new Secret('sécond'), at('13:10:00'))
    assert.equal((await challenges.find(mine, at('13:05:00')))?.reveal(), 'sécond')
    assert.equal(await challenges.find(mine, at('13:10:00')), undefined)
    assert.equal(await challenges.take(mine, at('13:10:00')), undefined)
    assert.equal(await challenges.find({ ...mine, purpose: 'usePasskey' }, at('12:00:00')), undefined)
    assert.equal(await challenges.find({ ...mine, sessionId: 'b' }, at('12:00:00')), undefined)
  })

  test(`${label}: of many that take the same one gets it`, async () => {
    const challenges = await open()
    await challenges.keep(mine, new Secret('once'), at('13:00:00'))
    const taken = await Promise.all(Array.from({ length: 8 }, () => challenges.take(mine, at('12:00:00'))))
    assert.deepEqual(
      taken.flatMap((value) => value?.reveal() ?? []),
      ['once'],
    )
  })

  test(`${label}: what has expired is removed`, async () => {
    const challenges = await open()
    await challenges.keep(mine, new Secret('old'), at('13:00:00'))
    await challenges.keep({ ...mine, purpose: 'enrolPasskey' }, new Secret('new'), at('14:00:00'))
    assert.equal(await challenges.removeExpired(at('13:00:00')), 1)
    assert.equal((await challenges.find({ ...mine, purpose: 'enrolPasskey' }, at('13:00:00')))?.reveal(), 'new')
  })
}
