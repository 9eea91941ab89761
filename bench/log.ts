import { generateKeyPair, randomUUID, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SignInRecord } from '../src/ports.ts'
import { openDatabase } from '../src/storage/open-database.ts'
import { signInRecords } from '../src/storage/sign-in-records.ts'
import { SignInWriter } from '../src/storage/sign-in-writer.ts'
import { type BenchRow, compareCpu, repeated, type Tell } from './measure.ts'

/** What the sign-in log costs a token: the row made, handed to SQLite's thread, written there with its indexes, and on disk. */
export async function benchLog(tell: Tell): Promise<readonly BenchRow[]> {
  tell('the log of a token beside one RSA-2048 signature, 12 s')
  const folder = await mkdtemp(join(tmpdir(), 'joinery-bench-'))
  const database = await openDatabase({ dataDirectory: folder, create: true, now: new Date() })
  const writer = new SignInWriter({ records: signInRecords(database.kysely), warn: tell })
  try {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
    const signed = Buffer.alloc(1200, 'a')
    const signOnce = promisify((done: (error: Error | null) => void) => sign('sha256', signed, privateKey, done))
    const log = async (): Promise<void> => {
      writer.record(tokenRecord())
      // As many wait as would in a server: a batch at most.
      if (++recorded % 200 === 0) await writer.flush()
    }
    let recorded = 0
    const [signature, record] = await compareCpu(
      [repeated('signature', () => signOnce()), repeated('log', log, { atOnce: 1, settle: () => writer.flush() })],
      12_000,
    )
    if (signature === undefined || record === undefined) return []
    return [
      {
        what: 'log of a token',
        ratio: record.ratio,
        of: 'the CPU of one RSA-2048 signature',
        target: { bound: 'at most', limit: 0.1 },
        figures: {
          'us CPU a record': record.cpuMicros,
          'us CPU a signature': signature.cpuMicros,
          'records/s': record.perSecond,
        },
      },
    ]
  } finally {
    await writer.close()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

let last = 0

/** A device's token, with what the stages note of it. */
export function tokenRecord(): SignInRecord {
  last += 1
  return {
    traceId: randomUUID(),
    startedAt: new Date(),
    applicationId: 'm365',
    endpoint: '13/windowstransport',
    remoteAddress: `10.0.${(last >> 8) & 15}.${last & 255}`,
    clientRequestId: randomUUID(),
    outcome: 'issued',
    code: undefined,
    means: undefined,
    fix: undefined,
    principal: `WS${last % 5000}$@CORP.EXAMPLE.TEST`,
    stages: [
      {
        stage: 'accept',
        outcome: 'ok',
        milliseconds: 0.4212,
        facts: {
          endpoint: '13/windowstransport',
          action: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue',
          credential: 'spnego',
          appliesTo: 'urn:federation:MicrosoftOnline',
        },
      },
      {
        stage: 'authenticate',
        outcome: 'ok',
        milliseconds: 1.23,
        facts: {
          realm: 'CORP.EXAMPLE.TEST',
          servicePrincipal: 'HTTP/sts.corp.example',
          encryptionType: 18,
          keyVersion: 4,
          gateway: 'corp',
          samAccountName: 'WS01$',
          objectSid: 'S-1-5-21-1004336348-1177238915-682003330-1104',
        },
      },
      {
        stage: 'lookup',
        outcome: 'ok',
        milliseconds: 2.4,
        facts: { userType: 'devices', matchedBy: 'objectSid', dn: 'CN=WS01,OU=Computers,DC=corp,DC=example' },
      },
      {
        stage: 'map',
        outcome: 'ok',
        milliseconds: 0.11,
        facts: { claims: ['accounttype', 'onpremobjectguid', 'primarysid', 'ImmutableID'] },
      },
      {
        stage: 'mint',
        outcome: 'ok',
        milliseconds: 0.9,
        facts: { assertionId: `_${randomUUID()}`, keyId: 'k1', validUntil: '2026-03-04T06:06:06.000Z' },
      },
      { stage: 'reply', outcome: 'ok', milliseconds: 0.05, facts: { bytes: 7421 } },
    ],
  }
}
