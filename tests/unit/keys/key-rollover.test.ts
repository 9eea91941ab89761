import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMilliseconds } from '../../../src/keys/rollover-state.ts'
import { rolloverStage } from './rollover-stage.ts'

const by = { recordedBy: 'Ada' }

/** A stage with the next key made, and nothing proved. */
async function stageWithNext() {
  const stage = await rolloverStage()
  await stage.addKey('old', 'active')
  await stage.addKey('new', 'next')
  return stage
}

test('a roll goes from one key to the next by the proof of every domain, and back', async () => {
  const { rollover, shown, states } = await stageWithNext()
  assert.equal((await rollover.state()).stage, 'proving')
  await assert.rejects(rollover.switch(), { code: 'KEYS_UNPROVED', message: /corp\.example\.com, shop\.example\.com/ })
  await rollover.prove([await shown('a', 'old', 'new')], by)
  await assert.rejects(rollover.switch(), {
    code: 'KEYS_UNPROVED',
    facts: { keyId: 'new', domains: ['shop.example.com'] },
  })
  await rollover.prove([await shown('b', 'new')], by)
  const proved = await rollover.state()
  assert.deepEqual(
    [
      proved.stage,
      ...proved.proofs.map(({ verdict, evidence }) => `${verdict} ${evidence?.held} ${evidence?.recordedBy}`),
    ],
    ['proved', 'proved next Ada', 'proved current Ada'],
  )
  await rollover.switch()
  assert.deepEqual(await states(), { old: 'previous', new: 'active' })
  assert.equal((await rollover.state()).stage, 'overlap')
  // Entra lacks the old certificate for one of them by now.
  await assert.rejects(rollover.undo(), {
    code: 'KEYS_UNDO_REFUTED',
    facts: { keyId: 'old', domains: ['shop.example.com'] },
  })
  await rollover.prove([await shown('b', 'new', 'old')], by)
  await rollover.undo()
  assert.deepEqual(await states(), { old: 'active', new: 'next' })
})

test('settings that are shown later without the certificate take the proof back', async () => {
  const { rollover, shown, clock } = await stageWithNext()
  await rollover.prove([await shown('a', 'old', 'new'), await shown('b', 'old', 'new')], by)
  clock.advance(1000)
  await rollover.prove([await shown('b', 'old')], by)
  await assert.rejects(rollover.switch(), {
    code: 'KEYS_UNPROVED',
    facts: { keyId: 'new', domains: ['shop.example.com'] },
  })
  // What was taken before the latest look says nothing new.
  await rollover.prove([await shown('b', 'old', 'new')], { ...by, takenAt: new Date(clock.now().getTime() - 60_000) })
  assert.equal((await rollover.state()).proofs[1]?.verdict, 'refuted')
})

test('a proof is of one domain with one issuer: when either changes, and for a new application, it is to be proved anew', async () => {
  const { rollover, shown, change } = await stageWithNext()
  await rollover.prove([await shown('a', 'old', 'new'), await shown('b', 'old', 'new')], by)
  change({ a: 'CORP.example.com', b: 'store.example.com', c: 'third.example.com' })
  const { proofs } = await rollover.state()
  assert.deepEqual(
    proofs.map(({ verdict }) => verdict),
    ['proved', 'missing', 'missing'],
  )
})

test('applications that are off or name a key of their own are no part of it', async () => {
  const { rollover, shown, change, addKey, states } = await stageWithNext()
  await addKey('own', 'available')
  change({ a: 'corp.example.com', b: 'shop.example.com' }, { b: 'own' })
  await rollover.prove([await shown('a', 'old', 'new')], by)
  await rollover.switch()
  await assert.rejects(rollover.retire('own'), { code: 'KEYS_IN_USE', facts: { keyId: 'own', applications: ['b'] } })
  await rollover.retire('old')
  await rollover.remove('old')
  assert.deepEqual(await states(), { new: 'active', own: 'available' })
})

test('settings of another issuer, another domain, cut or old prove nothing, and then none of several is kept', async () => {
  const { rollover, shown, clock } = await stageWithNext()
  const good = await shown('a', 'old', 'new')
  const refused = [
    [{ ...good, issuerUri: 'https://evil.example.com' }, 'KEYS_PROOF_FOREIGN'],
    [{ ...good, issuerUri: undefined }, 'KEYS_PROOF_FOREIGN'],
    [{ ...good, domainName: 'shop.example.com' }, 'KEYS_PROOF_FOREIGN'],
    [{ ...good, signingCertificate: '' }, 'KEYS_PROOF_CUT'],
    [{ ...good, nextSigningCertificate: good.nextSigningCertificate?.slice(0, 100) }, 'KEYS_PROOF_CUT'],
  ] as const
  for (const [one, code] of refused) await assert.rejects(rollover.prove([good, one], by), { code })
  await assert.rejects(rollover.prove([], by), { code: 'KEYS_PROOF_UNREADABLE' })
  for (const hours of [-25, 1])
    await assert.rejects(
      rollover.prove([good], { ...by, takenAt: new Date(clock.now().getTime() + hours * 3_600_000) }),
      {
        code: 'KEYS_PROOF_TIME',
      },
    )
  assert.equal((await rollover.state()).proofs[0]?.verdict, 'missing')
  // The issuer tells whose they are where the domain is not printed.
  await rollover.prove([{ ...good, domainName: undefined }], by)
  assert.equal((await rollover.state()).proofs[0]?.verdict, 'proved')
})

test("an owner's word counts for the one domain that it names", async () => {
  const { rollover, states } = await stageWithNext()
  const word = { applicationId: 'a', recordedBy: 'Olga' }
  for (const sentence of ['', 'yes', 'switch shop.example.com without proof'])
    await assert.rejects(rollover.override({ ...word, sentence }), { code: 'KEYS_OVERRIDE_SENTENCE' })
  await rollover.override({ ...word, sentence: ' Switch  corp.example.com without proof ' })
  const { proofs } = await rollover.state()
  assert.deepEqual(
    proofs.map(({ verdict }) => verdict),
    ['overridden', 'missing'],
  )
  await assert.rejects(rollover.switch(), { code: 'KEYS_UNPROVED' })
  await rollover.override({ ...word, applicationId: 'b', sentence: 'switch shop.example.com without proof' })
  await rollover.switch()
  assert.deepEqual(await states(), { old: 'previous', new: 'active' })
  await assert.rejects(rollover.override({ ...word, sentence: '' }), { code: 'KEYS_NO_NEXT' })
})

test('the next key is made for as long as the settings say, and only one at a time', async () => {
  const { rollover, addKey, clock } = await rolloverStage({ validityYears: 2 })
  await addKey('old', 'active')
  await assert.rejects(rollover.switch(), { code: 'KEYS_NO_NEXT' })
  await assert.rejects(rollover.undo(), { code: 'KEYS_NO_PREVIOUS' })
  const made = await rollover.start({ name: 'Autumn' })
  assert.deepEqual([made.state, made.name, made.bits], ['next', 'Autumn', 2048])
  await assert.rejects(rollover.start(), { code: 'KEYS_ROLL_UNDER_WAY' })
  assert.equal((await rollover.state()).warnings.length, 0)
  clock.advance((2 * 365 + 1) * dayMilliseconds)
  for (const applicationId of ['a', 'b'])
    await rollover.override({
      ...{ applicationId, recordedBy: 'Olga' },
      sentence: `switch ${applicationId === 'a' ? 'corp' : 'shop'}.example.com without proof`,
    })
  await assert.rejects(rollover.switch(), { code: 'KEYS_NOT_VALID_NOW' })
})

test('an available key can be the next one; a roll is called off by retiring the next key', async () => {
  const { rollover, addKey, states } = await rolloverStage()
  await addKey('old', 'active')
  await addKey('own', 'available')
  await assert.rejects(rollover.start({ keyId: 'old' }), { code: 'KEYS_NOT_AVAILABLE' })
  await assert.rejects(rollover.start({ keyId: 'none' }), { code: 'KEYS_NOT_THERE' })
  assert.equal((await rollover.start({ keyId: 'own' })).state, 'next')
  await assert.rejects(rollover.remove('own'), { code: 'KEYS_NOT_RETIRED' })
  await rollover.retire('own')
  assert.equal((await rollover.retire('own')).state, 'retired')
  await assert.rejects(rollover.retire('old'), { code: 'KEYS_ACTIVE' })
  assert.equal((await rollover.rename('own', 'Old HSM')).name, 'Old HSM')
  await assert.rejects(rollover.rename('none', 'x'), { code: 'KEYS_NOT_THERE' })
  assert.deepEqual(await states(), { old: 'active', own: 'retired' })
})

test('what an administrator must know is said in time, and worse things louder', async () => {
  const warned = async (days: number, prepare: (stage: Awaited<ReturnType<typeof rolloverStage>>) => Promise<void>) => {
    const stage = await rolloverStage()
    await stage.addKey('old', 'active', { days })
    await prepare(stage)
    return (await stage.rollover.state()).warnings.map(({ level, code }) => `${level} ${code}`)
  }
  const withNext = (stage: Awaited<ReturnType<typeof rolloverStage>>) => stage.addKey('new', 'next')
  const nothing = async () => {}
  assert.deepEqual(await warned(61, nothing), [])
  assert.deepEqual(await warned(60, nothing), ['warning KEYS_EXPIRES_SOON'])
  assert.deepEqual(await warned(14, nothing), ['alarm KEYS_EXPIRES_SOON'])
  assert.deepEqual(await warned(30, withNext), ['warning KEYS_EXPIRES_UNPROVED'])
  assert.deepEqual(await warned(3, withNext), ['alarm KEYS_EXPIRES_UNPROVED'])
  const proved = async (stage: Awaited<ReturnType<typeof rolloverStage>>) => {
    await withNext(stage)
    await stage.rollover.prove([await stage.shown('a', 'old', 'new'), await stage.shown('b', 'old', 'new')], by)
  }
  assert.deepEqual(await warned(30, proved), ['warning KEYS_SWITCH_WAITS'])
  assert.deepEqual(await warned(-2, nothing), ['alarm KEYS_ACTIVE_EXPIRED'])
  const lacking = async (stage: Awaited<ReturnType<typeof rolloverStage>>) => {
    await withNext(stage)
    await stage.rollover.prove([await stage.shown('a', 'new')], by)
  }
  assert.deepEqual(await warned(300, lacking), ['alarm KEYS_ENTRA_LACKS_ACTIVE'])
  const named = async (stage: Awaited<ReturnType<typeof rolloverStage>>) => {
    await stage.addKey('own', 'available', { days: 20 })
    stage.change({ a: 'corp.example.com' }, { a: 'own' })
  }
  assert.deepEqual(await warned(300, named), ['warning KEYS_NAMED_EXPIRES_SOON'])
})
