import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DiagnosedFinding, Diagnosis } from '../../../src/doctor/diagnosis.ts'
import { removeSpn, setEnabled } from '../../../src/lab/break-domain.ts'
import { runJoinery } from '../server/run-joinery.ts'
import { type ServerStage, startServerStage } from '../server/server-stage.ts'

/** `joinery doctor --live` against a running server on a real domain: healthy, then with two things broken. */

let stage: ServerStage
before(async () => {
  stage = await startServerStage()
})
after(() => stage?.stop())

interface Run {
  readonly text: string
  readonly code: number | null
  readonly diagnosis: Diagnosis
}

async function doctor(...args: readonly string[]): Promise<Run> {
  const { stdout, stderr, code } = await runJoinery(['doctor', '--live', '--json', '--config', stage.bootFile, ...args])
  assert.ok(stdout.startsWith('{'), stderr)
  return { text: stdout, code, diagnosis: JSON.parse(stdout) }
}

const found = ({ diagnosis }: Run, id: string): DiagnosedFinding | undefined =>
  diagnosis.findings.find((finding) => finding.id === id)

const ofEveryServer = [
  ...['directory/connect', 'directory/upn-suffixes', 'federation/tls', 'keys/signing-key', 'kerberos/clock'],
  ...[
    'kerberos/channel-binding',
    'kerberos/gateway',
    'kerberos/held-keys',
    'kerberos/service-account-aes',
    'kerberos/spn',
    'lockout/attempts',
  ],
  ...['lockout/address', 'mex/document', 'mex/endpoints', 'mex/windows', 'scp/federated-here', 'scp/keywords'],
  ...['server/proxy', 'server/public-address', 'token/claims', 'token/preview'],
]

test('a healthy server is found healthy, for a computer and for a user', async () => {
  const { user, computer } = stage.seeded
  for (const subject of [
    ['--computer', computer.sam],
    ['--user', user.upn ?? ''],
  ]) {
    const run = await doctor(...subject)
    const wrong = run.diagnosis.findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'crashed')
    assert.deepEqual(wrong, [])
    assert.equal(run.code, 0)
    assert.deepEqual(
      ofEveryServer.filter((id) => found(run, id)?.outcome !== 'ok'),
      [],
    )
    // Samba makes domains as AD does: anybody may add ten computers.
    assert.equal(found(run, 'directory/machine-account-quota')?.outcome, 'warn')
  }
})

test('what goes over the socket holds no assertion, signature or password', async () => {
  const { seeded } = stage
  const { text } = await doctor('--computer', seeded.computer.sam)
  for (const secret of [seeded.readerAccount.password, seeded.serviceAccount.password, seeded.computer.password])
    assert.ok(!text.includes(secret))
  assert.doesNotMatch(text, /SignatureValue|<saml:Assertion|PRIVATE KEY/)
})

test('a name that nobody has is said to be nobody, and the rest is judged all the same', async () => {
  const run = await doctor('--computer', 'NOBODY*')
  assert.deepEqual(found(run, 'token/preview')?.codes, ['LIVE_SUBJECT_NOT_FOUND'])
  assert.equal(found(run, 'kerberos/gateway')?.outcome, 'ok')
})

test('a missing SPN and a disabled computer are found, each with its remedy', async () => {
  const { domain, seeded } = stage
  await removeSpn(domain, seeded.serviceAccount, seeded.spn)
  await setEnabled(domain, seeded.computer, false)
  const run = await doctor('--computer', seeded.computer.sam)
  assert.equal(run.code, 1)
  const failed = run.diagnosis.findings.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)
  assert.deepEqual(failed.toSorted(), ['ad/account-state', 'kerberos/spn', 'token/preview'])
  assert.equal(found(run, 'kerberos/gateway')?.outcome, 'skipped')
  assert.deepEqual(found(run, 'token/preview')?.codes, ['LOOKUP_ACCOUNT_DISABLED'])
  assert.ok(run.diagnosis.findings.every(({ outcome, fix }) => outcome !== 'fail' || fix.length > 0))
  await domain.modify(seeded.serviceAccount.dn, { add: { servicePrincipalName: seeded.spn } })
  await setEnabled(domain, seeded.computer, true)
})

test('a directory that does not answer is the one finding; what follows from it is not reported beside it', async () => {
  await stage.patch((draft) => {
    const [gateway] = draft.gateways
    assert.ok(gateway)
    // A stored password is not taken along to another server.
    Object.assign(gateway, { serversHostAndPort: ['127.0.0.1:1'], bindPassword: stage.seeded.readerAccount.password })
  })
  const run = await doctor('--computer', stage.seeded.computer.sam)
  const failed = run.diagnosis.findings.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)
  assert.deepEqual(failed, ['directory/connect'])
  assert.deepEqual(found(run, 'directory/connect')?.codes, ['DIRECTORY_UNREACHABLE'])
})
