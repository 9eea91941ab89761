import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdpError } from '../../../../src/errors.ts'
import { changePassword } from '../../../../src/issuance/authenticate/change-password.ts'
import { Secret } from '../../../../src/secret.ts'
import { password, passwordWorld } from './password-world.ts'

const alice = { sam: 'alice', mail: 'alice@example.test' }

async function changing(options: { readonly pwdLastSet?: string; readonly allowed?: boolean } = {}) {
  const world = await passwordWorld()
  const { dn } = await world.createUser(alice)
  if (options.pwdLastSet !== undefined) await world.domains.corp.replace(dn, { pwdLastSet: options.pwdLastSet })
  if (options.allowed === false) world.allowPasswordChanges(false)
  const change = (typed: string, wanted: string) =>
    changePassword(world.attempt(alice.mail, typed), new Secret(wanted), world.ports, () => {}).then(
      () => 'changed',
      (error: unknown) => (error instanceof IdpError ? error.code : String(error)),
    )
  return { ...world, dn, change }
}

test('a password that must be changed is changed, and then signs in', async () => {
  const { change, signIn, refused, lockout } = await changing({ pwdLastSet: '0' })
  assert.equal((await refused(alice.mail, password)).code, 'AUTHENTICATE_PASSWORD_MUST_CHANGE')
  assert.equal(await change(password, 'Another-Passw0rd'), 'changed')
  assert.equal((await signIn(alice.mail, 'Another-Passw0rd')).samAccountName, 'alice')
  assert.deepEqual(lockout.ended, ['succeeded', 'succeeded', 'succeeded'])
})

test('a guess of the old password is counted, and changes nothing', async () => {
  const { change, signIn, lockout, passwords } = await changing()
  assert.equal(await change('wrong', 'Another-Passw0rd'), 'AUTHENTICATE_PASSWORD_WRONG')
  assert.deepEqual(lockout.ended, ['failed'])
  assert.ok(passwords.asked.every((asked) => !asked.startsWith('change')))
  await signIn(alice.mail, password)
})

test('what AD would take for no password is refused before anything is asked', async () => {
  const { change, passwords } = await changing()
  assert.equal(await change('', 'Another-Passw0rd'), 'AUTHENTICATE_PASSWORD_EMPTY')
  assert.equal(await change(password, ''), 'AUTHENTICATE_PASSWORD_EMPTY')
  assert.equal(await change(password, 'a\0b'), 'AUTHENTICATE_PASSWORD_UNUSABLE')
  assert.deepEqual(passwords.asked, [])
})

test('the rules of the domain and of the user type decide', async () => {
  const { change } = await changing()
  assert.equal(await change(password, 'short'), 'DIRECTORY_NEW_PASSWORD_REFUSED')
  assert.equal(await change(password, password), 'DIRECTORY_NEW_PASSWORD_REFUSED')
  const closed = await changing({ allowed: false })
  assert.equal(await closed.change(password, 'Another-Passw0rd'), 'AUTHENTICATE_PASSWORD_CHANGE_OFF')
})
