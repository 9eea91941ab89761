import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorCode, IdpError } from '../../../../src/errors.ts'
import { requireUser } from '../../../../src/issuance/lookup/require-user.ts'

const person = ['top', 'person', 'organizationalPerson', 'user']

function entry(objectClass: readonly string[], userAccountControl: string) {
  return { dn: 'CN=x,DC=corp', attributes: { objectClass, userAccountControl: [userAccountControl] } }
}

function refused(objectClass: readonly string[], userAccountControl: string, code: ErrorCode): void {
  assert.throws(
    () => requireUser(entry(objectClass, userAccountControl)),
    (error) => error instanceof IdpError && error.code === code,
  )
}

test('user: a person’s account, whatever subclass', () => {
  requireUser(entry(person, '512'))
  requireUser(entry([...person, 'inetOrgPerson'], '66048'))
})

test('user: no computer, no managed service account, no trust, no contact [MS-ADTS §2.2.16]', () => {
  refused([...person, 'computer'], '4096', 'LOOKUP_NOT_A_USER')
  refused([...person, 'computer', 'msDS-GroupManagedServiceAccount'], '4096', 'LOOKUP_SERVICE_ACCOUNT')
  refused(person, '2080', 'LOOKUP_NOT_A_USER')
  refused(['top', 'person', 'contact'], '512', 'LOOKUP_NOT_A_USER')
})
