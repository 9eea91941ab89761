import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { Secret } from '../../../src/secret.ts'
import { administratorRepository } from '../../../src/storage/administrator-repository.ts'
import { administratorSessionRepository } from '../../../src/storage/administrator-session-repository.ts'
import { apiClientRepository } from '../../../src/storage/api-client-repository.ts'
import { auditRepository } from '../../../src/storage/audit-repository.ts'
import { makeDataKeyFile } from '../../../src/storage/data-key-file.ts'
import { factorChallengeRepository } from '../../../src/storage/factor-challenge-repository.ts'
import { invitationRepository } from '../../../src/storage/invitation-repository.ts'
import { keyEvidenceRepository } from '../../../src/storage/key-evidence-repository.ts'
import { migrate } from '../../../src/storage/migrate.ts'
import { migrations } from '../../../src/storage/migrations.ts'
import type { OpenDatabase } from '../../../src/storage/open-database.ts'
import { openSealer, type SealerOptions } from '../../../src/storage/open-sealer.ts'
import { passwordCounterRepository } from '../../../src/storage/password-counter-repository.ts'
import { profileRepository } from '../../../src/storage/profile-repository.ts'
import { profileSearch } from '../../../src/storage/profile-search.ts'
import { rehearsalRepository } from '../../../src/storage/rehearsal-repository.ts'
import { createSealer } from '../../../src/storage/sealer.ts'
import { secondFactorRepository } from '../../../src/storage/second-factor-repository.ts'
import { listSecretNames, secretRepository } from '../../../src/storage/secret-repository.ts'
import { serviceKeyRepository } from '../../../src/storage/service-key-repository.ts'
import { sessionRepository } from '../../../src/storage/session-repository.ts'
import { settingsRepository } from '../../../src/storage/settings-repository.ts'
import { SettingsStore } from '../../../src/storage/settings-store.ts'
import { signInRecords } from '../../../src/storage/sign-in-records.ts'
import { signingKeyRepository } from '../../../src/storage/signing-key-repository.ts'
import { isUniqueViolation } from '../../../src/storage/storage-failure.ts'
import { tenantEvidenceRepository } from '../../../src/storage/tenant-evidence-repository.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { administratorSuite } from './administrators.ts'
import { apiClientSuite } from './api-clients.ts'
import { auditSuite } from './audit.ts'
import { dataKeyChangeSuite } from './data-key-change.ts'
import { passwordCounterSuite } from './password-counters.ts'
import { personDataSuite } from './person-data.ts'
import { profileSearchSuite } from './profile-search.ts'
import { profileSuite } from './profiles.ts'
import { rehearsalSuite } from './rehearsals.ts'
import { factorChallengeSuite, secondFactorSuite, totpFactor } from './second-factors.ts'
import { serviceKeySuite } from './service-keys.ts'
import { sessionSuite } from './sessions.ts'
import { settingsSuite } from './settings.ts'
import { signInSuite } from './sign-ins.ts'
import { keyEvidenceSuite, signingKeyRecord, signingKeySuite } from './signing-keys.ts'
import { tenantEvidenceSuite } from './tenant-evidence.ts'
import { watchedSettingsSuite } from './watched-settings.ts'

const lastVersion = migrations.at(-1)?.version ?? 0

/** Every suite over one database. `open` gives it with empty tables; `folder` is a folder of its own for key files. */
export function everySuite(label: string, open: () => Promise<OpenDatabase>, folder: () => Promise<string>): void {
  const clock = fixedClock()
  const sealer = createSealer([{ id: '00'.repeat(8), key: new Secret(new Uint8Array(32)) }], countedRandomness())
  const sealerOf = async () => sealer

  profileSuite(`profiles on ${label}`, async () => profileRepository((await open()).kysely))
  profileSearchSuite(`looking through profiles on ${label}`, async () => {
    const { kysely } = await open()
    return { profiles: profileRepository(kysely), search: profileSearch(kysely) }
  })
  personDataSuite(`person data on ${label}`, open, sealerOf)
  passwordCounterSuite(`password counters on ${label}`, async () => passwordCounterRepository((await open()).kysely))
  signingKeySuite(`signing keys on ${label}`, async () => signingKeyRepository((await open()).kysely, sealerOf))
  keyEvidenceSuite(`key evidence on ${label}`, async () => {
    const { kysely } = await open()
    return { keys: signingKeyRepository(kysely, sealerOf), evidence: keyEvidenceRepository(kysely) }
  })
  serviceKeySuite(`service keys on ${label}`, async () => serviceKeyRepository((await open()).kysely, sealerOf, clock))
  auditSuite(`audit log on ${label}`, async () => auditRepository((await open()).kysely))
  apiClientSuite(`API clients on ${label}`, async () => {
    const { kysely } = await open()
    return { clients: apiClientRepository(kysely), audit: auditRepository(kysely) }
  })
  sessionSuite(`sessions on ${label}`, async () => sessionRepository((await open()).kysely))
  secondFactorSuite(`second factors on ${label}`, async () => secondFactorRepository((await open()).kysely, sealerOf))
  factorChallengeSuite(`factor challenges on ${label}`, async () =>
    factorChallengeRepository((await open()).kysely, sealerOf),
  )
  tenantEvidenceSuite(`tenant evidence on ${label}`, async () => tenantEvidenceRepository((await open()).kysely))
  rehearsalSuite(`rehearsals on ${label}`, async () => rehearsalRepository((await open()).kysely))
  administratorSuite(`administrators on ${label}`, async () => {
    const database = await open()
    return {
      administrators: administratorRepository(database),
      invitations: invitationRepository(database, sealerOf),
      administratorSessions: administratorSessionRepository(database.kysely),
      secondFactors: secondFactorRepository(database.kysely, sealerOf),
    }
  })
  signInSuite(`sign-in records on ${label}`, async () => signInRecords((await open()).kysely))
  settingsSuite(`settings on ${label}`, async () => {
    const { kysely } = await open()
    return {
      settings: settingsRepository(kysely, sealerOf, clock),
      secrets: secretRepository(kysely, sealerOf),
      secretNames: () => listSecretNames(kysely),
      audit: auditRepository(kysely),
    }
  })

  watchedSettingsSuite(`settings of a server on ${label}`, async () => {
    const { kysely } = await open()
    const settings = await SettingsStore.open({
      repository: settingsRepository(kysely, sealerOf, clock),
      secretNames: () => listSecretNames(kysely),
      publicUrl: 'https://sts.example.com',
      warn: () => {},
      pollMilliseconds: 0,
    })
    const change = async (document: unknown) => {
      const applied = await settings.apply({ source: { document }, appliedBy: 'test' })
      assert.equal(applied.refused, false)
    }
    return { settings, change }
  })

  test(`${label}: a transaction that throws leaves nothing behind`, async () => {
    const { kysely } = await open()
    const row = { name: 'a', sealed: 's', updated_at: 1 }
    const failing = kysely.transaction().execute(async (transaction) => {
      await transaction.insertInto('secrets').values(row).execute()
      assert.equal((await transaction.selectFrom('secrets').selectAll().execute()).length, 1)
      throw new Error('changed my mind')
    })
    await assert.rejects(failing, /changed my mind/)
    assert.deepEqual(await kysely.selectFrom('secrets').selectAll().execute(), [])
  })

  test(`${label}: nobody sees a transaction before it is committed`, async () => {
    const { kysely } = await open()
    await kysely.transaction().execute(async (transaction) => {
      await transaction.insertInto('secrets').values({ name: 'a', sealed: 's', updated_at: 1 }).execute()
      assert.deepEqual(await kysely.selectFrom('secrets').selectAll().execute(), [])
    })
    assert.equal((await kysely.selectFrom('secrets').selectAll().execute()).length, 1)
  })

  test(`${label}: of many writes at once a broken one fails alone, in a way both databases share`, async () => {
    const { kysely } = await open()
    const insert = (name: string) =>
      kysely.insertInto('secrets').values({ name, sealed: name, updated_at: 1 }).execute()
    const results = await Promise.allSettled(['a', 'b', 'a', 'c'].map(insert))
    const failed = results.filter((result) => result.status === 'rejected')
    assert.equal(failed.length, 1)
    assert.ok(isUniqueViolation(failed[0]?.reason))
    assert.deepEqual(await listSecretNames(kysely), ['a', 'b', 'c'])
  })

  test(`${label}: integers come back as numbers, also those of milliseconds and counts`, async () => {
    const { kysely } = await open()
    await kysely.insertInto('secrets').values({ name: 'a', sealed: '', updated_at: 1_800_000_000_123 }).execute()
    const row = await kysely
      .selectFrom('secrets')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('updated_at').as('last')])
      .executeTakeFirst()
    assert.deepEqual({ ...row }, { count: 1, last: 1_800_000_000_123 })
  })

  test(`${label}: migrating again does nothing`, async () => {
    const { kysely, kind } = await open()
    await migrate(kysely, kind, clock.now())
    assert.equal((await kysely.selectFrom('schema_versions').selectAll().execute()).length, migrations.length)
  })

  test(`${label}: an older program refuses the schema of a newer one, and names both`, async () => {
    const { kysely, kind } = await open()
    const version = lastVersion + 1
    const newer = { version, name: `${version}-of-the-future`, up: async () => {} }
    await migrate(kysely, kind, clock.now(), [...migrations, newer])
    await assert.rejects(migrate(kysely, kind, clock.now()), {
      code: 'STORAGE_SCHEMA_NEWER',
      facts: { found: newer.name, known: migrations.at(-1)?.name },
    })
    await kysely.deleteFrom('schema_versions').where('version', '=', version).execute()
  })

  test(`${label}: a migration that fails changes nothing`, async () => {
    const { kysely, kind } = await open()
    const failing = {
      version: lastVersion + 1,
      name: 'fails',
      up: async (database: typeof kysely) => {
        await database.schema.createTable('half_made').addColumn('a', 'text').execute()
        throw new Error('no')
      },
    }
    await assert.rejects(migrate(kysely, kind, clock.now(), [...migrations, failing]), /no/)
    const tables = await kysely.introspection.getTables()
    assert.ok(tables.some((table) => table.name === 'profiles'))
    assert.ok(!tables.some((table) => table.name === 'half_made'))
  })

  test(`${label}: no secret is in the database as it is`, async () => {
    const { kysely } = await open()
    const secret = new Uint8Array(Buffer.from('the private key in the clear'))
    await signingKeyRepository(kysely, sealerOf).add(signingKeyRecord(), new Secret(secret))
    await settingsRepository(kysely, sealerOf, clock).apply({
      from: 0,
      document: {},
      appliedBy: 'test',
      store: new Map([['gateways/ad/bindPassword', new Secret('the password in the clear')]]),
      drop: [],
    })
    const owner = { gatewayId: 'ad', objectSid: 'S-1-5-21-1' }
    await secondFactorRepository(kysely, sealerOf).add(owner, totpFactor())
    const challenge = { sessionId: 'a', purpose: 'enrolTotp' } as const
    await factorChallengeRepository(kysely, sealerOf).keep(
      challenge,
      new Secret('the challenge in the clear'),
      new Date(),
    )
    const rows = [
      await kysely.selectFrom('second_factors').selectAll().execute(),
      await kysely.selectFrom('factor_challenges').selectAll().execute(),
      await kysely.selectFrom('signing_keys').selectAll().execute(),
      await kysely.selectFrom('secrets').selectAll().execute(),
      await kysely.selectFrom('settings').selectAll().execute(),
    ]
    const text = JSON.stringify(rows)
    const secrets = ['the private key', 'the password', 'the challenge'].map((name) => `${name} in the clear`)
    for (const clear of [...secrets, 'twenty secret octets'])
      for (const encoding of ['utf8', 'base64', 'hex', 'base64url'] as const)
        assert.ok(!text.includes(Buffer.from(clear).toString(encoding).slice(0, 20)), `${clear} ${encoding}`)
  })

  dataKeySuite(label, open, folder)
  dataKeyChangeSuite(label, open, folder)
}

/** The data key file and the database belong together. */
function dataKeySuite(label: string, open: () => Promise<OpenDatabase>, folder: () => Promise<string>): void {
  const optionsIn = (directory: string, warn: (text: string) => void = () => {}): SealerOptions => ({
    dataKeyFile: `${directory}/etc/data.key`,
    dataDirectory: `${directory}/data`,
    clock: fixedClock(),
    randomness: countedRandomness(directory),
    warn,
  })

  test(`${label}: the first start makes a data key and says once to back it up; later starts take it`, async () => {
    const database = await open()
    const warnings: string[] = []
    const options = optionsIn(await folder(), (text) => warnings.push(text))
    const sealed = (await openSealer(database, options)).seal('a', Uint8Array.of(1, 2))
    assert.deepEqual((await openSealer(database, options)).open('a', sealed), Uint8Array.of(1, 2))
    assert.equal(warnings.length, 1)
    assert.match(warnings[0] ?? '', /back it up/)
  })

  test(`${label}: a lost key file is named, not replaced`, async () => {
    const database = await open()
    await openSealer(database, optionsIn(await folder()))
    const elsewhere = optionsIn(await folder())
    await assert.rejects(openSealer(database, elsewhere), { code: 'STORAGE_DATA_KEY_MISSING' })
    await assert.rejects(openSealer(database, elsewhere), { code: 'STORAGE_DATA_KEY_MISSING' })
  })

  test(`${label}: the key file of another installation is refused before anything is sealed with it`, async () => {
    const database = await open()
    await openSealer(database, optionsIn(await folder()))
    const other = optionsIn(await folder())
    await makeDataKeyFile(other.dataKeyFile, other.dataDirectory, other.randomness)
    await assert.rejects(openSealer(database, other), { code: 'STORAGE_DATA_KEY_WRONG' })
  })

  test(`${label}: a key file that was there before the first start is taken`, async () => {
    const database = await open()
    const options = optionsIn(await folder())
    const [key] = await makeDataKeyFile(options.dataKeyFile, options.dataDirectory, options.randomness)
    assert.equal((await openSealer(database, options)).keyId, key.id)
  })

  test(`${label}: a broken key file is refused`, async () => {
    const database = await open()
    const options = optionsIn(await folder())
    await mkdir(dirname(options.dataKeyFile), { recursive: true })
    await writeFile(options.dataKeyFile, '# nothing here\n', { mode: 0o600 })
    await assert.rejects(openSealer(database, options), { code: 'STORAGE_DATA_KEY_FILE_INVALID' })
  })
}
