import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application } from '../../../src/config/application.ts'
import { findApplicationOfDomain, findUpnSuffix } from '../../../src/config/find-application-of-domain.ts'

const applications = ['example.com', 'emea.example.com', 'other.test'].map((domainName) =>
  application.parse({ id: domainName.replaceAll('.', '-'), name: domainName, domainName, attributes: [] }),
)
const found = (domain: string) => findApplicationOfDomain(applications, domain)?.domainName

test('a domain is served by its own application, else by that of the nearest domain above it', () => {
  assert.equal(found('Example.com'), 'example.com')
  assert.equal(found('apac.example.com'), 'example.com')
  assert.equal(found('emea.example.com'), 'emea.example.com')
  assert.equal(found('berlin.emea.example.com.'), 'emea.example.com')
  assert.equal(found('notexample.com'), undefined)
  assert.equal(found('com'), undefined)
})

test('the suffix of a UPN is what follows its last @', () => {
  assert.equal(findUpnSuffix('a@b@Example.com'), 'example.com')
  for (const none of ['alice', '@example.com', 'alice@', '']) assert.equal(findUpnSuffix(none), undefined)
})
