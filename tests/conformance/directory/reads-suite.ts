import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { findConnectionPoint } from '../../../src/directory/find-connection-point.ts'
import { findServiceAccount } from '../../../src/directory/find-service-account.ts'
import { listSpnHolders } from '../../../src/directory/list-spn-holders.ts'
import { proposeAnchor } from '../../../src/directory/propose-anchor.ts'
import { readDomain } from '../../../src/directory/read-domain.ts'
import { readRootDse } from '../../../src/directory/read-root-dse.ts'
import { IdpError } from '../../../src/errors.ts'
import { createStagedOus, type DirectoryStage, devicesOu } from './directory-stage.ts'

/** What the small reads find, in memory and on real Samba. */

export function readsSuite(open: () => Promise<DirectoryStage>): void {
  suite('reads', () => {
    let stage: DirectoryStage
    before(async () => {
      stage = await open()
      await createStagedOus(stage.corp.domain)
    })
    after(() => stage?.close())

    test('rootDSE: naming contexts, the server’s name and its clock [MS-ADTS §3.1.1.3.2]', async () => {
      const { baseDn, dnsDomain } = stage.corp.domain
      const root = await readRootDse(stage.directory, stage.corp.gateway)
      assert.equal(root.defaultNamingContext, baseDn)
      assert.equal(root.rootDomainNamingContext, baseDn)
      assert.equal(root.configurationNamingContext, `CN=Configuration,${baseDn}`)
      assert.equal(root.dnsHostName.toLowerCase(), `dc1.${dnsDomain}`)
      assert.ok(!Number.isNaN(root.currentTime.getTime()))
    })

    test('domain: its SID and how many computers a user may make', async () => {
      const domain = await readDomain(stage.directory, stage.corp.gateway)
      assert.deepEqual(domain, {
        dn: stage.corp.domain.baseDn,
        domainSid: stage.corp.domain.domainSid,
        machineAccountQuota: 10,
      })
    })

    test('service account: by its UPN, or by the one it has without one being written', async () => {
      const { domain, gateway } = stage.corp
      const attributes = { 'msDS-SupportedEncryptionTypes': '24', servicePrincipalName: ['HTTP/sts.corp.example.test'] }
      const account = await domain.createUser({ sam: 'svc-sts', upn: 'sts@login.example.test', attributes })
      const found = await findServiceAccount(stage.directory, gateway, 'STS@login.example.test')
      assert.deepEqual(
        [found?.dn, found?.samAccountName, found?.userPrincipalName, found?.objectSid, found?.supportedEncryptionTypes],
        [account.dn, 'svc-sts', 'sts@login.example.test', account.objectSid, 24],
      )
      assert.deepEqual(found?.servicePrincipalNames, ['HTTP/sts.corp.example.test'])
      assert.ok(found && found.keyVersionNumber >= 1 && found.passwordLastSet instanceof Date)
      const implicit = await findServiceAccount(stage.directory, gateway, `svc-sts@${domain.dnsDomain}`)
      assert.equal(implicit?.dn, account.dn)
      assert.equal(await findServiceAccount(stage.directory, gateway, 'svc-sts@elsewhere.test'), undefined)
      assert.equal(await findServiceAccount(stage.directory, gateway, `*@${domain.dnsDomain}`), undefined)
    })

    test('service account: one that could be two is refused', async () => {
      const { domain, gateway } = stage.corp
      const upn = `svc-two@${domain.dnsDomain}`
      await domain.createUser({ sam: 'svc-two' })
      await stage.corp.borrowUpn(await domain.createUser({ sam: 'svc-one' }), upn)
      await assert.rejects(
        findServiceAccount(stage.directory, gateway, upn),
        (error) => error instanceof IdpError && error.code === 'DIRECTORY_SERVICE_ACCOUNT_AMBIGUOUS',
      )
    })

    test('SPN: who holds it, and who would answer for it by its HOST alias [MS-ADA3 sPNMappings]', async () => {
      const { domain, gateway } = stage.corp
      const servicePrincipalName = ['HTTP/web.corp.example.test']
      const holder = await domain.createUser({ sam: 'svc-web', attributes: { servicePrincipalName } })
      const member = await domain.createComputer({
        sam: 'SRV1$',
        attributes: { servicePrincipalName: ['HOST/srv1.corp.example.test', 'HOST/SRV1'] },
      })
      const holders = (spn: string) => listSpnHolders(stage.directory, gateway, spn)
      assert.deepEqual(await holders('http/WEB.corp.example.test'), [
        { dn: holder.dn, samAccountName: 'svc-web', servicePrincipalName: 'HTTP/web.corp.example.test' },
      ])
      assert.deepEqual(await holders('HTTP/srv1.corp.example.test'), [
        { dn: member.dn, samAccountName: 'SRV1$', servicePrincipalName: 'HOST/srv1.corp.example.test' },
      ])
      assert.deepEqual(await holders('HTTP/nobody.corp.example.test'), [])
    })

    test('anchor: objectGUID unless ConsistencyGuid says the same on every computer', async () => {
      const { domain, gateway } = stage.corp
      const propose = () => proposeAnchor(stage.directory, gateway, devicesOu(domain))
      assert.deepEqual({ ...(await propose()), why: '' }, counts('objectGUID', 0, 0, 0, []))
      const computers = [
        await domain.createComputer({ sam: 'A1$', ou: devicesOu(domain) }),
        await domain.createComputer({ sam: 'A2$', ou: devicesOu(domain) }),
      ]
      assert.match((await propose()).why, /^2 of 2 computers have no mS-DS-ConsistencyGuid/)
      for (const { dn, objectGuid } of computers) await domain.replace(dn, { 'mS-DS-ConsistencyGuid': objectGuid })
      assert.deepEqual({ ...(await propose()), why: '' }, counts('mS-DS-ConsistencyGuid', 2, 0, 0, []))
      await domain.replace(computers[0]?.dn ?? '', { 'mS-DS-ConsistencyGuid': '00112233-4455-6677-8899-aabbccddeeff' })
      await domain.replace(computers[1]?.dn ?? '', { 'mS-DS-ConsistencyGuid': [] })
      const mixed = await propose()
      assert.deepEqual({ ...mixed, why: '' }, counts('objectGUID', 2, 1, 1, ['A1$', 'A2$']))
      assert.match(mixed.why, /^On 1 of 2 computers .* differs/)
    })

    test('connection point: undefined until Entra Connect wrote it, then tenant and domain', async () => {
      const find = () => findConnectionPoint(stage.directory, stage.corp.gateway)
      assert.equal(await find(), undefined)
      await stage.corp.writeConnectionPoint('07ec9af2-7ce5-4ab7-8638-115736bbf990', 'example.test')
      const point = await find()
      assert.deepEqual([point?.tenantId, point?.tenantName], ['07ec9af2-7ce5-4ab7-8638-115736bbf990', 'example.test'])
    })
  })
}

function counts(attribute: string, sampled: number, empty: number, different: number, examples: readonly string[]) {
  return { attribute, sampled, empty, different, why: '', examples }
}
