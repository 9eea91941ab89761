import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { userType } from '../../../src/config/gateway.ts'
import { cloudUserType, deviceUserType } from '../../../src/config/presets.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { type SeededDomain, seedHybridJoinDomain } from '../../../src/lab/seed-hybrid-join-domain.ts'
import { type Lab, startLab } from '../../../src/lab/start-lab.ts'
import { guidToBase64 } from '../../../src/protocol/ad/guid.ts'
import { clientToken } from '../kerberos/client-token.ts'
import { type Answer, type ServerStage, startServerStage } from './server-stage.ts'

/** Two domains that hold the same names, behind one server. */

let stage: ServerStage
let otherLab: Lab
let other: { readonly domain: LabDomain; readonly seeded: SeededDomain }

before(async () => {
  stage = await startServerStage()
  otherLab = await startLab({ domains: ['emea.example.test'] })
  const domain = otherLab.domain('emea')
  const { tenantId, stsHost } = stage.names
  const seeded = await seedHybridJoinDomain(domain, { tenantId, stsHost, tenantName: 'emea.example.test' })
  other = { domain, seeded }
  await stage.patch((draft) => {
    const [corp] = draft.gateways
    const [m365] = draft.applications
    assert.ok(corp?.kerberos && m365?.kerberos)
    draft.gateways.push({
      ...structuredClone(corp),
      ...{ id: 'emea-ad', name: domain.dnsDomain, serversHostAndPort: [domain.address], caFile: domain.caFile },
      ...{ bindDN: seeded.readerAccount.dn, bindPassword: seeded.readerAccount.password },
      kerberos: {
        ...corp.kerberos,
        serviceAccountUserPrincipalName: seeded.serviceAccount.upn ?? '',
        serviceAccountPassword: seeded.serviceAccount.password,
      },
      userTypes: [
        userType.parse(cloudUserType({ id: 'emea-users', searchBaseDn: seeded.usersOu })),
        userType.parse(
          deviceUserType({ id: 'emea-devices', searchBaseDn: seeded.devicesOu, externalIdSource: 'objectGUID' }),
        ),
      ],
    })
    const emea = ['emea-users', 'emea-devices'].map((id) => ({
      id: 'emea-ad',
      type: 'LDAP' as const,
      userType: { id },
    }))
    for (let index = 0; index < 20; index += 1)
      draft.applications.push({
        ...structuredClone(m365),
        ...{ id: `emea-${index}`, name: `EMEA ${index}`, domainName: `emea${index}.example.test` },
        issuerUri: `${stage.boot.publicUrl}/applications/emea-${index}`,
        kerberos: { ...m365.kerberos, gateways: emea },
      })
    m365.kerberos.gateways.push(...emea)
  })
})
after(async () => {
  await stage?.stop()
  await otherLab?.stop()
})

async function ask(of: 'corp' | 'emea', account: 'computer' | 'user', applicationId = 'm365'): Promise<Answer> {
  const { domain, seeded } = of === 'corp' ? stage : other
  const service = `HTTP/${stage.names.stsHost}@${domain.kerberosRealm}`
  const token = Buffer.from(await clientToken(await domain.signIn(seeded[account]), service)).toString('base64')
  const headers = { authorization: `Negotiate ${token}` }
  return stage.post(`/wsf/sts/${applicationId}/13/windowstransport`, { headers })
}

const claimOf = (answer: Answer, name: string) =>
  new RegExp(`AttributeName="${name}"[^>]*><saml:AttributeValue>([^<]*)<`).exec(answer.body)?.[1]

test('WS01$ and alice of both domains get what is their own; the realm of the ticket chooses', async () => {
  for (const [of, { seeded }] of [
    ['corp', stage],
    ['emea', other],
  ] as const) {
    const device = await ask(of, 'computer')
    assert.equal(claimOf(device, 'onpremobjectguid'), guidToBase64(seeded.computer.objectGuid), device.body)
    assert.equal(claimOf(device, 'primarysid'), seeded.computer.objectSid)
    const user = await ask(of, 'user')
    assert.equal(claimOf(user, 'ImmutableID'), guidToBase64(seeded.user.objectGuid))
    assert.equal(claimOf(user, 'UPN'), seeded.user.upn)
    const record = await stage.signIn(user.clientRequestId)
    assert.equal(record.principal?.toLowerCase(), `alice@${of}.example.test`)
  }
})

test('an application takes tickets of its own gateways only', async () => {
  const foreign = await ask('corp', 'computer', 'emea-3')
  const record = await stage.signIn(foreign.clientRequestId)
  assert.equal(record.code, 'AUTHENTICATE_REALM_UNKNOWN')
  assert.match(record.means ?? '', /EMEA\.EXAMPLE\.TEST/)
})

test('any number of applications, each under its own issuer', async () => {
  for (const index of [0, 7, 19]) {
    const answer = await ask('emea', 'computer', `emea-${index}`)
    assert.equal(answer.status, 200, answer.body)
    assert.match(answer.body, new RegExp(`Issuer="${stage.boot.publicUrl}/applications/emea-${index}"`))
  }
})

test('one domain away: the other is served as before', async () => {
  other.domain.freeze()
  try {
    const token = await ask('corp', 'computer')
    assert.equal(token.status, 200, token.body)
  } finally {
    await other.domain.thaw()
  }
})
