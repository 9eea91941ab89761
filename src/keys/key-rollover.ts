import type { Application } from '../config/application.ts'
import type { ManagedSettings } from '../config/managed-settings.ts'
import { IdpError } from '../errors.ts'
import type { DomainProof, KeyRollover, RolloverState, ShownFederation } from '../ports/key-rollover.ts'
import type {
  Clock,
  KeyEvidence,
  KeyEvidenceRepository,
  Randomness,
  SigningKeyMove,
  SigningKeyRecord,
  SigningKeyRepository,
} from '../ports.ts'
import { applicationOf, heldKeys, requireRecent, requireSentence } from './federation-evidence.ts'
import { makeSigningKey } from './make-signing-key.ts'
import { parseSigningKey } from './parse-signing-key.ts'
import { applicationsOfDefaultKey, isValidAt, rolloverState } from './rollover-state.ts'

export interface KeyRolloverParts {
  readonly keys: SigningKeyRepository
  readonly evidence: KeyEvidenceRepository
  /** In force, with their version. */
  readonly settings: () => Promise<{
    readonly managed: Pick<ManagedSettings, 'applications' | 'signingKeys'>
    readonly version: number
  }>
  readonly clock: Clock
  readonly randomness: Randomness
  /** Told after each change: signers look again. */
  readonly changed?: () => Promise<void>
}

const daysOfYear = 365

/** The life of the default signing key, over the database: several nodes may run it at once, and one of them wins. */
export function keyRollover(parts: KeyRolloverParts): KeyRollover {
  return {
    state: async () => (await readNow(parts)).state,
    list: () => parts.keys.list(),
    ...beginnings(parts),
    ...proofs(parts),
    ...moves(parts),
    ...endings(parts),
  }
}

function beginnings(parts: KeyRolloverParts): Pick<KeyRollover, 'start' | 'make' | 'importKey'> {
  const { keys, clock, randomness } = parts
  return {
    async start({ keyId, name } = {}) {
      const { state, managed } = await readNow(parts)
      const underWay = state.next ?? state.previous
      if (underWay) throw new IdpError('KEYS_ROLL_UNDER_WAY', { keyId: underWay.id, state: underWay.state })
      if (keyId === undefined) {
        const validDays = managed.signingKeys.validityYears * daysOfYear
        return addKey(parts, { state: 'next', validDays, name })
      }
      const record = await get(parts, keyId)
      if (record.state !== 'available') throw new IdpError('KEYS_NOT_AVAILABLE', { keyId, state: record.state })
      await move(parts, [step(record, 'next')])
      return get(parts, keyId)
    },

    async make({ name, bits, validDays }) {
      const { managed } = await readNow(parts)
      const days = validDays ?? managed.signingKeys.validityYears * daysOfYear
      return addKey(parts, { state: 'available', validDays: days, name, bits })
    },

    async importKey(file, { id = randomness.uuid(), name, passphrase, aside = false } = {}) {
      const { active, next, previous } = (await readNow(parts)).state
      const state = active === undefined ? 'active' : next || previous || aside ? 'available' : 'next'
      const wanted = { id, state, now: clock.now(), ...(name === undefined ? {} : { name }) } as const
      const { record, privateKey } = await parseSigningKey(file, wanted, passphrase)
      await keys.add(record, privateKey)
      await parts.changed?.()
      return record
    },
  }
}

function proofs(parts: KeyRolloverParts): Pick<KeyRollover, 'prove' | 'override'> {
  const { clock, evidence } = parts
  return {
    async prove(shown, { recordedBy, takenAt = clock.now() }) {
      const { state, managed } = await readNow(parts)
      requireRecent({ takenAt, now: clock.now() })
      if (shown.length === 0) throw new IdpError('KEYS_PROOF_UNREADABLE')
      const about = { ...parts, recordedBy, takenAt }
      const found = shown.flatMap((one) => evidenceOf(one, state, managed.applications, about))
      await evidence.add(found)
      return found
    },

    async override({ applicationId, sentence, recordedBy }) {
      const { state, managed } = await readNow(parts)
      if (state.next === undefined) throw new IdpError('KEYS_NO_NEXT')
      const application = managed.applications.find(({ id }) => id === applicationId)
      if (application === undefined) throw new IdpError('KEYS_APPLICATION_UNKNOWN', { applicationId })
      requireSentence(sentence, application.domainName)
      const about = { ...parts, recordedBy, takenAt: clock.now() }
      const word = newEvidence(state.next.id, application, { held: 'override', statement: sentence }, about)
      await evidence.add([word])
      return word
    },
  }
}

function moves(parts: KeyRolloverParts): Pick<KeyRollover, 'switch' | 'undo'> {
  const { clock } = parts
  return {
    async switch() {
      const { state, version } = await readNow(parts)
      const { next, active, previous, proofs: found } = state
      if (next === undefined) throw new IdpError('KEYS_NO_NEXT')
      const missing = found.filter(({ verdict }) => verdict === 'missing' || verdict === 'refuted')
      if (missing.length > 0) throw new IdpError('KEYS_UNPROVED', { keyId: next.id, domains: domainsOf(missing) })
      requireValid(next, clock.now())
      const retired = previous ? [step(previous, 'retired')] : []
      const steps = [...retired, ...(active ? [step(active, 'previous')] : []), step(next, 'active')]
      // An application that was added meanwhile is a domain nobody proved anything of.
      await move(parts, steps, version)
      return get(parts, next.id)
    },

    async undo() {
      const { previous, active, next, proofs: found } = (await readNow(parts)).state
      if (previous === undefined || next !== undefined) throw new IdpError('KEYS_NO_PREVIOUS')
      const refuted = found.filter(({ verdict }) => verdict === 'refuted')
      if (refuted.length > 0)
        throw new IdpError('KEYS_UNDO_REFUTED', { keyId: previous.id, domains: domainsOf(refuted) })
      requireValid(previous, clock.now())
      await move(parts, [...(active ? [step(active, 'next')] : []), step(previous, 'active')])
      return get(parts, previous.id)
    },
  }
}

function endings(parts: KeyRolloverParts): Pick<KeyRollover, 'retire' | 'remove' | 'rename'> {
  const { keys } = parts
  return {
    async retire(keyId) {
      const record = await get(parts, keyId)
      if (record.state === 'retired') return record
      if (record.state === 'active') throw new IdpError('KEYS_ACTIVE', { keyId })
      const { managed, version } = await readNow(parts)
      requireUnnamed(keyId, managed.applications)
      await move(parts, [step(record, 'retired')], version)
      return get(parts, keyId)
    },

    async remove(keyId) {
      const { state } = await get(parts, keyId)
      if (!(await keys.remove(keyId, ['retired']))) throw new IdpError('KEYS_NOT_RETIRED', { keyId, state })
      await parts.changed?.()
    },

    async rename(keyId, name) {
      if (!(await keys.rename(keyId, name))) throw new IdpError('KEYS_NOT_THERE', { keyId })
      return get(parts, keyId)
    },
  }
}

async function get({ keys }: KeyRolloverParts, keyId: string): Promise<SigningKeyRecord> {
  const record = (await keys.list()).find(({ id }) => id === keyId)
  if (record === undefined) throw new IdpError('KEYS_NOT_THERE', { keyId })
  return record
}

async function move(parts: KeyRolloverParts, steps: readonly SigningKeyMove[], version?: number): Promise<void> {
  await parts.keys.move(steps, parts.clock.now(), version)
  await parts.changed?.()
}

function domainsOf(found: readonly DomainProof[]): readonly string[] {
  return found.map(({ domainName }) => domainName)
}

interface Now {
  readonly state: RolloverState
  readonly managed: Pick<ManagedSettings, 'applications' | 'signingKeys'>
  readonly version: number
}

async function readNow({ keys, evidence, settings, clock }: KeyRolloverParts): Promise<Now> {
  const [{ managed, version }, records] = await Promise.all([settings(), keys.list()])
  const asked = records.filter(({ state }) => state !== 'retired' && state !== 'available').map(({ id }) => id)
  const facts = { records, managed, now: clock.now(), evidence: await evidence.list(asked) }
  return { state: rolloverState(facts), managed, version }
}

interface AddedKey {
  readonly state: 'next' | 'available'
  readonly validDays: number
  readonly name?: string | undefined
  readonly bits?: 2048 | 3072 | 4096 | undefined
}

async function addKey(parts: KeyRolloverParts, { name, bits, ...wanted }: AddedKey): Promise<SigningKeyRecord> {
  const { keys, clock, randomness } = parts
  const key = await makeSigningKey({
    ...{ ...wanted, id: randomness.uuid(), commonName: 'Joinery token signing', now: clock.now(), randomness },
    ...(name === undefined ? {} : { name }),
    ...(bits === undefined ? {} : { bits }),
  })
  await keys.add(key.record, key.privateKey)
  await parts.changed?.()
  return key.record
}

type About = Pick<KeyRolloverParts, 'clock' | 'randomness'> & { readonly recordedBy: string; readonly takenAt: Date }

/** One piece for each key that is or was published: what is shown without a key is evidence against it. */
function evidenceOf(
  shown: ShownFederation,
  { active, next, previous }: RolloverState,
  applications: readonly Application[],
  about: About,
): readonly KeyEvidence[] {
  const application = applicationOf(shown, applicationsOfDefaultKey(applications))
  const keys = [active, next, previous].filter((key) => key !== undefined)
  const { held, statement } = heldKeys(shown, keys)
  return keys.map(({ id }) => newEvidence(id, application, { held: held.get(id) ?? 'no', statement }, about))
}

function newEvidence(
  keyId: string,
  { id: applicationId, domainName, issuerUri = '' }: Application,
  said: Pick<KeyEvidence, 'held' | 'statement'>,
  { clock, randomness, recordedBy, takenAt }: About,
): KeyEvidence {
  const id = randomness.uuid()
  return { id, keyId, applicationId, domainName, issuerUri, ...said, takenAt, recordedAt: clock.now(), recordedBy }
}

function step({ id, state }: SigningKeyRecord, to: SigningKeyRecord['state']): SigningKeyMove {
  return { keyId: id, from: state, to }
}

function requireValid({ id, certificate }: SigningKeyRecord, now: Date): void {
  if (!isValidAt(certificate, now)) throw new IdpError('KEYS_NOT_VALID_NOW', { keyId: id })
}

function requireUnnamed(keyId: string, applications: readonly Application[]): void {
  const named = applications.filter(({ enabled, idpSigning }) => enabled && idpSigning.key?.id === keyId)
  if (named.length > 0) throw new IdpError('KEYS_IN_USE', { keyId, applications: named.map(({ id }) => id) })
}
