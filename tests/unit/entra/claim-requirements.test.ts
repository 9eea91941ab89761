import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameFormatOf } from '../../../src/config/name-format.ts'
import { claimRequirements, factClaims, findClaimRequirement } from '../../../src/entra/claim-requirements.ts'

test('the formats of each claim are those the source document allows, the default first', () => {
  const formats = Object.fromEntries(claimRequirements.map((row) => [row.name, row.formats]))
  assert.deepEqual(formats, {
    Subject: [
      'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
      'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    ],
    ImmutableID: [
      'http://schemas.microsoft.com/LiveID/Federation/2008/05',
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims',
    ],
    UPN: ['http://schemas.xmlsoap.org/claims', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'],
    accounttype: ['http://schemas.microsoft.com/ws/2012/01'],
    onpremobjectguid: ['http://schemas.microsoft.com/identity/claims'],
    primarysid: ['http://schemas.microsoft.com/ws/2008/06/identity/claims'],
    issuerid: ['http://schemas.microsoft.com/ws/2008/06/identity/claims'],
  })
})

test('a device needs five claims, a user three', () => {
  const requiredFor = (account: 'user' | 'device') =>
    claimRequirements.filter((row) => row.requiredFor.includes(account)).map((row) => row.name)
  assert.deepEqual(requiredFor('device'), ['Subject', 'ImmutableID', 'accounttype', 'onpremobjectguid', 'primarysid'])
  assert.deepEqual(requiredFor('user'), ['Subject', 'ImmutableID', 'UPN'])
})

test('no claim has two rows, and none that states a fact can be required of a mapping', () => {
  const names = [...claimRequirements, ...factClaims].map((row) => row.name)
  assert.equal(new Set(names).size, names.length)
})

test('claim names compare exactly', () => {
  assert.equal(findClaimRequirement('immutableid'), undefined)
  assert.equal(findClaimRequirement('ImmutableID')?.name, 'ImmutableID')
})

test('the format of a mapping is its own, else the default of the claim', () => {
  assert.equal(nameFormatOf({ name: 'UPN', nameFormat: undefined }), 'http://schemas.xmlsoap.org/claims')
  assert.equal(nameFormatOf({ name: 'UPN', nameFormat: 'urn:own' }), 'urn:own')
  assert.equal(nameFormatOf({ name: 'department', nameFormat: undefined }), undefined)
  assert.equal(nameFormatOf({ name: 'Subject', nameFormat: undefined }), undefined)
})
