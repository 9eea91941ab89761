import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../src/errors.ts'
import type { DirectoryEntry, DirectoryQuery } from '../../../src/ports.ts'
import { guidToBytes } from '../../../src/protocol/ad/guid.ts'
import { sidToBytes } from '../../../src/protocol/ad/sid.ts'
import { isUnder } from '../../../src/protocol/ldap/distinguished-name.ts'
import { filter } from '../../../src/protocol/ldap/ldap-filter.ts'
import type { DomainAccount } from '../../fakes/memory-domain.ts'
import { createStagedOus, type DirectoryStage, devicesOu, usersOu } from './directory-stage.ts'

/** What every Directory must do. `numRuns`: how many random values are asked for. */

/** Names that mean something to a filter, to a DN, or to a careless program. */
const nastyNames = [
  'star*name',
  '(paren)',
  'back\\slash',
  'comma, and "quotes"',
  'Lučić 🙂 e\u0301',
  'plus+semi;less<greater>equal=',
  '#hash',
  '*)(objectClass=*',
  '%00 percent',
]

const consistencyGuid = 'ffeeddcc-bbaa-9988-7766-554433221100'

export function directorySuite(open: () => Promise<DirectoryStage>, numRuns: number): void {
  suite('directory', () => {
    let stage: DirectoryStage
    let computer: DomainAccount
    let named: readonly DomainAccount[]
    const search = (query: Partial<DirectoryQuery>): Promise<readonly DirectoryEntry[]> =>
      stage.directory.search(stage.corp.gateway, {
        base: stage.corp.domain.baseDn,
        scope: 'sub',
        filter: filter`(objectClass=*)`,
        attributes: ['sAMAccountName'],
        ...query,
      })

    before(async () => {
      stage = await open()
      const { domain } = stage.corp
      await createStagedOus(domain)
      computer = await domain.createComputer({ sam: 'WS01$', ou: devicesOu(domain), consistencyGuid })
      await domain.createComputer({ sam: 'WS02$', ou: devicesOu(domain), enabled: false })
      named = await Promise.all(
        nastyNames.map((name, index) =>
          domain.createUser({ sam: `nasty${index}`, cn: name, ou: usersOu(domain), attributes: { displayName: name } }),
        ),
      )
    })
    after(() => stage?.close())

    test('values with a meaning to filters find exactly the entry that has them [RFC4515 §3]', async () => {
      for (const [index, displayName] of nastyNames.entries()) {
        const found = await search({ filter: filter`(displayName=${displayName})`, attributes: ['displayName', 'dn'] })
        assert.deepEqual(
          found.map(({ attributes }) => attributes.displayName),
          [[displayName]],
        )
        assert.deepEqual(found[0]?.attributes.dn, [found[0]?.dn])
        assert.ok(isUnder(found[0]?.dn ?? '', usersOu(stage.corp.domain)), displayName)
        const again = await search({ base: found[0]?.dn ?? '', scope: 'base' })
        assert.deepEqual(again[0]?.attributes.sAMAccountName, [named[index]?.sam])
      }
    })

    test('no value finds an entry that does not have it [RFC4515 §3]', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), async (value) => {
          const found = await search({ filter: filter`(displayName=${value})` })
          assert.deepEqual(found, nastyNames.includes(value) ? found : [])
        }),
        { numRuns, examples: [['*'], ['\0'], ['a\0b'], ['\\'], ['('], ['star\\2aname'], ['\\2a'], ['nasty*']] },
      )
    })

    test('bytes find the entry that has them; GUIDs and SIDs come out as text [MS-DTYP §2.3.4, §2.4.2]', async () => {
      const attributes = ['objectGUID', 'objectSid', 'mS-DS-ConsistencyGuid']
      const expected = {
        objectGUID: [computer.objectGuid],
        objectSid: [computer.objectSid],
        'mS-DS-ConsistencyGuid': [consistencyGuid],
      }
      for (const by of [
        filter`(objectGUID=${guidToBytes(computer.objectGuid)})`,
        filter`(objectSid=${sidToBytes(computer.objectSid)})`,
        filter`(mS-DS-ConsistencyGuid=${guidToBytes(consistencyGuid)})`,
      ]) {
        const found = await search({ filter: by, attributes })
        assert.deepEqual(
          found.map((entry) => entry.attributes),
          [expected],
        )
      }
    })

    test('attributes are named as they were asked for; those without values are absent', async () => {
      const [entry] = await search({
        filter: filter`(sAMAccountName=ws01$)`,
        attributes: ['SAMACCOUNTNAME', 'sAMAccountName', 'mail', 'DN'],
      })
      assert.deepEqual(entry?.attributes, {
        SAMACCOUNTNAME: ['WS01$'],
        sAMAccountName: ['WS01$'],
        DN: [entry?.dn],
      })
    })

    test('the scope is one entry, its children, or all below [RFC4511 §4.5.1.2]', async () => {
      const base = devicesOu(stage.corp.domain)
      const names = async (scope: DirectoryQuery['scope'], from = base) =>
        (await search({ base: from, scope, attributes: ['ou', 'sAMAccountName'] })).map(({ attributes }) =>
          String(attributes.ou ?? attributes.sAMAccountName),
        )
      assert.deepEqual(await names('base'), ['Devices'])
      assert.deepEqual((await names('one')).sort(), ['WS01$', 'WS02$'])
      assert.deepEqual((await names('sub')).sort(), ['Devices', 'WS01$', 'WS02$'])
      assert.ok(!(await names('one', stage.corp.domain.baseDn)).includes('WS01$'))
    })

    test('an entry that is not there is an empty list; a base that is not there has a name', async () => {
      const base = `OU=Nowhere,${stage.corp.domain.baseDn}`
      assert.deepEqual(await search({ base, scope: 'base' }), [])
      await assert.rejects(
        search({ base }),
        (error) => error instanceof IdpError && error.code === 'DIRECTORY_BASE_NOT_FOUND',
      )
      assert.deepEqual(await search({ filter: filter`(sAMAccountName=nobody)` }), [])
    })

    test('no more entries than the limit', async () => {
      assert.equal((await search({ base: devicesOu(stage.corp.domain), sizeLimit: 1 })).length, 1)
    })

    test('and, or, not, presence, parts, bits, categories', async () => {
      const sams = async (by: DirectoryQuery['filter']) =>
        (await search({ base: devicesOu(stage.corp.domain), filter: by }))
          .map(({ attributes }) => attributes.sAMAccountName?.[0])
          .sort()
      const both = ['WS01$', 'WS02$']
      assert.deepEqual(await sams(filter`(objectCategory=computer)`), both)
      assert.deepEqual(await sams(filter`(objectCategory=person)`), [])
      assert.deepEqual(await sams(filter`(&(objectClass=computer)(mS-DS-ConsistencyGuid=*))`), ['WS01$'])
      assert.deepEqual(await sams(filter`(&(objectClass=computer)(!(mS-DS-ConsistencyGuid=*)))`), ['WS02$'])
      assert.deepEqual(await sams(filter`(|(sAMAccountName=ws01$)(sAMAccountName=ws02$))`), both)
      assert.deepEqual(await sams(filter`(sAMAccountName=ws*2$)`), ['WS02$'])
      assert.deepEqual(await sams(filter`(userAccountControl:1.2.840.113556.1.4.803:=2)`), ['WS02$'])
    })

    test('tokenGroups comes as SIDs, and only to a read of one entry [MS-ADTS §3.1.1.4.5.19]', async () => {
      const { domain } = stage.corp
      const group = await domain.createGroup('joiners')
      await domain.addToGroup(computer, 'joiners')
      const [read] = await search({ base: computer.dn, scope: 'base', attributes: ['tokenGroups'] })
      assert.ok(read?.attributes.tokenGroups?.includes(group.objectSid))
      assert.ok(read?.attributes.tokenGroups?.includes(`${domain.domainSid}-515`))
      await assert.rejects(
        search({ filter: filter`(sAMAccountName=WS01$)`, attributes: ['tokenGroups'] }),
        (error) => error instanceof IdpError && error.code === 'DIRECTORY_SEARCH_REFUSED',
      )
    })

    test('a filter that is none is refused', async () => {
      const broken = filter`${{ filter: filter`(a=b` }}`
      await assert.rejects(
        search({ filter: broken }),
        (error) => error instanceof IdpError && error.code === 'LDAP_FILTER_INVALID',
      )
    })

    test('gateways answer for their own domain only', async () => {
      const { domain, gateway } = stage.other
      await createStagedOus(domain)
      const twin = await domain.createComputer({ sam: 'WS01$', ou: devicesOu(domain) })
      const query = { scope: 'sub', filter: filter`(sAMAccountName=WS01$)`, attributes: ['objectSid'] } as const
      const there = await stage.directory.search(gateway, { ...query, base: domain.baseDn })
      assert.deepEqual(there[0]?.attributes.objectSid, [twin.objectSid])
      assert.deepEqual(await search({ filter: filter`(objectSid=${sidToBytes(twin.objectSid)})` }), [])
    })
  })
}
