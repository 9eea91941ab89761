import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UserType } from '../../../src/config/gateway.ts'
import { directoryBrowser } from '../../../src/live/directory-browser.ts'
import { proposeGateway } from '../../../src/live/propose-gateway.ts'
import { testLookup } from '../../../src/live/test-lookup.ts'
import { devicesOu, usersOu } from '../../conformance/directory/directory-stage.ts'
import { openLiveStage } from './live-stage.ts'

type Stage = Awaited<ReturnType<typeof openLiveStage>>

function lookFor({ gateway, ports }: Stage, id: string, identifier: string, change: Partial<UserType> = {}) {
  const userType = gateway.userTypes.find((one) => one.id === id)
  assert.ok(userType)
  return testLookup({ gateway, bindPassword: undefined, userType: { ...userType, ...change }, identifier }, ports)
}

test('the filter as it is sent, what it finds, the links in their order, the profile', async () => {
  const stage = await openLiveStage()
  const found = await lookFor(stage, 'devices', 'WS01$')
  assert.equal(found.filter, '(&(objectClass=computer)(sAMAccountName=WS01$))')
  assert.deepEqual(
    found.found.map(({ dn }) => dn),
    [stage.computer.dn],
  )
  assert.deepEqual(
    found.links.map(({ attribute, matches }) => [attribute, matches]),
    [
      ['objectGUID', 1],
      ['objectSid', 1],
      ['dn', 1],
      ['sAMAccountName', 1],
    ],
  )
  assert.equal(found.profile?.['device-sid'], stage.computer.objectSid)
  assert.deepEqual(found.problems, [])
})

test('what is typed can widen no filter', async () => {
  const stage = await openLiveStage()
  const found = await lookFor(stage, 'users', '*)(objectClass=*')
  assert.ok(found.filter.includes('(sAMAccountName=\\2a\\29\\28objectClass=\\2a)'))
  assert.deepEqual(
    found.problems.map(({ code }) => code),
    ['LIVE_FILTER_NOTHING'],
  )
})

test('a filter that finds several, a link that two bear, a username that is taken', async () => {
  const stage = await openLiveStage()
  const { domain, alice, ports } = stage
  await domain.createUser({ sam: 'bob', mail: 'alice@corp.example.test', ou: usersOu(domain) })
  const several = await lookFor(stage, 'users', 'alice@corp.example.test')
  assert.equal(several.found.length, 2)
  assert.deepEqual(
    several.problems.map(({ code }) => code),
    ['LOOKUP_FILTER_SEVERAL'],
  )
  const now = new Date()
  await ports.profiles.save({
    ...{ id: 'p1', gatewayId: 'corp', userTypeId: 'users', account: 'user', username: 'Alice' },
    ...{ objectSid: 'S-1-5-21-1-2-3-9', links: {}, profile: {}, createdAt: now, updatedAt: now },
  })
  const taken = await lookFor(stage, 'users', 'alice', { orderedCorrelationAttributes: ['mail'] })
  assert.equal(taken.profile?.username, 'alice')
  assert.deepEqual(
    taken.problems.map(({ code }) => code),
    ['LOOKUP_LINK_SEVERAL', 'LIVE_USERNAME_TAKEN'],
  )
  assert.equal(taken.found[0]?.dn, alice.dn)
})

test('an account that may not sign in says why', async () => {
  const stage = await openLiveStage()
  const { domain } = stage
  await domain.createComputer({ sam: 'WS09$', ou: devicesOu(domain), enabled: false })
  const found = await lookFor(stage, 'devices', 'WS09$')
  assert.deepEqual(
    found.problems.map(({ code }) => code),
    ['LOOKUP_ACCOUNT_DISABLED'],
  )
  assert.equal(found.profile, undefined)
})

test('the directory is searched by beginnings of names, a few entries at a time, and no more is told than listed', async () => {
  const { directory, domain, gateway, ports, computer } = await openLiveStage()
  for (const number of [2, 3, 4]) await domain.createComputer({ sam: `WS0${number}$`, ou: devicesOu(domain) })
  await domain.createComputer({ sam: 'PRINT1$', attributes: { unicodePwd: 'secret' } })
  const browser = directoryBrowser(ports.directory)
  const look = (search: string, limit = 3) => browser.listEntries(gateway, { kind: 'computer', search, limit })
  const first = await look('ws')
  assert.deepEqual([first.entries.length, first.more], [3, true])
  assert.equal(directory.queries.at(-1)?.sizeLimit, 4)
  const exact = await look('ws01$')
  assert.deepEqual(
    exact.entries.map(({ dn, userTypeId, enabled }) => [dn, userTypeId, enabled]),
    [[computer.dn, 'devices', true]],
  )
  const outside = await look('print')
  assert.equal(outside.entries[0]?.userTypeId, undefined)
  assert.doesNotMatch(JSON.stringify(outside), /secret/)
  assert.deepEqual((await look('*', 25)).entries, [])
})

test('default values come from where users and computers are', async () => {
  const { domain, gateway, ports, computer } = await openLiveStage()
  await domain.replace(computer.dn, { 'mS-DS-ConsistencyGuid': [] })
  const { dnsDomain, bases, userTypes, anchor } = await proposeGateway(ports.directory, gateway)
  assert.equal(dnsDomain, 'corp.example.test')
  assert.deepEqual(
    userTypes.map(({ id, account, searchBaseDn }) => [id, account, searchBaseDn]),
    [
      ['cloud-users', 'user', usersOu(domain)],
      ['devices', 'device', devicesOu(domain)],
    ],
  )
  assert.equal(anchor.attribute, 'objectGUID')
  assert.ok(bases.every(({ users, computers }) => users + computers > 0))
})
