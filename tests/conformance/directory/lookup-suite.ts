import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type Application, application as applicationSchema } from '../../../src/config/application.ts'
import type { Gateway, UserType } from '../../../src/config/gateway.ts'
import { microsoft365Application } from '../../../src/config/presets.ts'
import { type ErrorCode, type Facts, IdpError } from '../../../src/errors.ts'
import { findEntry } from '../../../src/issuance/lookup/find-entry.ts'
import { rememberProfile } from '../../../src/issuance/lookup/remember-profile.ts'
import type { FoundEntry, VerifiedPrincipal } from '../../../src/issuance/stages.ts'
import type { Directory, DirectoryQuery, ProfileRepository } from '../../../src/ports.ts'
import { sidToBytes } from '../../../src/protocol/ad/sid.ts'
import { filter } from '../../../src/protocol/ldap/ldap-filter.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import type { DomainAccount } from '../../fakes/memory-domain.ts'
import { memoryProfiles } from '../../fakes/memory-profiles.ts'
import { createStagedOus, type DirectoryStage, devicesOu, usersOu } from './directory-stage.ts'

/** What lookup must do with a real directory and with the one in memory. Each test makes accounts of its own. */

export function lookupSuite(open: () => Promise<DirectoryStage>): void {
  suite('lookup', () => {
    let stage: DirectoryStage
    let devices: string
    let users: string

    before(async () => {
      stage = await open()
      await createStagedOus(stage.corp.domain)
      await createStagedOus(stage.other.domain)
      devices = devicesOu(stage.corp.domain)
      users = usersOu(stage.corp.domain)
    })
    after(() => stage?.close())

    const look = (account: Pick<DomainAccount, 'sam' | 'objectSid'>, options: LookOptions = {}) =>
      lookUp(stage.directory, options.gateway ?? stage.corp.gateway, account, options)

    test('a computer is found by its SID, with everything the mappings read', async () => {
      const computer = await stage.corp.domain.createComputer({ sam: 'WS01$', ou: devices })
      const notes: Facts[] = []
      const found = await look(computer, { notes })
      assert.equal(found.userType.id, 'devices')
      assert.equal(found.knownProfile?.id, undefined)
      assert.equal(found.entry.dn, computer.dn)
      assert.deepEqual(found.entry.attributes.objectGUID, [computer.objectGuid])
      assert.deepEqual(found.entry.attributes.objectSid, [computer.objectSid])
      assert.deepEqual(found.entry.attributes.sAMAccountName, ['WS01$'])
      assert.deepEqual(found.entry.attributes.dn, [computer.dn])
      assert.equal(found.entry.attributes['mS-DS-ConsistencyGuid'], undefined)
      assert.ok(notes.some((note) => note.userType === 'hybrid joined devices' && note.seenBefore === false))
      assert.ok(notes.some((note) => note.machineAccountQuota === 10))
    })

    test('a user is found by the other user type', async () => {
      const user = await stage.corp.domain.createUser({ sam: 'alice', ou: users, mail: 'alice@corp.example.test' })
      const found = await look(user)
      assert.equal(found.userType.id, 'users')
      assert.deepEqual(found.entry.attributes.mail, ['alice@corp.example.test'])
    })

    test('attributes are read anew at every sign-in', async () => {
      const user = await stage.corp.domain.createUser({ sam: 'fresh', ou: users, attributes: { title: 'Clerk' } })
      assert.deepEqual((await look(user)).entry.attributes.title, ['Clerk'])
      await stage.corp.domain.replace(user.dn, { title: 'Director' })
      assert.deepEqual((await look(user)).entry.attributes.title, ['Director'])
    })

    test('a computer boss$ and a user boss are never taken for each other', async () => {
      const computer = await stage.corp.domain.createComputer({ sam: 'boss$', ou: devices })
      const user = await stage.corp.domain.createUser({ sam: 'boss', cn: 'The boss', ou: users })
      assert.equal((await look(computer)).entry.dn, computer.dn)
      assert.equal((await look(user)).entry.dn, user.dn)
      await refused(look({ sam: 'boss', objectSid: computer.objectSid }), 'LOOKUP_NAME_DIFFERS')
      await refused(look({ sam: 'boss$', objectSid: user.objectSid }), 'LOOKUP_NAME_DIFFERS')
    })

    test('the case of a name does not matter, as nowhere in AD', async () => {
      const computer = await stage.corp.domain.createComputer({ sam: 'Mixed$', ou: devices })
      assert.equal((await look({ ...computer, sam: 'MIXED$' })).entry.dn, computer.dn)
    })

    test('a ticket from before a rename is refused', async () => {
      const computer = await stage.corp.domain.createComputer({ sam: 'old$', ou: devices })
      await stage.corp.domain.replace(computer.dn, { sAMAccountName: 'new$' })
      await refused(look(computer), 'LOOKUP_NAME_DIFFERS', { observed: 'new$', samAccountName: 'old$' })
    })

    test('an account whose name another has as mail is refused at first sight, not guessed', async () => {
      const user = await stage.corp.domain.createUser({ sam: 'carol', ou: users })
      await stage.corp.domain.createUser({ sam: 'mallory', ou: users, mail: 'carol' })
      await refused(look(user), 'LOOKUP_FILTER_SEVERAL', { userType: 'cloud users' })
    })

    test('an account the filter does not find is refused; one it finds another for, too', async () => {
      const computer = await stage.corp.domain.createComputer({ sam: 'hidden$', ou: devices })
      const other = await stage.corp.domain.createComputer({ sam: 'shown$', ou: devices, mail: 'hidden$' })
      const filtered = (ldapFilterPattern: string) => ({
        gateway: withUserType(stage.corp.gateway, 'devices', (userType) => ({
          newUserLookup: { ...userType.newUserLookup, ldapFilterPattern },
        })),
      })
      await refused(look(computer, filtered('(displayName=${identifier})')), 'LOOKUP_FILTER_NO_ENTRY')
      const found = { found: [other.dn], dn: computer.dn }
      await refused(look(computer, filtered('(mail=${identifier})')), 'LOOKUP_FILTER_OTHER_ENTRY', found)
    })

    test('an account seen before is found by its SID; the filter is for those not seen before', async () => {
      const profiles = memoryProfiles()
      const user = await stage.corp.domain.createUser({ sam: 'dave', ou: users })
      const first = await look(user, { profiles })
      await remember(first, profiles, { id: 'p1', username: 'dave' })
      await stage.corp.domain.createUser({ sam: 'dave2', ou: users, mail: 'dave' })
      const again = await look(user, { profiles })
      assert.equal(again.knownProfile?.id, 'p1')
      assert.equal(again.entry.dn, user.dn)
      await refused(look(user), 'LOOKUP_FILTER_SEVERAL')
    })

    test('an account outside every search base is refused, and told where it lies', async () => {
      const { domain } = stage.corp
      const elsewhere = await domain.createOu('Elsewhere')
      const computer = await domain.createComputer({ sam: 'far$', ou: elsewhere })
      await refused(look(computer), 'LOOKUP_OUTSIDE_BASE', { dn: computer.dn })
      const disguised = await domain.createComputer({ sam: 'near$', cn: `x,${devices}`, ou: elsewhere })
      await refused(look(disguised), 'LOOKUP_OUTSIDE_BASE')
      const below = await domain.createOu('Floor 1', devices)
      const nested = await domain.createComputer({ sam: 'deep$', ou: below })
      assert.equal((await look(nested)).entry.dn, nested.dn)
    })

    test('an account that moved out of the base is refused though it was known', async () => {
      const { domain } = stage.corp
      const profiles = memoryProfiles()
      const computer = await domain.createComputer({ sam: 'mover$', ou: devices })
      await remember(await look(computer, { profiles }), profiles)
      await domain.rename(computer.dn, `CN=mover,CN=Computers,${domain.baseDn}`)
      await refused(look(computer, { profiles }), 'LOOKUP_OUTSIDE_BASE')
    })

    test('a disabled account is refused, and one that has expired', async () => {
      const { domain } = stage.corp
      const computer = await domain.createComputer({ sam: 'off$', ou: devices, enabled: false })
      await refused(look(computer), 'LOOKUP_ACCOUNT_DISABLED')
      const user = await domain.createUser({ sam: 'gone', ou: users })
      await domain.replace(user.dn, { accountExpires: '133000000000000000' })
      await refused(look(user), 'LOOKUP_ACCOUNT_EXPIRED', { expired: '2022-06-18T04:26:40.000Z' })
    })

    test('a domain controller gets no token, wherever the search base lies', async () => {
      const controller = await stage.corp.getDomainController()
      const { baseDn } = stage.corp.domain
      const gateway = withUserType(stage.corp.gateway, 'devices', () => ({
        searchBaseDn: `OU=Domain Controllers,${baseDn}`,
      }))
      await refused(look(controller, { gateway }), 'LOOKUP_DOMAIN_CONTROLLER')
    })

    test('a user in the device OU is no device, a computer in the user OU no user', async () => {
      const { domain } = stage.corp
      const any = '(sAMAccountName=${identifier})'
      const lax = ['users', 'devices'].reduce(
        (gateway, id) =>
          withUserType(gateway, id, ({ newUserLookup }) => ({
            newUserLookup: { ...newUserLookup, ldapFilterPattern: any },
          })),
        stage.corp.gateway,
      )
      const user = await domain.createUser({ sam: 'intruder', ou: devices })
      await refused(look(user, { gateway: lax }), 'LOOKUP_NOT_A_COMPUTER')
      const computer = await domain.createComputer({ sam: 'lost$', ou: users })
      await refused(look(computer, { gateway: lax }), 'LOOKUP_NOT_A_USER')
    })

    test('only members of the named groups and OUs, nested ones too', async () => {
      const { domain } = stage.corp
      const group = await domain.createGroup('may-join')
      const member = await domain.createComputer({ sam: 'member$', ou: devices })
      await domain.addToGroup(member, 'may-join')
      const floor = await domain.createOu('Floor 2', devices)
      const onFloor = await domain.createComputer({ sam: 'floor$', ou: floor })
      const stranger = await domain.createComputer({ sam: 'stranger$', ou: devices })
      const onlyMembersOf = [`CN=deleted,CN=Users,${domain.baseDn}`, group.dn, floor]
      const gateway = withUserType(stage.corp.gateway, 'devices', () => ({ onlyMembersOf }))
      assert.equal((await look(member, { gateway })).entry.dn, member.dn)
      assert.equal((await look(onFloor, { gateway })).entry.dn, onFloor.dn)
      await refused(look(stranger, { gateway }), 'LOOKUP_NOT_A_MEMBER', { only: onlyMembersOf })
    })

    test('the primary group counts as a group', async () => {
      const { domain } = stage.corp
      const computer = await domain.createComputer({ sam: 'primary$', ou: devices })
      const [group] = await stage.directory.search(stage.corp.gateway, {
        base: domain.baseDn,
        scope: 'sub',
        filter: filter`(objectSid=${sidToBytes(`${domain.domainSid}-515`)})`,
        attributes: ['dn'],
      })
      assert.ok(group, 'Domain Computers')
      const gateway = withUserType(stage.corp.gateway, 'devices', () => ({ onlyMembersOf: [group.dn] }))
      assert.equal((await look(computer, { gateway })).entry.dn, computer.dn)
    })

    test('an account that was deleted and made again: the old ticket is refused with the reason, the new one is new', async () => {
      const { domain } = stage.corp
      const profiles = memoryProfiles()
      const old = await domain.createComputer({ sam: 'again$', ou: devices })
      await remember(await look(old, { profiles }), profiles)
      await domain.remove(old.dn)
      await refused(look(old), 'LOOKUP_ENTRY_MISSING')
      await refused(look(old, { profiles }), 'LOOKUP_ENTRY_MISSING')
      const made = await domain.createComputer({ sam: 'again$', ou: devices })
      await refused(look(old, { profiles }), 'LOOKUP_ACCOUNT_RECREATED', { newSid: made.objectSid, link: 'dn' })
      const found = await look(made, { profiles })
      assert.equal(found.knownProfile?.id, undefined)
      assert.equal(found.entry.dn, made.dn)
    })

    test('several entries with a stored link value are refused, not resolved by a weaker one', async () => {
      const { domain } = stage.corp
      const profiles = memoryProfiles()
      const orderedCorrelationAttributes = ['objectGUID', 'displayName', 'dn']
      const gateway = withUserType(stage.corp.gateway, 'users', () => ({ orderedCorrelationAttributes }))
      const attributes = { displayName: 'A common name' }
      const old = await domain.createUser({ sam: 'common', ou: users, attributes })
      await remember(await look(old, { profiles, gateway }), profiles)
      await domain.remove(old.dn)
      const twins = await Promise.all(
        ['common', 'common2'].map((sam) => domain.createUser({ sam, ou: users, attributes })),
      )
      const queries: DirectoryQuery[] = []
      const facts = await refused(look(old, { profiles, gateway, queries }), 'LOOKUP_LINK_SEVERAL', {
        link: 'displayName',
      })
      assert.deepEqual([...(Array.isArray(facts.found) ? facts.found : [])].sort(), twins.map(({ dn }) => dn).sort())
      assert.deepEqual(
        queries.slice(-2).map((query) => query.filter.slice(0, 12)),
        ['(objectGUID=', '(displayName'],
      )
    })

    test('the same names in two domains are two accounts', async () => {
      const here = await stage.corp.domain.createComputer({ sam: 'twin$', ou: devices })
      const there = await stage.other.domain.createComputer({ sam: 'twin$', ou: devicesOu(stage.other.domain) })
      assert.equal((await look(here)).entry.dn, here.dn)
      assert.equal((await look(there, { gateway: stage.other.gateway })).entry.dn, there.dn)
      await refused(look(there), 'LOOKUP_ENTRY_MISSING')
      await refused(look(here, { gateway: stage.other.gateway }), 'LOOKUP_ENTRY_MISSING')
    })

    test('the application decides which gateways and user types count, in its order', async () => {
      const computer = await stage.corp.domain.createComputer({ sam: 'app$', ou: devices })
      for (const application of [
        applicationOf([]),
        applicationOf([['elsewhere', 'devices']]),
        applicationOf([['corp', 'none']]),
      ])
        await refused(look(computer, { application }), 'LOOKUP_GATEWAY_NOT_ALLOWED')
      await refused(look(computer, { application: applicationOf([['corp', 'users']]) }), 'LOOKUP_OUTSIDE_BASE')
    })
  })
}

interface LookOptions {
  readonly gateway?: Gateway
  readonly application?: Application
  readonly profiles?: ProfileRepository
  readonly notes?: Facts[]
  readonly queries?: DirectoryQuery[]
}

function lookUp(
  directory: Directory,
  gateway: Gateway,
  account: Pick<DomainAccount, 'sam' | 'objectSid'>,
  { application, profiles = memoryProfiles(), notes = [], queries = [] }: LookOptions,
): Promise<FoundEntry> {
  const principal: VerifiedPrincipal = {
    gateway,
    kerberosRealm: 'CORP.EXAMPLE.TEST',
    samAccountName: account.sam,
    objectSid: account.objectSid,
    authentication: { method: 'kerberos', at: new Date('2026-03-01T12:00:00Z') },
    channelBinding: 'none',
    replyToken: undefined,
  }
  const watched: Directory = {
    search(of, query) {
      queries.push(query)
      return directory.search(of, query)
    },
  }
  const request = {
    application:
      application ??
      applicationOf([
        [gateway.id, 'users'],
        [gateway.id, 'devices'],
      ]),
  }
  return findEntry(principal, request, { directory: watched, profiles, clock: fixedClock() }, (facts) =>
    notes.push(facts),
  )
}

function applicationOf(gateways: readonly (readonly [gateway: string, userType: string])[]): Application {
  const listed = gateways.map(([gateway, userType]) => ({ gateway, userType }))
  const preset = microsoft365Application({ id: 'm365', domainName: 'example.test', gateways: listed })
  return applicationSchema.parse(listed.length === 0 ? { ...preset, kerberos: null } : preset)
}

function withUserType(gateway: Gateway, id: string, change: (userType: UserType) => Partial<UserType>): Gateway {
  const userTypes = gateway.userTypes.map((userType) =>
    userType.id === id ? { ...userType, ...change(userType) } : userType,
  )
  return { ...gateway, userTypes }
}

function remember(found: FoundEntry, profiles: ProfileRepository, profile = { id: 'p', username: 'u' }): Promise<void> {
  return rememberProfile(found, profile, { profiles, clock: fixedClock() })
}

async function refused(run: Promise<unknown>, code: ErrorCode, facts: Facts = {}): Promise<Facts> {
  const error: unknown = await run.then(
    () => undefined,
    (reason) => reason,
  )
  assert.ok(error instanceof IdpError, `expected ${code}, got ${String(error)}`)
  assert.equal(error.code, code)
  for (const [name, value] of Object.entries(facts)) assert.deepEqual(error.facts[name], value, name)
  return error.facts
}
