import { IdpError } from '../errors.ts'
import type { Clock, Randomness, SigningKeyRecord, SigningKeyRepository } from '../ports.ts'
import { makeSigningKey } from './make-signing-key.ts'

/** The first start makes the signing key; later there is one. Of several nodes that start at once one makes it. */
export async function ensureSigningKey(
  repository: SigningKeyRepository,
  { clock, randomness }: { readonly clock: Clock; readonly randomness: Randomness },
): Promise<{ readonly record: SigningKeyRecord; readonly made: boolean }> {
  const there = await findActive(repository)
  if (there) return { record: there, made: false }
  const key = await makeSigningKey({
    id: randomness.uuid(),
    state: 'active',
    commonName: 'Joinery token signing',
    now: clock.now(),
    randomness,
  })
  try {
    await repository.add(key.record, key.privateKey)
    return { record: key.record, made: true }
  } catch (error) {
    const others = await findActive(repository)
    if (error instanceof IdpError && error.code === 'STORAGE_SIGNING_KEY_EXISTS' && others)
      return { record: others, made: false }
    throw error
  }
}

async function findActive(repository: SigningKeyRepository): Promise<SigningKeyRecord | undefined> {
  return (await repository.list()).find((record) => record.state === 'active')
}
