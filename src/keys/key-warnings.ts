import { X509Certificate } from 'node:crypto'
import type { ManagedSettings } from '../config/managed-settings.ts'
import { type ErrorCode, type Facts, IdpError } from '../errors.ts'
import type { DomainProof, KeyWarning } from '../ports/key-rollover.ts'
import type { SigningKeyRecord } from '../ports.ts'

/** What an administrator must know of the keys before it hurts. Signing goes on, whatever stands here. */

export interface WarnedKeys {
  readonly active: SigningKeyRecord | undefined
  readonly next: SigningKeyRecord | undefined
  readonly proofs: readonly DomainProof[]
  readonly activeProofs: readonly DomainProof[]
  readonly isProved: boolean
  readonly records: readonly SigningKeyRecord[]
  readonly managed: Pick<ManagedSettings, 'applications' | 'signingKeys'>
  readonly now: Date
}

const alarmDays = 14

export function keyWarnings(keys: WarnedKeys): readonly KeyWarning[] {
  const { active, activeProofs } = keys
  if (active === undefined) return namedKeyWarnings(keys)
  const refuted = activeProofs.filter(({ verdict }) => verdict === 'refuted')
  const lacking =
    refuted.length === 0 ? [] : [warning('alarm', 'KEYS_ENTRA_LACKS_ACTIVE', { keyId: active.id, ...domains(refuted) })]
  return [...lacking, ...expiryWarning(active, keys), ...namedKeyWarnings(keys)]
}

function expiryWarning(active: SigningKeyRecord, keys: WarnedKeys): readonly KeyWarning[] {
  const { next, proofs, isProved, managed, now } = keys
  const days = daysLeft(active, now)
  if (days > managed.signingKeys.rollDaysBefore) return []
  const facts = { keyId: active.id, days: Math.max(days, 0), expiresAt: expiryOf(active) }
  const level = days <= alarmDays ? 'alarm' : 'warning'
  if (days < 0) return [warning('alarm', 'KEYS_ACTIVE_EXPIRED', facts)]
  if (next === undefined) return [warning(level, 'KEYS_EXPIRES_SOON', facts)]
  if (isProved) return [warning('warning', 'KEYS_SWITCH_WAITS', { ...facts, nextKeyId: next.id })]
  const missing = proofs.filter(({ verdict }) => verdict === 'missing' || verdict === 'refuted')
  return [warning(level, 'KEYS_EXPIRES_UNPROVED', { ...facts, nextKeyId: next.id, ...domains(missing) })]
}

function namedKeyWarnings({ records, managed, now }: WarnedKeys): readonly KeyWarning[] {
  return managed.applications.flatMap(({ id, enabled, idpSigning }) => {
    const record = records.find((key) => key.id === idpSigning.key?.id)
    if (!enabled || record === undefined) return []
    const days = daysLeft(record, now)
    if (days > managed.signingKeys.rollDaysBefore) return []
    const facts = { keyId: record.id, applicationId: id, days: Math.max(days, 0), expiresAt: expiryOf(record) }
    return [warning(days <= alarmDays ? 'alarm' : 'warning', 'KEYS_NAMED_EXPIRES_SOON', facts)]
  })
}

export function daysLeft({ certificate }: SigningKeyRecord, now: Date): number {
  return Math.floor((new X509Certificate(certificate).validToDate.getTime() - now.getTime()) / 86_400_000)
}

function expiryOf({ certificate }: SigningKeyRecord): string {
  return new X509Certificate(certificate).validToDate.toISOString()
}

function domains(proofs: readonly DomainProof[]): { readonly domains: readonly string[] } {
  return { domains: proofs.map(({ domainName }) => domainName) }
}

function warning(level: KeyWarning['level'], code: ErrorCode, facts: Facts & { readonly keyId: string }): KeyWarning {
  const { means, fix } = new IdpError(code, facts)
  return { level, code, keyId: facts.keyId, means, fix }
}
