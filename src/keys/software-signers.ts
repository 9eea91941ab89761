import { createPrivateKey } from 'node:crypto'
import type { Application } from '../config/application.ts'
import { signatureHashOf } from '../config/signature-hash-of.ts'
import { IdpError } from '../errors.ts'
import type { Clock, Signer, Signers, SigningKeyRecord, SigningKeyRepository } from '../ports.ts'
import { signInBackground } from './sign-in-background.ts'

export interface SoftwareSigners extends Signers {
  /** Looks at the repository now: after a change made here. */
  refresh(): Promise<void>
}

/**
 * Signers over keys in the database. Private keys are opened once and held; signing runs in libuv's threads. What the
 * repository says is looked at again behind the requests, so that a change made elsewhere is seen within a second.
 */
export function softwareSigners(repository: SigningKeyRepository, clock: Clock): SoftwareSigners {
  const held = new Map<string, Promise<Signer>>()
  const { records, look } = watchedRecords(repository, clock)

  const signerOf = (record: SigningKeyRecord): Promise<Signer> => {
    const known = held.get(record.id)
    if (known) return known
    const signer = openSigner(repository, record)
    held.set(record.id, signer)
    // A failure, of the database for example, must not be remembered.
    signer.catch(() => held.delete(record.id))
    return signer
  }

  return {
    refresh: async () => void (await look()),
    signerFor: async (application) => signerOf(keyFor(application, await records())),
    certificatesFor: async (application) => {
      const all = await records()
      const active = keyFor(application, all)
      // A key that an application names is replaced by naming another; only the default key has a successor.
      const beside = active.state === 'active' ? (['next', 'previous'] as const) : []
      const others = beside.flatMap((state) => all.filter((record) => record.state === state))
      return [active, ...others].map((record) => record.certificate)
    },
  }
}

const lookAgainMilliseconds = 900
/** What was seen so long ago, on a node that nobody asked since, is looked at again before it is used. */
const staleMilliseconds = 5000
/** A database that is away does not keep sign-ins waiting. */
const waitMilliseconds = 1000

/** The records: at first awaited, then the last seen, while a newer look is under way. */
function watchedRecords(repository: SigningKeyRepository, clock: Clock) {
  let seen: readonly SigningKeyRecord[] | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  const look = async (): Promise<readonly SigningKeyRecord[]> => {
    lookedAt = clock.monotonicMilliseconds()
    const found = await repository.list()
    seen = found
    return found
  }
  const records = async (): Promise<readonly SigningKeyRecord[]> => {
    if (seen === undefined || seen.length === 0) return look()
    const last = seen
    const age = clock.monotonicMilliseconds() - lookedAt
    if (age < lookAgainMilliseconds) return last
    // The last seen serves while the database is away; whoever needs it meets the failure there.
    const looking = look().catch(() => last)
    return age < staleMilliseconds ? last : Promise.race([looking, after(waitMilliseconds, last)])
  }
  return { records, look }
}

function after<Value>(milliseconds: number, value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, value).unref())
}

function keyFor(application: Application, records: readonly SigningKeyRecord[]): SigningKeyRecord {
  const named = application.idpSigning.key?.id
  const found =
    named === undefined
      ? records.find((record) => record.state === 'active')
      : records.find((record) => record.id === named && record.state !== 'retired')
  if (found) return found
  if (named === undefined) throw new IdpError('KEYS_NONE_ACTIVE', { applicationId: application.id })
  throw new IdpError('KEYS_NAMED_MISSING', { applicationId: application.id, keyId: named })
}

async function openSigner(repository: SigningKeyRepository, record: SigningKeyRecord): Promise<Signer> {
  const pkcs8 = await repository.findPrivateKey(record.id)
  if (pkcs8 === undefined) throw new IdpError('KEYS_PRIVATE_MISSING', { keyId: record.id })
  const key = createPrivateKey({ key: Buffer.from(pkcs8.reveal()), format: 'der', type: 'pkcs8' })
  return {
    keyId: record.id,
    certificate: record.certificate,
    sign: (algorithm, data) => signInBackground(signatureHashOf[algorithm], data, key),
  }
}
