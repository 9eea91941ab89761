import assert from 'node:assert/strict'
import { scryptSync } from 'node:crypto'
import { test } from 'node:test'
import { passwordHasher } from '../../../src/administrators/password-hash.ts'
import { requireGoodPassword } from '../../../src/administrators/require-good-password.ts'
import { IdpError } from '../../../src/errors.ts'
import { Secret } from '../../../src/secret.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'

const cheap = { log2N: 10, r: 8, p: 1 }

test('[RFC7914 §2] what is stored is scrypt of the password, under a salt of its own', async () => {
  const hasher = passwordHasher(countedRandomness(), cheap)
  const [one, other] = [await hasher.hash(new Secret('correct horse')), await hasher.hash(new Secret('correct horse'))]
  assert.equal(one.hidesSame(other), false)
  const [, log2N, r, p, salt = '', hash = ''] = one.reveal().split('$')
  const options = { N: 2 ** Number(log2N), r: Number(r), p: Number(p) }
  assert.equal(scryptSync('correct horse', Buffer.from(salt, 'base64'), 32, options).toString('base64'), hash)
})

test('a password verifies however its letters are composed, under the cost it was stored with; another one does not', async () => {
  const stored = await passwordHasher(countedRandomness(), cheap).hash(new Secret('Käse und Brötchen'))
  const later = passwordHasher(countedRandomness(), { ...cheap, log2N: 11 })
  assert.equal(await later.verify(new Secret('Käse und Brötchen'.normalize('NFD')), stored), true)
  assert.equal(await later.verify(new Secret('Käse und Brot'), stored), false)
  assert.equal(await later.verify(new Secret(''), undefined), false)
})

test('the usual cost is one that is recommended', async () => {
  const stored = await passwordHasher(countedRandomness()).hash(new Secret('x'))
  assert.match(stored.reveal(), /^scrypt\$15\$8\$3\$/)
})

test('they are judged one at a time, and a flood of them is turned away', async () => {
  const hasher = passwordHasher(countedRandomness(), cheap)
  const all = await Promise.allSettled(Array.from({ length: 30 }, () => hasher.verify(new Secret('x'), undefined)))
  const refused = all.filter((one) => one.status === 'rejected' && one.reason.code === 'ADMINISTRATORS_BUSY')
  assert.equal(refused.length, 10)
  assert.equal(await hasher.verify(new Secret('x'), undefined), false, 'then it goes on')
})

test('[SP800-63B §3.1.1.2] passwords are measured by length and by what is tried first, not by kinds of characters', () => {
  const why = (password: string, name = 'grace') => {
    try {
      requireGoodPassword(new Secret(password), name)
      return 'good'
    } catch (error) {
      return error instanceof IdpError ? String(error.facts.reason) : 'thrown'
    }
  }
  for (const good of ['correct horse battery', 'äöüßéèêñçåøæ', 'qmzkwoeirutyg', '😀🚀🌈🎉🍕🐶🌻⚡🔑🎸📚🧩'])
    assert.equal(why(good), 'good')
  const poor: readonly (readonly [string, RegExp])[] = [
    ['short', /5 characters/],
    ['aaaaaaaaaaaaaaaa', /different characters/],
    ['Grace1234567', /user name/],
    ['Password1234!', /little more than "password"/],
    ['abcdefghijklm', /row of the keyboard/],
    ['qwertyuiopas', /"qwerty"|row/],
    ['x'.repeat(300), /more than 256/],
    ['correct\0horse battery', /no keyboard/],
  ]
  for (const [password, reason] of poor) assert.match(why(password), reason)
})
