import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { application as applicationSchema } from '../../../../src/config/application.ts'
import type { UserType } from '../../../../src/config/gateway.ts'
import { microsoft365Application } from '../../../../src/config/presets.ts'
import { type ErrorCode, type Facts, IdpError } from '../../../../src/errors.ts'
import { findEntry } from '../../../../src/issuance/lookup/find-entry.ts'
import { rememberProfile } from '../../../../src/issuance/lookup/remember-profile.ts'
import type { ProfileRepository } from '../../../../src/ports.ts'
import { createStagedOus, devicesOu, usersOu } from '../../../conformance/directory/directory-stage.ts'
import { openMemoryStage } from '../../../conformance/directory/memory-stage.ts'
import { fixedClock } from '../../../fakes/fixed-clock.ts'
import type { DomainAccount } from '../../../fakes/memory-domain.ts'
import { memoryProfiles } from '../../../fakes/memory-profiles.ts'

/** What a real domain cannot be made to show; everything else is in tests/conformance/directory/lookup-suite.ts. */

interface Options {
  readonly profiles?: ProfileRepository
  readonly notes?: Facts[]
  readonly devices?: Partial<UserType>
}

async function setUp(_context: TestContext) {
  const stage = await openMemoryStage()
  const { domain } = stage.corp
  await createStagedOus(domain)
  const application = applicationSchema.parse(
    microsoft365Application({
      id: 'm365',
      domainName: 'example.test',
      gateways: ['users', 'devices'].map((userType) => ({ gateway: 'corp', userType })),
    }),
  )
  const look = (account: DomainAccount, { profiles = memoryProfiles(), notes = [], devices = {} }: Options = {}) => {
    const userTypes = stage.corp.gateway.userTypes.map((userType) =>
      userType.id === 'devices' ? { ...userType, ...devices } : userType,
    )
    const principal = {
      gateway: { ...stage.corp.gateway, userTypes },
      kerberosRealm: 'CORP.EXAMPLE.TEST',
      samAccountName: account.sam,
      objectSid: account.objectSid,
      authentication: { method: 'kerberos', at: new Date('2026-03-01T12:00:00Z') },
      channelBinding: 'none',
      replyToken: undefined,
    } as const
    const ports = { directory: stage.directory, profiles, clock: fixedClock() }
    return findEntry(principal, { application }, ports, (facts) => notes.push(facts))
  }
  return { domain, directory: stage.corpDomain.directory, look, devices: devicesOu(domain), users: usersOu(domain) }
}

async function refused(run: Promise<unknown>, code: ErrorCode): Promise<void> {
  await assert.rejects(run, (error) => error instanceof IdpError && error.code === code, code)
}

test('lookup: two entries with one SID are refused', async (context) => {
  const { domain, look, devices } = await setUp(context)
  const computer = await domain.createComputer({ sam: 'WS01$', ou: devices })
  const other = await domain.createComputer({ sam: 'WS02$', ou: devices })
  await domain.replace(other.dn, { objectSid: computer.objectSid })
  await refused(look(computer), 'LOOKUP_SEVERAL_ENTRIES')
})

test('lookup: the shadow that an account of a trusted domain leaves is not the account', async (context) => {
  const { domain, directory, look } = await setUp(context)
  const objectSid = 'S-1-5-21-7-8-9-1104'
  const dn = `CN=${objectSid},CN=ForeignSecurityPrincipals,${domain.baseDn}`
  const attributes = { objectClass: ['top', 'foreignSecurityPrincipal'], objectSid: [objectSid] }
  directory.entries.push({ dn, attributes })
  await refused(look({ dn, sam: 'alice', objectGuid: '', objectSid }), 'LOOKUP_ENTRY_MISSING')
})

test('lookup: a ticket of the SID an account had before a move is refused by name [MS-ADA3 sIDHistory]', async (context) => {
  const { domain, look, users } = await setUp(context)
  const profiles = memoryProfiles()
  const user = await domain.createUser({ sam: 'erin', ou: users })
  await rememberProfile(
    await look(user, { profiles }),
    { id: 'p1', username: 'erin' },
    { profiles, clock: fixedClock() },
  )
  const moved = { ...user, objectSid: `${domain.domainSid}-9999` }
  await domain.replace(user.dn, { objectSid: moved.objectSid, sIDHistory: user.objectSid })
  await refused(look(user, { profiles }), 'LOOKUP_ACCOUNT_MOVED')
  await refused(look(user), 'LOOKUP_ENTRY_MISSING')
  assert.equal((await look(moved, { profiles })).entry.dn, user.dn)
  await domain.replace(user.dn, { sIDHistory: [] })
  await refused(look(user, { profiles }), 'LOOKUP_ACCOUNT_RECREATED')
})

test('lookup: an entry that the server gives for the SID but that bears another is none', async (context) => {
  const { domain, directory, look, devices } = await setUp(context)
  const computer = await domain.createComputer({ sam: 'WS01$', ou: devices })
  const search = directory.search
  directory.search = async (gateway, query) =>
    (await search(gateway, query)).map(({ dn, attributes }) => ({
      dn,
      attributes: { ...attributes, objectSid: ['S-1-5-9'] },
    }))
  await refused(look(computer), 'LOOKUP_ENTRY_MISSING')
})

test('lookup: an account that takes over the DN between two reads lends it nothing', async (context) => {
  const { domain, directory, look, devices } = await setUp(context)
  const computer = await domain.createComputer({ sam: 'WS01$', ou: devices })
  const group = await domain.createGroup('joiners')
  const other = { objectSid: `${domain.domainSid}-9999`, tokenGroups: group.objectSid }
  const search = directory.search
  directory.search = async (gateway, query) => {
    if (query.scope === 'base' && query.base === computer.dn) await domain.replace(computer.dn, other)
    return search(gateway, query)
  }
  await refused(look(computer, { devices: { onlyMembersOf: [group.dn] } }), 'LOOKUP_NOT_A_MEMBER')
})

test('lookup: what the bind account may not read is not assumed', async (context) => {
  const { domain, look, users } = await setUp(context)
  for (const [index, attribute] of ['sAMAccountName', 'userAccountControl', 'accountExpires'].entries()) {
    const user = await domain.createUser({ sam: `u${index}`, ou: users })
    await domain.replace(user.dn, { [attribute]: [] })
    await refused(look(user), 'LOOKUP_ATTRIBUTE_UNREADABLE')
  }
})

test('lookup: attributes AD gives to single reads only are read so when a mapping wants them', async (context) => {
  const { domain, look, devices } = await setUp(context)
  const computer = await domain.createComputer({ sam: 'WS01$', ou: devices })
  const newUserLookup = {
    ldapFilterPattern: '(sAMAccountName=${identifier})',
    attributeMappings: [{ name: 'groups', value: '${ldapAttributes.tokenGroups}' }],
  }
  const found = await look(computer, { devices: { newUserLookup } })
  assert.deepEqual(found.entry.attributes.tokenGroups, [`${domain.domainSid}-515`])
})

test('lookup: a computer an ordinary user made is noted every time, the quota the first time only', async (context) => {
  const { domain, look, devices } = await setUp(context)
  const profiles = memoryProfiles()
  const maker = `${domain.domainSid}-1777`
  const attributes = { 'mS-DS-CreatorSID': maker }
  const computer = await domain.createComputer({ sam: 'WS01$', ou: devices, attributes })
  const first: Facts[] = []
  const found = await look(computer, { profiles, notes: first })
  assert.ok(first.some(({ computerMadeBy }) => computerMadeBy === maker))
  assert.ok(first.some(({ quotaWarning }) => /may make 10 computers/.test(String(quotaWarning))))
  await rememberProfile(found, { id: 'p1', username: 'x' }, { profiles, clock: fixedClock() })
  const second: Facts[] = []
  await look(computer, { profiles, notes: second })
  assert.ok(second.some(({ computerMadeBy }) => computerMadeBy === maker))
  assert.ok(!second.some(({ quotaWarning }) => quotaWarning !== undefined))
  await domain.replace(domain.baseDn, { 'ms-DS-MachineAccountQuota': '0' })
  const closed: Facts[] = []
  await look(computer, { notes: closed })
  assert.ok(!closed.some(({ quotaWarning }) => quotaWarning !== undefined))
})

test('lookup: a quota that the bind account may not read refuses no computer', async (context) => {
  const { domain, directory, look, devices } = await setUp(context)
  const computer = await domain.createComputer({ sam: 'WS01$', ou: devices })
  const search = directory.search
  directory.search = async (gateway, query) => {
    if (!query.attributes.includes('ms-DS-MachineAccountQuota')) return search(gateway, query)
    throw new IdpError('DIRECTORY_ACCESS_DENIED', { base: query.base })
  }
  const notes: Facts[] = []
  assert.equal((await look(computer, { notes })).entry.dn, computer.dn)
  assert.ok(notes.some(({ machineAccountQuota }) => machineAccountQuota === 'could not be read'))
})

test('lookup: when the directory does not answer, nobody is refused for that', async (context) => {
  const { domain, directory, look, devices } = await setUp(context)
  const computer = await domain.createComputer({ sam: 'WS01$', ou: devices })
  directory.failWith(new IdpError('DIRECTORY_UNREACHABLE', { servers: ['dc1'] }))
  await refused(look(computer), 'DIRECTORY_UNREACHABLE')
})

test('lookup: one query for a known device, and one more for one not seen before', async (context) => {
  const { domain, directory, look, devices } = await setUp(context)
  const profiles = memoryProfiles()
  const computer = await domain.createComputer({ sam: 'WS01$', ou: devices })
  const found = await look(computer, { profiles })
  // By SID, by filter, and the quota.
  assert.equal(directory.queries.length, 3)
  await rememberProfile(found, { id: 'p1', username: 'x' }, { profiles, clock: fixedClock() })
  directory.queries.length = 0
  await look(computer, { profiles })
  assert.equal(directory.queries.length, 1)
})
