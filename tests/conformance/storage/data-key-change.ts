import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { test } from 'node:test'
import type { SecondFactor } from '../../../src/ports/second-factors.ts'
import { Secret } from '../../../src/secret.ts'
import type { OpenDatabase } from '../../../src/storage/open-database.ts'
import { openSealer, type SealerOptions } from '../../../src/storage/open-sealer.ts'
import { type Repositories, repositoriesOver } from '../../../src/storage/open-storage.ts'
import { dropOldDataKeys, prepareDataKey, rewrap } from '../../../src/storage/rewrap.ts'
import { sealedColumns } from '../../../src/storage/sealed-columns.ts'
import { countSealed } from '../../../src/storage/sealed-values.ts'
import { systemRandomness } from '../../../src/system-ports.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { totpFactor } from './second-factors.ts'
import { signingKeyRecord } from './signing-keys.ts'

const owner = { gatewayId: 'ad', objectSid: 'S-1-5-21-1' }
const challenge = { sessionId: 's', purpose: 'enrolTotp' } as const

/** Writes something through every repository that seals. */
export async function sealEverywhere({
  settings,
  signingKeys,
  serviceKeys,
  secondFactors,
  factorChallenges,
}: Repositories) {
  const store = new Map([['gateways/ad/bindPassword', new Secret('a password')]])
  await settings.apply({ from: 0, document: {}, appliedBy: 'test', store, drop: [] })
  await signingKeys.add(signingKeyRecord(), new Secret(Uint8Array.of(1, 2, 3)))
  await serviceKeys.save('ad', new Secret(Uint8Array.of(5, 2)))
  await secondFactors.add(owner, totpFactor())
  await factorChallenges.keep(challenge, new Secret('asked'), new Date('2027-01-01'))
}

/** Reads it all again. */
export async function openEverywhere({
  secrets,
  signingKeys,
  serviceKeys,
  secondFactors,
  factorChallenges,
}: Repositories) {
  assert.equal((await secrets.find('gateways/ad/bindPassword'))?.reveal(), 'a password')
  assert.deepEqual((await signingKeys.findPrivateKey(signingKeyRecord().id))?.reveal(), Uint8Array.of(1, 2, 3))
  assert.deepEqual((await serviceKeys.find('ad'))?.reveal(), Uint8Array.of(5, 2))
  const [factor] = await secondFactors.list(owner)
  assert.deepEqual(secretOf(factor), secretOf(totpFactor()))
  assert.equal((await factorChallenges.find(challenge, new Date('2026-01-01')))?.reveal(), 'asked')
}

function secretOf(factor: SecondFactor | undefined): Uint8Array | undefined {
  return factor?.kind === 'totp' ? factor.secret.reveal() : undefined
}

/** Changing the data key under running servers. */
export function dataKeyChangeSuite(
  label: string,
  open: () => Promise<OpenDatabase>,
  folder: () => Promise<string>,
): void {
  const optionsIn = (directory: string): SealerOptions => ({
    dataKeyFile: `${directory}/etc/data.key`,
    dataDirectory: `${directory}/data`,
    clock: fixedClock(),
    randomness: systemRandomness,
    warn: () => {},
  })

  test(`${label}: a new data key takes over everything that is sealed, under the eyes of a running server`, async () => {
    const database = await open()
    const options = optionsIn(await folder())
    const server = repositoriesOver(database, options)
    await sealEverywhere(server)
    assert.equal((await countSealed(database.kysely)).size, 1)
    const prepared = await prepareDataKey(database, options)
    assert.equal(await prepareDataKey(database, options), prepared)
    assert.notEqual((await server.sealer()).keyId, prepared)
    const told: number[] = []
    const done = await rewrap(database, options, (count) => told.push(count))
    assert.deepEqual(done, { keyId: prepared, resealed: sealedColumns.length, unreadable: [] })
    assert.deepEqual([...(await countSealed(database.kysely))], [[prepared, sealedColumns.length]])
    assert.equal(told.at(-1), sealedColumns.length)
    // What the server holds follows, without a restart.
    await openEverywhere(server)
    assert.equal((await server.sealer()).keyId, prepared)

    const [dropped] = await dropOldDataKeys(database, options, 0)
    const text = await readFile(options.dataKeyFile, 'utf8')
    assert.ok(dropped !== undefined && !text.includes(dropped) && text.includes(prepared))
    assert.equal((await stat(options.dataKeyFile)).mode & 0o777, 0o600)
    await openEverywhere(server)
    await openEverywhere(repositoriesOver(database, options))
    assert.deepEqual(await dropOldDataKeys(database, options, 0), [])
  })

  test(`${label}: an old data key is kept while anything needs it`, async () => {
    const database = await open()
    const options = optionsIn(await folder())
    const before = await openSealer(database, options)
    await prepareDataKey(database, options)
    await rewrap(database, options)
    // Another node that had read the file before.
    await database.kysely
      .insertInto('secrets')
      .values({ name: 'late', sealed: before.seal('late', Uint8Array.of(7)), updated_at: 1 })
      .execute()
    await assert.rejects(dropOldDataKeys(database, options, 0), {
      code: 'STORAGE_REWRAP_UNFINISHED',
      facts: { count: 1, keys: [before.keyId] },
    })
    // Goes on with the key it has, instead of making a third.
    const again = await rewrap(database, options)
    assert.equal(again.resealed, 1)
    assert.deepEqual(await dropOldDataKeys(database, options, 0), [before.keyId])
  })

  test(`${label}: a value that no key opens is named, and changed by nobody`, async () => {
    const database = await open()
    const options = optionsIn(await folder())
    await sealEverywhere(repositoriesOver(database, options))
    const foreign = 'v1.0123456789abcdef.AAAA.BBBB'
    await database.kysely.updateTable('service_keys').set({ sealed_keytab: foreign }).execute()
    await prepareDataKey(database, options)
    const { unreadable, resealed } = await rewrap(database, options)
    assert.deepEqual([unreadable, resealed], [['gateways/ad/keytab'], sealedColumns.length - 1])
    const { sealed_keytab } = await database.kysely.selectFrom('service_keys').selectAll().executeTakeFirstOrThrow()
    assert.equal(sealed_keytab, foreign)
  })
}
