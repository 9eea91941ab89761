import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { diagnose } from '../../../src/doctor/diagnose.ts'
import { scenarios } from '../../../src/simulator/scenario-list.ts'
import { scenarioAnswers } from './scenario-causes.ts'

/** What each scenario printed when it was recorded (tests/rehearsal/doctor.test.ts plays them anew). */

const folder = new URL('../../fixtures/doctor/scenarios/', import.meta.url)
const recorded = (file: string) => ({ source: file, chunks: [readFileSync(new URL(file, folder))] })
const printed = (name: string) => recorded(`${name}.txt`)

test('every answer is of a scenario, and has a recording', () => {
  const names = Object.keys(scenarioAnswers).sort()
  for (const name of names)
    assert.ok(
      scenarios.some((scenario) => scenario.name === name),
      name,
    )
  const recordings = readdirSync(folder).filter((file) => file.endsWith('.txt'))
  assert.deepEqual(recordings.map((file) => file.replace('.txt', '')).sort(), names)
})

for (const [name, { verdict, cause }] of Object.entries(scenarioAnswers)) {
  test(`${name}: its printed output gives ${cause === null ? 'nothing to mend' : `a set with ${cause}`}`, () => {
    const diagnosis = diagnose([printed(name)])
    assert.equal(diagnosis.verdict, verdict)
    const causes = diagnosis.findings.flatMap((finding) => finding.causes.map(({ id }) => id))
    if (cause === null) assert.deepEqual(causes, [])
    else assert.ok(causes.includes(cause), causes.join(', '))
    assert.ok(diagnosis.findings.every(({ outcome }) => outcome !== 'crashed'))
  })
}

/** Of the finding that is not a consequence; the fallback to sync join may fail for a reason of its own. */
function causesOf(
  name: string,
  ...more: readonly { source: string; chunks: readonly Uint8Array[] }[]
): readonly string[] {
  const { findings } = diagnose([printed(name), recorded(`${name}.log.json`), ...more])
  const found = findings.filter(({ id, outcome }) => outcome !== 'skipped' && id !== 'join/registration')
  return [...new Set(found.flatMap((finding) => finding.causes.map(({ id }) => id)))]
}

const getAdUser = (types: number) => ({
  source: 'service-account.txt',
  chunks: [
    Buffer.from(
      [
        'DistinguishedName             : CN=svc-joinery,OU=Services,DC=corp,DC=example,DC=test',
        `msDS-SupportedEncryptionTypes : ${types}`,
        'ObjectClass                   : user',
        'SamAccountName                : svc-joinery',
        'ServicePrincipalNames         : {HTTP/sts.corp.example.test}',
        'UserPrincipalName             : svc-joinery@corp.example.test',
        '',
      ].join('\n'),
    ),
  ],
})
const getMgUser = (isSynced: boolean, onPremisesImmutableId: string) => ({
  source: 'user.txt',
  chunks: [
    Buffer.from(
      [
        'DisplayName                  : Alice Archer',
        'Id                           : 7a0817b9-0000-4714-ab81-f7b5943dec7b',
        `OnPremisesImmutableId        : ${onPremisesImmutableId}`,
        `OnPremisesSyncEnabled        : ${isSynced ? 'True' : 'False'}`,
        'UserPrincipalName            : alice@corp.example.test',
        '',
      ].join('\n'),
    ),
  ],
})
/** Metadata whose endpoint for passwords takes certificates instead. */
const mexWithoutPasswords = {
  source: 'mex.xml',
  chunks: [
    Buffer.from(
      readFileSync(new URL('../readings/mex.xml', folder), 'utf8')
        .split(/^---$/m)[1]
        ?.replaceAll('UsernameToken', 'X509Token') ?? '',
    ),
  ],
}
const encryptionTypesIn: Readonly<Record<string, number>> = {
  'service-account-rc4-only': 4,
  'service-account-aes-without-reset': 24,
}

const furtherInputs = (name: string) => ({
  'federation-settings': () => recorded(`${name}.federation.json`),
  'service-account': () => getAdUser(encryptionTypesIn[name] ?? 0),
  // A user of that name who did not come from AD, and one who came with another anchor than the assertion's.
  'entra-user': () => getMgUser(false, ''),
  'synced-user': () => getMgUser(true, 'MyIRAFVEd2aImaq7zN3u/w=='),
  mex: () => mexWithoutPasswords,
})

for (const [name, { cause, toldBy }] of Object.entries(scenarioAnswers)) {
  if (cause === null) continue
  const further = toldBy === undefined ? 'the sign-in log' : `the sign-in log and ${toldBy}`
  test(`${name}: with ${further} it is exactly ${cause}`, () => {
    const more = toldBy === undefined ? [] : [furtherInputs(name)[toldBy]()]
    assert.deepEqual(causesOf(name, ...more), [cause])
  })
}

/** What a browser meets beside a healthy device: the log and the settings tell of it. */
const browserFindings: Readonly<Record<string, readonly string[]>> = {
  'browser-second-factor': [],
  'browser-second-factor-of-entra': [],
  'browser-second-factor-twice': ['federation/mfa'],
  'browser-second-factor-missing': ['user/sign-in', 'federation/mfa'],
  'browser-prompt-login': [],
}

for (const [name, expected] of Object.entries(browserFindings))
  test(`${name}: the log and the settings give ${expected.join(' and ') || 'nothing to mend'}`, () => {
    const { findings } = diagnose(['.txt', '.log.json', '.federation.json'].map((end) => recorded(`${name}${end}`)))
    const found = findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn')
    assert.deepEqual(
      found.map(({ id }) => id),
      expected,
    )
  })

test('the log without anything of the device names what Joinery refused', () => {
  const { verdict, findings } = diagnose([recorded('clock-skew.log.json')])
  assert.equal(verdict, 'problem')
  assert.deepEqual(findings.find(({ outcome }) => outcome === 'fail')?.codes, ['AUTHENTICATE_CLOCK_SKEW'])
})
