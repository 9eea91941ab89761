import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AcceptOutcome, Gssapi, KdcFailure } from '../../src/gssapi/gssapi.ts'
import { parseKeytab } from '../../src/protocol/kerberos/keytab.ts'
import {
  kerberosErrorCodes as codes,
  type EncryptionTypeName,
  encryptionTypes,
} from '../../src/protocol/names/kerberos.ts'
import { Secret } from '../../src/secret.ts'

/**
 * Gssapi over a domain controller in memory that knows one service account. Keys are digests of the password; a ticket is the
 * digest of the key it was made with, so it is accepted exactly by keytabs that hold that key, as with the real one.
 */
export interface MemoryKdc extends Gssapi {
  password: string
  keyVersion: number
  /** Type of the tickets it gives. */
  ticketType: EncryptionTypeName
  /** Types it holds keys of. */
  types: readonly EncryptionTypeName[]
  services: readonly string[]
  isDown: boolean
  /** What is waited for before an AS exchange is answered. */
  pause: Promise<void>
  badPasswords: number
  exchanges: number
  /** A ticket as the account's clients get it now. */
  ticket(): Uint8Array
}

export function memoryKdc(principal = 'svc@CORP.EXAMPLE.TEST'): MemoryKdc {
  const keyOf = (password: string, type: number): Buffer => createHash('sha256').update(`${type} ${password}`).digest()
  const ticketOf = (key: Uint8Array): Buffer => createHash('sha256').update(key).digest()
  const failure = (step: string, kerberosError?: number): KdcFailure => ({
    outcome: 'failed',
    step,
    kerberosError,
    isKdcUnreachable: kerberosError === undefined,
    text: `error ${kerberosError}`,
  })
  const kdc: MemoryKdc = {
    password: 'first',
    keyVersion: 2,
    ticketType: 'aes256-cts-hmac-sha1-96',
    types: ['aes256-cts-hmac-sha1-96', 'aes128-cts-hmac-sha1-96'],
    services: [principal, 'HTTP/sts.example.test@CORP.EXAMPLE.TEST'],
    isDown: false,
    pause: Promise.resolve(),
    badPasswords: 0,
    exchanges: 0,
    ticket: () => ticketOf(keyOf(kdc.password, encryptionTypes[kdc.ticketType])),
    async deriveKey({ principal: asked, password, encryptionType }) {
      if (kdc.isDown) return failure('salt')
      if (asked !== principal) return failure('salt', codes.KDC_ERR_C_PRINCIPAL_UNKNOWN)
      const type = kdc.types.find((held) => held === encryptionType)
      if (type === undefined) return failure('salt', codes.KDC_ERR_ETYPE_NOSUPP)
      const key = new Secret<Uint8Array>(keyOf(password.reveal(), encryptionTypes[type]))
      return { outcome: 'ok', salt: 'salt', key }
    },
    async obtainTicket({ client, keytabFile, service }) {
      const held = parseKeytab(readFileSync(keytabFile))
      await kdc.pause
      if (kdc.isDown) return failure('initial')
      kdc.exchanges += 1
      const newest = held[0]
      const isRight =
        newest !== undefined && Buffer.compare(newest.key.reveal(), keyOf(kdc.password, newest.encryptionType)) === 0
      if (client !== principal || !isRight) kdc.badPasswords += 1
      if (client !== principal || !isRight) return failure('initial', codes.KDC_ERR_PREAUTH_FAILED)
      if (!kdc.services.includes(service)) return failure('service', codes.KDC_ERR_S_PRINCIPAL_UNKNOWN)
      return {
        outcome: 'ok',
        token: new Secret<Uint8Array>(kdc.ticket()),
        ticketEncryptionType: encryptionTypes[kdc.ticketType],
        sessionEncryptionType: 18,
        keyVersion: kdc.keyVersion,
        endTime: 0,
        clockOffsetSeconds: -3,
      }
    },
    async accept({ keytabFile, token }): Promise<AcceptOutcome> {
      const held = parseKeytab(readFileSync(keytabFile))
      if (!held.some(({ key }) => Buffer.compare(ticketOf(key.reveal()), token) === 0))
        return { outcome: 'refused', reason: 'noMatchingKey', text: 'no key opens it' }
      const replyToken = new Uint8Array()
      const client = 'WS01$@CORP.EXAMPLE.TEST'
      return { outcome: 'accepted', client, replyToken, isChannelBound: false, upnDnsInfo, logonInfo: undefined }
    },
  }
  return kdc
}

/** The captured UPN_DNS_INFO of `WS01$`. */
const upnDnsInfo = Buffer.from(
  readFileSync(new URL('../fixtures/kerberos/pac/upn-dns-info.txt', import.meta.url), 'utf8').split('\n\n')[1] ?? '',
  'base64',
)
