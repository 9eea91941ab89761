import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Application, AttributeMapping } from '../../../src/config/application.ts'
import { createPreviews } from '../../../src/live/preview-claims.ts'
import type { ClaimsPreview } from '../../../src/ports/previews.ts'
import { guidToBase64 } from '../../../src/protocol/ad/guid.ts'
import { openLiveStage } from './live-stage.ts'

const ws01 = { account: 'device', name: 'ws01' } as const

function withMapping(application: Application, name: string, change: Partial<AttributeMapping>): Application {
  const attributes = application.attributes.map((one) => (one.name === name ? { ...one, ...change } : one))
  return { ...application, attributes }
}

const claim = (preview: ClaimsPreview, name: string) => preview.claims.find((one) => one.name === name)

test('a computer: each claim with namespace and value, claims of users not released, Entra would take it', async () => {
  const { application, ports, computer } = await openLiveStage()
  const preview = await createPreviews(ports).previewClaims(application, ws01)
  assert.equal(preview.refusal, undefined)
  assert.equal(preview.samAccountName, 'WS01$')
  assert.deepEqual(claim(preview, 'onpremobjectguid')?.values, [guidToBase64(computer.objectGuid)])
  assert.deepEqual(claim(preview, 'primarysid')?.values, [computer.objectSid])
  assert.equal(claim(preview, 'accounttype')?.outcome, 'ok')
  assert.equal(claim(preview, 'UPN')?.outcome, 'notReleased')
  assert.deepEqual(preview.entra, {
    code: undefined,
    text: 'Entra would take it: every claim that it needs of a device is there.',
  })
})

test('a wrong NameFormat: Entra would answer AADSTS51004, and the claim says why and what to do', async () => {
  const { application, ports } = await openLiveStage()
  const wrong = withMapping(application, 'accounttype', { nameFormat: 'http://schemas.microsoft.com/ws/2012/1' })
  const preview = await createPreviews(ports).previewClaims(wrong, ws01)
  assert.equal(preview.entra?.code, 'AADSTS51004')
  assert.match(preview.entra?.text ?? '', /^Entra would answer AADSTS51004, because accounttype is in a namespace/)
  const shown = claim(preview, 'accounttype')
  assert.equal(shown?.outcome, 'wrong')
  assert.equal(shown?.expected, 'http://schemas.microsoft.com/ws/2012/01')
  assert.match(shown?.fix ?? '', /Set the NameFormat of accounttype/)
})

test('a missing mapping is among the claims, as missing', async () => {
  const { application, ports } = await openLiveStage()
  const attributes = application.attributes.filter(({ name }) => name !== 'primarysid')
  const preview = await createPreviews(ports).previewClaims({ ...application, attributes }, ws01)
  assert.equal(claim(preview, 'primarysid')?.outcome, 'missing')
  assert.equal(claim(preview, 'primarysid')?.expression, undefined)
  assert.equal(preview.entra?.code, 'AADSTS51004')
})

test('a claim of another object than the account: the device would not be found', async () => {
  const { application, ports, domain, computer } = await openLiveStage()
  await domain.replace(computer.dn, { 'mS-DS-ConsistencyGuid': '11111111-2222-3333-4444-555555555555' })
  const preview = await createPreviews(ports).previewClaims(application, ws01)
  assert.equal(claim(preview, 'onpremobjectguid')?.outcome, 'wrong')
  assert.match(claim(preview, 'onpremobjectguid')?.verdict ?? '', /that of the account/)
})

test('a mapping that fails is refused, and hides no other', async () => {
  const { application, ports } = await openLiveStage()
  const broken = withMapping(application, 'primarysid', { value: '${user.username - 1}' })
  const preview = await createPreviews(ports).previewClaims(broken, ws01)
  assert.match(preview.refusal?.code ?? '', /^(EXPRESSION|MAP)_/)
  assert.equal(preview.entra, undefined)
  assert.equal(claim(preview, 'accounttype')?.outcome, 'ok')
  assert.notEqual(claim(preview, 'primarysid')?.outcome, 'ok')
})

test('an account that no sign-in would find gets its refusal, not claims', async () => {
  const { application, ports, domain } = await openLiveStage()
  await domain.createUser({ sam: 'mallory', upn: 'mallory@corp.example.test', ou: 'CN=Users' })
  const preview = await createPreviews(ports).previewClaims(application, { account: 'user', name: 'mallory' })
  assert.equal(preview.refusal?.code, 'LOOKUP_OUTSIDE_BASE')
  assert.deepEqual(preview.claims, [])
  await assert.rejects(createPreviews(ports).previewClaims(application, { account: 'user', name: 'nobody' }), {
    code: 'LIVE_SUBJECT_NOT_FOUND',
  })
})

test('expressions are tried on what a sign-in of the account would see', async () => {
  const { application, ports, alice } = await openLiveStage()
  const { dn, variables } = await createPreviews(ports).readVariables(application, {
    ...{ account: 'user', name: alice.objectSid, gatewayId: 'corp' },
  })
  assert.equal(dn, alice.dn)
  assert.equal(Object(variables.user)['ms-upn'], 'alice@corp.example.test')
  assert.equal(Object(variables.ldapAttributes).displayName, 'Alice Archer')
  assert.equal(Object(variables.domain).name, 'corp.example.test')
})
