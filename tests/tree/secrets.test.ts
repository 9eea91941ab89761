import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filesBelow, fromRoot, read } from './source-files.ts'

/** The few places that may unwrap a Secret, each with its reason. A new one is a review question. */
const unwrappers: Readonly<Record<string, string>> = {
  'src/cli/rehearsal/impersonate-account.ts': 'kinit takes the password of the service account',
  'src/cli/rehearsal/start-rehearsal-copy.ts': 'the copy of a rehearsal seals the same secrets again',
  'src/administrators/directory-password.ts': 'a password with a NUL in it is refused before any bind',
  'src/administrators/password-hash.ts': 'a password goes into scrypt',
  'src/administrators/require-good-password.ts': 'a new password is measured',
  'src/directory/gateway-keys.ts': 'service keys come out of storage as one keytab',
  'src/directory/kerberos-key-sets.ts': 'keys are compared, in constant time, to tell old ones from new ones',
  'src/directory/private-file.ts': 'libkrb5 reads keys from a file only',
  'src/directory/prove-key-set.ts': 'a ticket to ourselves is accepted by ourselves',
  'src/gssapi/gssapi.ts': 'libkrb5 derives keys from the password itself',
  'src/directory/ldap-request.ts': 'a simple bind and a change of password send it',
  'src/protocol/kerberos/keytab.ts': 'a keytab file holds keys',
  'src/issuance/authenticate/require-usable.ts': 'a password with a NUL in it is refused before any bind',
  'src/protocol/soap/username-token.ts': 'a client writes its password into the request',
  'src/keys/parse-signing-key.ts': 'the passphrase of an imported key, and the key that comes out of a PKCS #12 file',
  'src/protocol/x509/password-encryption.ts': 'the password of a PKCS #12 file makes its keys',
  'src/keys/software-signers.ts': 'the private key becomes a KeyObject',
  'src/storage/administrator-repository.ts': 'the hash of a password is stored',
  'src/storage/invitation-repository.ts': 'the hash of a password is stored',
  'src/storage/data-key-file.ts': 'the data keys are written into their file',
  'src/second-factor/use-factor.ts': 'the challenge a passkey answered is compared',
  'src/second-factor/make-factor.ts': 'the challenge a new passkey answered is compared',
  'src/second-factor/totp.ts': 'codes are made of the secret, and its owner is shown it once',
  'src/storage/factor-challenge-repository.ts': 'what browsers were asked is sealed',
  'src/storage/second-factor-repository.ts': 'secrets of apps are sealed',
  'src/storage/sealer.ts': 'the data key goes into the cipher',
  'src/storage/settings-repository.ts': 'typed secrets are sealed',
  'src/storage/service-key-repository.ts': 'keytabs are sealed',
  'src/storage/signing-key-repository.ts': 'private keys are sealed',
}

test('only the listed files unwrap a Secret', () => {
  const found = filesBelow('src', '.ts')
    .filter((file) => /\.reveal\(\)/.test(read(file)))
    .map(fromRoot)
  const unlisted = found.filter((file) => !(file in unwrappers))
  assert.deepEqual(unlisted, [], 'add them to the list with a reason, or do without')
  assert.deepEqual(
    Object.keys(unwrappers).filter((file) => !found.includes(file)),
    [],
    'listed, but unwraps nothing',
  )
})
