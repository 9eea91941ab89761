import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { IdpError } from '../errors.ts'
import type { Randomness } from '../ports.ts'
import { Secret } from '../secret.ts'

/**
 * Passwords of local administrators, by scrypt [RFC7914 §2]. One at a time and few that wait: strangers may ask for a hash, and each takes
 * 32 MiB and a third of a second of a core.
 */
export interface PasswordHasher {
  /** Throws ADMINISTRATORS_BUSY. */
  hash(password: Secret): Promise<Secret>
  /** `hash` undefined: there is none, which costs the same. Throws ADMINISTRATORS_BUSY. */
  verify(password: Secret, hash: Secret | undefined): Promise<boolean>
}

export interface HashCost {
  /** CPU and memory, as a power of two: 128 * 2^log2N * r bytes. */
  readonly log2N: number
  readonly r: number
  readonly p: number
}

/** [OWASP-PSCS] gives five that are as strong as each other; this one takes 32 MiB, so that a small machine can spare it. */
const usualCost: HashCost = { log2N: 15, r: 8, p: 3 }
const saltBytes = 16
const hashBytes = 32
const mostWaiting = 20

export function passwordHasher(randomness: Pick<Randomness, 'bytes'>, cost: HashCost = usualCost): PasswordHasher {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (waiting >= mostWaiting) throw new IdpError('ADMINISTRATORS_BUSY', { waiting })
    waiting += 1
    const mine = last.then(work).finally(() => {
      waiting -= 1
    })
    last = mine.catch(() => undefined)
    return mine
  }
  const nobody = textOf(cost, new Uint8Array(saltBytes), new Uint8Array(hashBytes))
  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomness.bytes(saltBytes)
        return new Secret(textOf(cost, salt, await derive(password, salt, cost)))
      }),
    verify: (password, hash) =>
      inTurn(async () => {
        const stored = parse(hash === undefined ? nobody : hash.reveal())
        const isSame = timingSafeEqual(await derive(password, stored.salt, stored.cost), stored.hash)
        return hash !== undefined && isSame
      }),
  }
}

/** The same text for every way to type it [SP800-63B §3.1.1.2]. */
function derive(password: Secret, salt: Uint8Array, { log2N, r, p }: HashCost): Promise<Uint8Array> {
  const N = 2 ** log2N
  const options: ScryptOptions = { N, r, p, maxmem: 128 * N * r + 1024 * 1024 * p }
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  scrypt(password.reveal().normalize('NFKC'), salt, hashBytes, options, (error, key) =>
    error === null ? resolve(key) : reject(error),
  )
  return promise
}

function textOf({ log2N, r, p }: HashCost, salt: Uint8Array, hash: Uint8Array): string {
  return ['scrypt', log2N, r, p, base64(salt), base64(hash)].join('$')
}

/** With its own cost: a later version may ask for more. */
function parse(text: string): { cost: HashCost; salt: Uint8Array; hash: Uint8Array } {
  const [, log2N = '', r = '', p = '', salt = '', hash = ''] = text.split('$')
  return {
    cost: { log2N: Number(log2N), r: Number(r), p: Number(p) },
    salt: Uint8Array.from(Buffer.from(salt, 'base64')),
    hash: Uint8Array.from(Buffer.from(hash, 'base64')),
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
