// A table: for every check of a running server, evidence that makes it fail or warn; the evidence of a healthy one makes it pass.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { LiveAbout, LiveEvidence, LiveObject } from '../../../src/doctor/live-evidence.ts'
import type { CheckExample } from './checks.ts'

const file = new URL('../../fixtures/doctor/live/healthy.txt', import.meta.url)
const healthyText = readFileSync(file, 'utf8').split(/^---$/m)[1] ?? ''
const evidence: LiveEvidence = JSON.parse(healthyText)
const textOf = (changed: Omit<LiveEvidence, 'objects'> & { readonly objects: readonly object[] }): string =>
  JSON.stringify(changed, null, 1)

/** The healthy server's evidence, with other values in all objects of one kind. */
export function liveWith(about: LiveAbout, values: Readonly<Record<string, unknown>>): string {
  assert.ok(evidence.objects.some((object) => object.about === about))
  return textOf({
    ...evidence,
    objects: evidence.objects.map((object) => (object.about === about ? { ...object, ...values } : object)),
  })
}

const liveAnd = (more: LiveObject): string => textOf({ ...evidence, objects: [...evidence.objects, more] })
// The lab's TLS certificate lives a month, its signing key three years.
const liveAt = (at: string): string =>
  textOf({ ...evidence, at, objects: evidence.objects.filter(({ about }) => about !== 'tls') })
const mexText = evidence.objects.flatMap((object) => (object.about === 'mex' ? object.text : [])).at(-1) ?? ''
const problem = (code: string, check: string) => ({
  ...{ problem: code, means: 'what happened', fix: 'what to do', check },
})

// Any other certificate than the listener's: that of the signing key.
const otherCertificate =
  evidence.objects.flatMap((object) => (object.about === 'application' ? object.certificates : []))[0] ?? ''
const right = [healthyText]
const warn = 'warn'

export const liveExamples: readonly CheckExample[] = [
  {
    id: 'directory/connect',
    wrong: [liveWith('directory', problem('DIRECTORY_UNREACHABLE', 'directory/connect'))],
    right,
  },
  { id: 'directory/tls', wrong: [liveWith('directory', problem('DIRECTORY_TLS_FAILED', 'directory/tls'))], right },
  { id: 'directory/bind', wrong: [liveWith('directory', problem('DIRECTORY_BIND_REFUSED', 'directory/bind'))], right },
  {
    id: 'scp/federated-here',
    wrong: [liveWith('connectionPoint', { azureADName: 'other.example.test' })],
    right,
    outcome: warn,
  },
  { id: 'mex/windows', wrong: [liveWith('mex', { text: mexText.replaceAll('soapAction', 'action') })], right },
  { id: 'federation/tls', wrong: [liveWith('tls', { hosts: ['login.example.test'] })], right },
  {
    id: 'server/public-address',
    wrong: [liveWith('request', { status: 403, isOurs: false, isUnreachable: false })],
    right,
  },
  { id: 'server/proxy', wrong: [liveWith('server', { tls: 'proxy' })], right },
  {
    id: 'kerberos/channel-binding',
    wrong: [liveAnd({ about: 'tls', way: 'name', certificates: [otherCertificate], hosts: [], distrust: undefined })],
    right,
  },
  { id: 'keys/signing-key', wrong: [liveAt('2029-11-01T00:00:00.000Z')], right, outcome: warn },
  {
    id: 'kerberos/aes',
    wrong: [
      liveWith('kerberos', {
        passwordLastSet: '2021-01-01T00:00:00.000Z',
        encryptionTypesSet: '2026-01-01T00:00:00.000Z',
      }).replaceAll('"encryptionType": "aes256-cts-hmac-sha1-96"', '"encryptionType": "rc4-hmac"'),
    ],
    right: [liveWith('kerberos', { encryptionTypesSet: '2020-01-01T00:00:00.000Z' })],
  },
  { id: 'kerberos/held-keys', wrong: [liveWith('kerberos', { keyVersionInDirectory: 7 })], right },
  { id: 'kerberos/clock', wrong: [liveWith('directory', { clockOffsetSeconds: -412 })], right },
  { id: 'kerberos/gateway', wrong: [liveWith('service', problem('KERBEROS_PROOF_FAILED', 'kerberos/keytab'))], right },
  { id: 'token/preview', wrong: [liveWith('preview', problem('LOOKUP_ENTRY_MISSING', 'token/preview'))], right },
  { id: 'directory/upn-suffixes', wrong: [liveWith('directory', { upnSuffixes: ['corp.local'] })], right },
  {
    id: 'directory/machine-account-quota',
    wrong: [healthyText],
    right: [liveWith('directory', { machineAccountQuota: 0 })],
    outcome: warn,
  },
  {
    id: 'lockout/directory-policy',
    wrong: [liveWith('lockoutPolicy', { warnings: ['the directory locks first'] })],
    right,
    outcome: warn,
  },
  {
    id: 'lockout/attempts',
    wrong: [
      liveAnd({
        ...{ about: 'lockedAccount', gateway: 'ad', dn: 'CN=Alice,DC=corp,DC=example,DC=test' },
        ...{ attempts: 5, until: '2026-11-22T18:00:00.000Z' },
      }),
    ],
    right,
    outcome: warn,
  },
  {
    id: 'lockout/address',
    wrong: [
      liveAnd({
        about: 'limitedAddress',
        remoteAddress: '192.0.2.7',
        refusals: 12,
        last: '2026-11-22T17:00:00.000Z',
      }),
    ],
    right,
    outcome: warn,
  },
]
