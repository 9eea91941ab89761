import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createPreviews } from '../../../src/live/preview-claims.ts'
import { openLiveStage } from '../live/live-stage.ts'
import { type AdminStage, openAdminStage } from './admin-stage.ts'

let stage: AdminStage

before(async () => {
  const { ports, application, gateway } = await openLiveStage()
  stage = await openAdminStage(() => ({ previews: createPreviews(ports) }))
  const kerberos = { serviceAccountUserPrincipalName: 'svc@corp.example.test', serviceAccountPassword: 'x' }
  const document = { gateways: [{ ...gateway, kerberos }], applications: [application] }
  const dryRun = await stage.storage.settings.apply({ source: { document }, appliedBy: 'test', dryRun: true })
  const waive = dryRun.problems.map(({ check }) => check)
  const { refused, problems } = await stage.storage.settings.apply({ source: { document }, appliedBy: 'test', waive })
  assert.equal(refused, false, JSON.stringify(problems))
})
after(() => stage.close())

const evaluate = (body: unknown) => stage.ask('POST', '/expressions/evaluate', { body })

test('an expression has a value, bare or as a mapping value', async () => {
  const variables = { user: { name: { given: 'Ann' } } }
  const bare = await evaluate({ expression: "user.name.given + '!'", variables })
  assert.deepEqual(bare.body, { kind: 'string', value: 'Ann!', text: 'Ann!' })
  const written = await evaluate({ expression: 'Dear ${user.name.given}', variables })
  assert.equal(written.body.text, 'Dear Ann')
})

test('a mistake is an answer, with the column', async () => {
  const { status, body } = await evaluate({ expression: 'user.name + ' })
  assert.equal(status, 200)
  assert.match(body.error.code, /^EXPRESSION_/)
  assert.equal(typeof body.error.column, 'number')
})

test('an expression sees what a sign-in of a real account would see', async () => {
  const subject = { applicationId: 'm365', account: 'user', name: 'alice' }
  const { body } = await evaluate({ expression: "user['ms-upn']", subject })
  assert.equal(body.text, 'alice@corp.example.test')
  assert.equal(body.variables.ldapAttributes.displayName, 'Alice Archer')
})

test('the vocabulary has every function with its signature, and paths that evaluate as they are written', async () => {
  const { body } = await stage.ask('GET', '/expressions/vocabulary', { role: 'readOnly' })
  const guid = body.functions.find(({ name }: { name: string }) => name === 'uuidAsBase64Guid')
  assert.match(guid.signature, /^#string\.uuidAsBase64Guid\(/)
  for (const { path } of body.variables)
    assert.equal((await evaluate({ expression: path, variables: { user: {} } })).body.error, undefined, path)
})

test('a preview of mappings that are not saved; nothing in it is signed', async () => {
  const attributes = [
    { name: 'Subject', value: '${user.username}', releaseTo: 'everyone' },
    { name: 'accounttype', nameFormat: 'http://wrong.example', value: 'DJ', releaseTo: 'devices' },
  ]
  const { body, text } = await stage.ask('POST', '/applications/m365/preview', {
    body: { account: 'device', name: 'WS01', attributes },
  })
  assert.equal(body.entra.code, 'AADSTS51004')
  assert.equal(body.claims.find(({ name }: { name: string }) => name === 'accounttype').outcome, 'wrong')
  assert.equal(body.claims.find(({ name }: { name: string }) => name === 'primarysid').outcome, 'missing')
  assert.doesNotMatch(text, /Signature|Assertion>|assertionId/)
  const nobody = await stage.ask('POST', '/applications/m365/preview', { body: { account: 'user', name: 'nobody' } })
  assert.equal(nobody.body.joinery.code, 'LIVE_SUBJECT_NOT_FOUND')
})
