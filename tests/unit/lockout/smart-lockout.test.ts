import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { IdpError } from '../../../src/errors.ts'
import { memoryLockout } from '../../fakes/memory-lockout.ts'
import { type LockoutStage, lockoutStage, minute } from './lockout-stage.ts'

const home = { remoteAddress: '192.0.2.7' }
const stranger = { remoteAddress: '198.51.100.1' }
const nobody = { ...stranger, account: undefined, username: 'nobody@corp.example.test' }

/** Ada has signed in from home before, with limits 5 and 4 under a directory that locks at 10. */
async function stageWithHome(options: Parameters<typeof lockoutStage>[0] = {}): Promise<LockoutStage> {
  const stage = lockoutStage(options)
  assert.equal(await stage.tryPassword(true, home), 'right')
  return stage
}

async function repeat<Result>(times: number, run: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let index = 0; index < times; index++) results.push(await run(index))
  return results
}

const count = (results: readonly string[], wanted: string) => results.filter((result) => result === wanted).length

test('guesses from strange places end at their limit, and the user still signs in at home', async () => {
  const stage = await stageWithHome()
  const guesses = await repeat(50, (index) => stage.tryPassword(false, { remoteAddress: `198.51.100.${index}` }))
  assert.equal(count(guesses, 'wrong'), 4)
  assert.equal(count(guesses, 'AUTHENTICATE_LOCKED_OUT'), 46)
  assert.equal(await stage.tryPassword(true, stranger), 'AUTHENTICATE_LOCKED_OUT')
  assert.equal(await stage.tryPassword(true, home), 'right')
})

test('whatever the directory’s threshold, no number of strange guesses keeps the user out at home', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: 12 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 30 }),
      async (threshold, familiarThreshold, unfamiliarThreshold, guesses) => {
        const stage = await stageWithHome({ threshold, lockout: { familiarThreshold, unfamiliarThreshold } })
        await Promise.all(Array.from({ length: guesses }, () => stage.tryPassword(false, stranger)))
        assert.equal(await stage.tryPassword(true, home), 'right')
      },
    ),
    { numRuns: 50 },
  )
})

test('at home there is a limit too, and a right password begins it anew', async () => {
  const stage = await stageWithHome()
  await repeat(4, () => stage.tryPassword(false, home))
  assert.equal(await stage.tryPassword(true, home), 'right')
  const tries = await repeat(6, () => stage.tryPassword(false, home))
  assert.deepEqual([count(tries, 'wrong'), tries.at(-1)], [5, 'AUTHENTICATE_LOCKED_OUT'])
  assert.equal(await stage.tryPassword(true, home), 'AUTHENTICATE_LOCKED_OUT')
})

test('the user’s sign-ins at home give a stranger no further guesses', async () => {
  const stage = await stageWithHome()
  await repeat(4, () => stage.tryPassword(false, stranger))
  await repeat(3, () => stage.tryPassword(true, home))
  assert.equal(await stage.tryPassword(false, stranger), 'AUTHENTICATE_LOCKED_OUT')
})

test('a place becomes familiar by a right password alone, and an IPv6 place is its /64', async () => {
  const stage = lockoutStage()
  await stage.tryPassword(false, { remoteAddress: '2001:db8::1' })
  assert.equal(stage.notes.location, '2001:db8:0:0::/64 (unfamiliar)')
  await stage.tryPassword(true, { remoteAddress: '2001:db8::2' })
  assert.equal(stage.notes.location, '2001:db8:0:0::/64 (unfamiliar)')
  await stage.tryPassword(false, { remoteAddress: '2001:db8::3' })
  assert.equal(stage.notes.location, '2001:db8:0:0::/64 (familiar)')
})

test('once the window is over a stranger may guess again; a refused guess does not prolong it', async () => {
  const stage = await stageWithHome()
  await repeat(4, () => stage.tryPassword(false, stranger))
  stage.clock.advance(29 * minute)
  assert.equal(await stage.tryPassword(false, stranger), 'AUTHENTICATE_LOCKED_OUT')
  // The directory's clock may be five minutes behind ours, so its count is taken to hold that much longer.
  stage.clock.advance(6 * minute)
  assert.equal(await stage.tryPassword(false, stranger), 'wrong')
})

test('of a hundred guesses at once on two nodes only as many reach the directory as the limit allows', async () => {
  const stage = await stageWithHome()
  const nodes = [stage.lockout, stage.node()]
  const guesses = await Promise.all(
    Array.from({ length: 100 }, (_, index) => {
      const lockout = nodes[index % 2] ?? assert.fail()
      return stage.tryPassword(false, { remoteAddress: `198.51.100.${index}`, lockout })
    }),
  )
  assert.equal(count(guesses, 'wrong'), 4)
  assert.equal(stage.isLocked(), false)
})

test('wrong passwords typed elsewhere count: ours never bring the account to the directory’s threshold', async () => {
  const stage = await stageWithHome()
  await repeat(8, async () => stage.failInDirectory())
  assert.equal(await stage.tryPassword(false, stranger), 'AUTHENTICATE_WOULD_LOCK_ACCOUNT')
  assert.equal(await stage.tryPassword(false, home), 'wrong')
  assert.equal(await stage.tryPassword(true, home), 'AUTHENTICATE_WOULD_LOCK_ACCOUNT')
  assert.equal(stage.isLocked(), false)
})

test('a count of the directory that its window has ended holds nobody up [MS-ADA1 badPasswordTime]', async () => {
  const stage = await stageWithHome()
  await repeat(9, async () => stage.failInDirectory())
  assert.equal(await stage.tryPassword(true, home), 'AUTHENTICATE_WOULD_LOCK_ACCOUNT')
  stage.clock.advance(36 * minute)
  assert.equal(await stage.tryPassword(true, home), 'right')
})

test('an account that the directory has locked is for the bind to report; nothing can lock it again', async () => {
  const stage = await stageWithHome()
  await repeat(10, async () => stage.failInDirectory())
  assert.equal(stage.isLocked(), true)
  const attempt = await stage.begin(home)
  await attempt.unjudged()
})

test('a count that lookup read too early is read again while others of ours are with the directory', async () => {
  const stage = await stageWithHome({ threshold: 5, lockout: { familiarThreshold: 2, unfamiliarThreshold: 2 } })
  const early = stage.ada()
  await stage.tryPassword(false, home)
  stage.failInDirectory()
  stage.failInDirectory()
  assert.equal(await stage.tryPassword(true, { ...stranger, account: early }), 'AUTHENTICATE_WOULD_LOCK_ACCOUNT')
  // Refused before the bind, it is not counted.
  const { counts } = await stage.counters.find({ gatewayId: 'ad', accountKey: early.objectSid }, '', {
    now: stage.clock.now(),
    since: new Date(0),
  })
  assert.deepEqual([counts.unfamiliar.attempts, counts.underWay], [0, 0])
})

test('attempts that are with the directory count as if they were wrong', async () => {
  const stage = await stageWithHome({ threshold: 5, lockout: { familiarThreshold: 3, unfamiliarThreshold: 1 } })
  stage.failInDirectory()
  stage.failInDirectory()
  const first = await stage.begin(home)
  const second = await stage.begin(home)
  await assert.rejects(stage.begin(home), {
    code: 'AUTHENTICATE_WOULD_LOCK_ACCOUNT',
    facts: { ...facts(), underWay: 2 },
  })
  await first.unjudged()
  await second.unjudged()
  await (await stage.begin(home)).succeeded()

  function facts() {
    return {
      ...{ account: stage.adaEntry.dn, place: 'familiar', badPwdCount: 2, threshold: 5, policy: stage.domain.dn },
      until: '2026-03-01T12:35:00.000Z',
    }
  }
})

test('an attempt whose node died counts as under way until the directory must be done with it', async () => {
  const stage = await stageWithHome({ threshold: 5, lockout: { familiarThreshold: 3, unfamiliarThreshold: 1 } })
  stage.failInDirectory()
  stage.failInDirectory()
  await stage.begin(home)
  await stage.begin(home)
  stage.clock.advance(69_000)
  await assert.rejects(stage.begin(home), { code: 'AUTHENTICATE_WOULD_LOCK_ACCOUNT' })
  stage.clock.advance(2_000)
  assert.equal(await stage.tryPassword(true, home), 'right')
})

test('at home, programs that sign their user in at the same moment wait for each other; a stranger does not', async () => {
  const stage = await stageWithHome()
  const clock = { ...stage.clock, monotonicMilliseconds: () => performance.now() }
  const patient = memoryLockout({ ...stage, patienceMilliseconds: 2000, clock })
  const signIn = async () => {
    const attempt = await patient.begin(
      { ...home, gateway: stage.gateway, account: stage.ada(), username: 'ada' },
      () => {},
    )
    await setTimeout(5)
    await attempt.succeeded()
  }
  await Promise.all(Array.from({ length: 12 }, signIn))
  const guesses = await Promise.all(
    Array.from({ length: 12 }, () => stage.tryPassword(false, { ...stranger, lockout: patient })),
  )
  assert.equal(count(guesses, 'wrong'), 4)
})

test('an entry that came without the directory’s count is read before it is believed', async () => {
  const stage = await stageWithHome()
  const account = { ...stage.ada(), entry: { dn: stage.adaEntry.dn, attributes: {} } }
  await repeat(9, async () => stage.failInDirectory())
  assert.equal(await stage.tryPassword(true, { ...home, account }), 'AUTHENTICATE_WOULD_LOCK_ACCOUNT')
})

test('what the directory could not judge does not count, whoever asks how often', async () => {
  const stage = lockoutStage({ lockout: { wrongPasswordsAtOnce: 10 } })
  await repeat(50, async () => (await stage.begin(stranger)).unjudged())
  assert.equal(await stage.tryPassword(false, stranger), 'wrong')
  assert.equal(stage.notes.unfamiliarAttempts, '0 of 4')
})

test('a directory that cannot be asked ends the attempt by its name, and counts against nobody', async () => {
  const stage = lockoutStage({ lockout: { wrongPasswordsAtOnce: 3 } })
  await stage.tryPassword(false, stranger)
  const account = stage.ada()
  stage.clock.advance(2 * minute)
  stage.directory.failWith(new IdpError('DIRECTORY_TIMEOUT'))
  for (let times = 0; times < 5; times++)
    assert.equal(await stage.tryPassword(false, { ...stranger, account }), 'DIRECTORY_TIMEOUT')
  stage.directory.failWith(undefined)
  assert.equal(await stage.tryPassword(false, stranger), 'wrong')
  assert.equal(stage.notes.unfamiliarAttempts, '1 of 4')
})

test('a user name that nobody has goes the same way: same limit, same answer, same work', async () => {
  const stage = lockoutStage()
  const work = async (from: Parameters<LockoutStage['tryPassword']>[1]) => {
    const before = stage.directory.queries.length
    const results = await repeat(6, () => stage.tryPassword(false, from))
    return { results, queries: stage.directory.queries.length - before }
  }
  await stage.begin(stranger).then((attempt) => attempt.unjudged())
  const known = await work(stranger)
  assert.deepEqual(known.results.slice(3), ['wrong', 'AUTHENTICATE_LOCKED_OUT', 'AUTHENTICATE_LOCKED_OUT'])
  assert.deepEqual(await work(nobody), known)
})

test('an address has its share of wrong passwords, whoever they are for; right ones cost nothing', async () => {
  const stage = lockoutStage({ lockout: { wrongPasswordsAtOnce: 3, wrongPasswordsPerMinute: 1 } })
  const guess = (index: number) => stage.tryPassword(false, { ...nobody, username: `nobody-${index}` })
  assert.equal(count(await repeat(20, () => stage.tryPassword(true, stranger)), 'right'), 20)
  const results = await repeat(4, guess)
  assert.deepEqual(results, ['wrong', 'wrong', 'wrong', 'AUTHENTICATE_RATE_LIMITED'])
  assert.equal(await stage.tryPassword(true, home), 'right')
  stage.clock.advance(minute)
  assert.equal(await guess(5), 'wrong')
})

test('logOnly counts and says what it would have refused, and lets it through', async () => {
  const stage = await stageWithHome({ lockout: { mode: 'logOnly', wrongPasswordsAtOnce: 5 } })
  const guesses = await repeat(5, () => stage.tryPassword(false, stranger))
  assert.equal(count(guesses, 'wrong'), 5)
  assert.equal(stage.notes.wouldRefuse, 'AUTHENTICATE_LOCKED_OUT')
  assert.match(String(stage.notes.wouldMean), /^4 wrong passwords for CN=Ada/)
  await repeat(5, () => stage.tryPassword(false, stranger))
  assert.equal(stage.notes.wouldRefuse, 'AUTHENTICATE_WOULD_LOCK_ACCOUNT')
  assert.equal(stage.notes.unfamiliarAttempts, '9 of 4')
  assert.equal(await stage.tryPassword(true, home), 'right')
})

test('the account’s own Password Settings Object goes before the domain’s policy [MS-ADTS §3.1.1.4.5.36]', async () => {
  const stage = lockoutStage({ threshold: 100 })
  const pso = `CN=Strict,CN=Password Settings Container,CN=System,${stage.domain.dn}`
  stage.adaEntry.attributes['msDS-ResultantPSO'] = [pso]
  const settingsObject = {
    'msDS-LockoutThreshold': ['3'],
    'msDS-LockoutObservationWindow': ['-36000000000'],
    'msDS-LockoutDuration': ['-9223372036854775808'],
  }
  stage.directory.entries.push({ dn: pso, attributes: { objectClass: ['msDS-PasswordSettings'], ...settingsObject } })
  assert.equal(await stage.tryPassword(false, stranger), 'wrong')
  assert.equal(stage.notes.lockoutPolicy, `${pso} (locks at 3)`)
  assert.match(String(stage.notes.lockoutWarnings), /: 1 and 1 apply/)
  assert.equal(await stage.tryPassword(false, stranger), 'AUTHENTICATE_LOCKED_OUT')
})

test('a Password Settings Object that may not be read is taken for a strict one, and said', async () => {
  const stage = lockoutStage({ threshold: 100 })
  stage.adaEntry.attributes['msDS-ResultantPSO'] = [`CN=Hidden,CN=System,${stage.domain.dn}`]
  const guesses = await repeat(3, () => stage.tryPassword(false, stranger))
  assert.equal(count(guesses, 'wrong'), 1)
  assert.match(String(stage.notes.lockoutWarnings), /CN=Hidden.* cannot be read, so a threshold of 3 is assumed/)
})

test('under a directory that locks at the first wrong password nothing is tried [MS-ADA1 lockoutThreshold]', async () => {
  const stage = lockoutStage({ threshold: 1 })
  assert.equal(await stage.tryPassword(true, stranger), 'AUTHENTICATE_LOCKOUT_LEAVES_NO_TRY')
  stage.settings.replace({ lockout: { mode: 'logOnly' } })
  assert.equal(await stage.tryPassword(true, stranger), 'right')
})

test('a changed policy is seen within a minute', async () => {
  const stage = await stageWithHome()
  stage.domain.attributes.lockoutThreshold = ['0']
  stage.clock.advance(minute)
  await stage.tryPassword(true, home)
  assert.equal(stage.notes.lockoutPolicy, `${stage.domain.dn} (never locks)`)
})

test('a familiar place not seen for 90 days is strange again, and counters that expired go', async () => {
  const stage = await stageWithHome()
  await stage.tryPassword(false, stranger)
  stage.clock.advance(91 * 24 * 60 * minute)
  await stage.tryPassword(true, stranger)
  await stage.tryPassword(false, home)
  assert.equal(stage.notes.location, '192.0.2.7 (unfamiliar)')
})

test('that old counters cannot be deleted is said, and stops no sign-in', async () => {
  const stage = lockoutStage()
  stage.counters.deleteOld = async () => {
    throw new IdpError('STORAGE_UNAVAILABLE', { database: 'SQLite', reason: 'the disk is full' })
  }
  assert.equal(await stage.tryPassword(true, home), 'right')
  assert.match(stage.warnings.join(), /cannot be deleted: .*the disk is full/)
})

test('no refusal leaves a fact open, and outside all are alike', async () => {
  const stage = await stageWithHome({ lockout: { wrongPasswordsAtOnce: 6, wrongPasswordsPerMinute: 1 } })
  const codes = new Set<string>()
  const refuse = async () => {
    const error = await stage.begin(stranger).then(
      () => undefined,
      (refused) => refused,
    )
    if (!(error instanceof IdpError)) return
    codes.add(error.code)
    assert.doesNotMatch(`${error.means} ${error.fix}`, /unknown|\{\w+\}/)
    assert.equal(error.row.fault, 'wst:FailedAuthentication')
  }
  await repeat(7, refuse)
  await repeat(9, async () => stage.failInDirectory())
  stage.clock.advance(31 * minute)
  await refuse()
  assert.deepEqual([...codes].sort(), [
    ...['AUTHENTICATE_LOCKED_OUT', 'AUTHENTICATE_RATE_LIMITED', 'AUTHENTICATE_WOULD_LOCK_ACCOUNT'],
  ])
})

/** What may happen, in any order: time passes, somebody guesses here or there, through us or past us, at once or not. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ kind: fc.constant('elsewhere' as const) }),
  fc.record({ kind: fc.constant('guesses' as const), home: fc.boolean(), times: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ kind: fc.constant('signIn' as const), home: fc.boolean() }),
)

test('whatever happens in whatever order, no account is locked by a password that came through us', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 5, max: 60 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 10 }),
      fc.array(happening, { maxLength: 25 }),
      async (threshold, observationWindowMinutes, familiarThreshold, unfamiliarThreshold, happenings) => {
        const lockout = { familiarThreshold, unfamiliarThreshold, observationWindowMinutes, wrongPasswordsAtOnce: 1000 }
        const stage = lockoutStage({ threshold, lockout })
        for (const event of happenings) {
          if (event.kind === 'wait') stage.clock.advance(event.minutes * minute)
          // Elsewhere they may come near the threshold; locking is for us to have caused.
          else if (event.kind === 'elsewhere') elsewhere(stage, threshold)
          else if (event.kind === 'signIn') await stage.tryPassword(true, event.home ? home : stranger)
          else {
            const guess = () => stage.tryPassword(false, event.home ? home : stranger)
            await Promise.all(Array.from({ length: event.times }, guess))
          }
          assert.equal(stage.isLocked(), false)
        }
      },
    ),
    { numRuns: 150 },
  )
})

function elsewhere(stage: LockoutStage, threshold: number): void {
  if (Number(stage.adaEntry.attributes.badPwdCount?.[0]) < threshold - 1) stage.failInDirectory()
}
