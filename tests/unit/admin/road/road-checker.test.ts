import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findSample } from '../../../../src/admin/road/find-sample.ts'
import { RoadChecker, type RoadSources } from '../../../../src/admin/road/road-checker.ts'
import { diagnose } from '../../../../src/doctor/diagnose.ts'
import type { LiveEvidence } from '../../../../src/doctor/live-evidence.ts'
import { IdpError } from '../../../../src/errors.ts'
import type { Directory, DirectoryQuery } from '../../../../src/ports.ts'
import { fixedClock } from '../../../fakes/fixed-clock.ts'
import { memoryRehearsals } from '../../../fakes/memory-rehearsals.ts'
import { memoryTenantEvidence } from '../../../fakes/memory-tenant-evidence.ts'
import { exampleCertificate, exampleNow, exampleSettings } from '../admin-examples.ts'

const managed = exampleSettings()
const [gateway] = managed.gateways

const entries = {
  'OU=People,DC=corp,DC=example,DC=com': { sAMAccountName: ['ada'], userPrincipalName: ['ada@corp.example.com'] },
  'OU=Computers,OU=Managed,DC=corp,DC=example,DC=com': { sAMAccountName: ['WS01$'] },
}

function directoryOf(found: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>): Directory {
  return {
    search: async (_gateway, { base }: DirectoryQuery) =>
      found[base] ? [{ dn: `CN=x,${base}`, attributes: found[base] }] : [],
  }
}

interface Asked {
  readonly subjects: (readonly { readonly account: string; readonly name: string }[])[]
}

function checkerWith(change: Partial<RoadSources> = {}): { checker: RoadChecker; asked: Asked; sources: RoadSources } {
  const asked: Asked = { subjects: [] }
  const evidence: LiveEvidence = {
    joineryLive: 1,
    at: exampleNow.toISOString(),
    objects: [
      { about: 'directory', gateway: 'corp-ad', server: 'dc1', dnsDomain: 'corp.example.com', upnSuffixes: [] },
    ],
  }
  const sources: RoadSources = {
    clock: fixedClock(exampleNow),
    settings: { current: () => ({ managed, publicUrl: 'https://sts.example.com' }) },
    settingsVersion: () => 1,
    directory: directoryOf(entries),
    signers: { certificatesFor: async () => [exampleCertificate()] },
    tenantEvidence: memoryTenantEvidence(),
    rehearsals: memoryRehearsals(),
    gatherEvidence: async (subjects) => {
      asked.subjects.push(subjects)
      return evidence
    },
    diagnose: async (told) => diagnose([{ source: 'server', chunks: [Buffer.from(JSON.stringify(told))] }]),
    ...change,
  }
  return { checker: new RoadChecker(sources), asked, sources }
}

const stateOf = async (checker: RoadChecker, id: string) =>
  (await checker.read()).steps.find((one) => one.id === id)?.state

test('the first answer comes at once, knows nothing yet, and says what is being done', async () => {
  const { checker } = checkerWith()
  const { running, checkedAt, steps } = await checker.read()
  assert.deepEqual([running?.of, checkedAt], [3, undefined])
  assert.ok(steps.every(({ id, state }) => state !== 'done' || id === 'networks'))
})

test('a look finds a computer and a user, asks for what they would get, and is kept', async () => {
  const { checker, asked } = checkerWith()
  await checker.read()
  await checker.settled()
  const { running, checkedAt } = await checker.read()
  assert.deepEqual([running, checkedAt], [undefined, exampleNow])
  assert.deepEqual(asked.subjects, [
    [
      { account: 'device', name: 'WS01$' },
      { account: 'user', name: 'ada@corp.example.com' },
    ],
  ])
  assert.equal(await stateOf(checker, 'gateway'), 'done')
  assert.equal(await stateOf(checker, 'user-types'), 'done')
})

test('however many ask, one look runs; checking again begins another', async () => {
  const { checker, asked } = checkerWith()
  await Promise.all([checker.read(), checker.read(), checker.checkAgain()])
  await checker.settled()
  assert.equal(asked.subjects.length, 1)
  await checker.checkAgain()
  await checker.settled()
  assert.equal(asked.subjects.length, 2)
})

test('a look is of the settings it was made with: after a change nothing of it counts', async () => {
  let version = 1
  const { checker, asked } = checkerWith({ settingsVersion: () => version })
  await checker.read()
  await checker.settled()
  version = 2
  const { steps, running } = await checker.read()
  assert.notEqual(running, undefined)
  assert.equal(steps.find(({ id }) => id === 'gateway')?.state, 'unknown')
  await checker.settled()
  assert.equal(asked.subjects.length, 2)
})

test('a server that tells nothing leaves the steps unknown, and the next look is tried', async () => {
  let isBroken = true
  const { checker } = checkerWith({
    gatherEvidence: async () => {
      if (isBroken) throw new Error('gone')
      return { joineryLive: 1, at: exampleNow.toISOString(), objects: [] }
    },
  })
  await checker.read()
  await checker.settled()
  assert.equal(await stateOf(checker, 'gateway'), 'unknown')
  isBroken = false
  await checker.settled()
  await checker.read()
  await checker.settled()
  assert.notEqual((await checker.read()).checkedAt, undefined)
})

test('pasted settings are judged against what is published now', async () => {
  const { checker, sources } = checkerWith()
  const settings = { issuerUri: 'https://other.example.com/', preferredAuthenticationProtocol: 'wsFed' }
  await sources.tenantEvidence.save({ applicationId: 'm365', settings, pastedAt: exampleNow, pastedBy: 'alice' })
  const { steps } = await checker.read()
  const step = steps.find(({ id }) => id === 'tenant-settings')
  assert.equal(step?.state, 'problem')
  assert.match(step?.reason ?? '', /As pasted by alice on 2026-12-01, IssuerUri, .* must change/)
})

test('a sample that cannot be looked for says why', async () => {
  assert.ok(gateway)
  const [userType] = gateway.userTypes
  assert.ok(userType)
  const directory: Directory = {
    search: async () => {
      throw new IdpError('DIRECTORY_BASE_NOT_FOUND', { base: 'OU=x' })
    },
  }
  const { name, problem } = await findSample(directory, gateway, userType)
  assert.equal(name, undefined)
  assert.ok(problem && problem.length > 10)
})
