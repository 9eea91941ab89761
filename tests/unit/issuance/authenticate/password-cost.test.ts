import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { LdapDirectory } from '../../../../src/directory/ldap-directory.ts'
import { LdapPasswords } from '../../../../src/directory/ldap-passwords.ts'
import {
  bindResult,
  type StandInRequest,
  searchDone,
  searchEntry,
  startLdapStandIn,
} from '../../../fakes/ldap-stand-in.ts'
import { memorySecrets } from '../../../fakes/memory-secrets.ts'
import { password, passwordWorld } from './password-world.ts'

const caFile = join(import.meta.dirname, '../../../fixtures/keys/signing-rsa-2048.pem')
const dn = 'CN=alice,OU=Users,DC=corp,DC=example,DC=test'
const objectSid = Buffer.from('010500000000000515000000010000000200000003000000e8030000', 'hex')
const values = { objectSid: [objectSid], sAMAccountName: ['alice'], mail: ['alice@example.test'] }

/** The whole path over the wire, to a server that has alice, and says yes to every password of hers or to none. */
async function wire(hasAlice: () => boolean, isRight: boolean) {
  const answer = (request: StandInRequest) => {
    const { messageId } = request
    if (request.kind === 'bind') return bindResult(messageId, request.name === 'CN=reader' || isRight ? 0 : 49)
    const entry = hasAlice() ? [searchEntry(messageId, dn, values)] : []
    return Buffer.concat([...entry, searchDone(messageId)])
  }
  const server = await startLdapStandIn(answer, 0, readFileSync(caFile, 'utf8'))
  const settings = {
    serversHostAndPort: [`127.0.0.1:${server.port}`],
    bindDN: 'CN=reader',
    validateTlsCertificates: false,
    caFile,
  }
  const world = await passwordWorld({ gateway: settings })
  const directory = new LdapDirectory({
    secrets: memorySecrets({ 'gateways/corp/bindPassword': 'pw' }),
    clock: world.ports.clock,
  })
  Object.assign(world.ports, { passwords: new LdapPasswords(directory, world.ports.clock) })
  const close = async () => {
    directory.close()
    await server.close()
  }
  /** What one sign-in costs the server. */
  async function cost(run: () => Promise<unknown>) {
    const before = { accepted: server.accepted(), requests: server.requests.length }
    await run()
    const kinds = server.requests.slice(before.requests).map(({ kind }) => kind)
    return { connections: server.accepted() - before.accepted, requests: kinds.filter((kind) => kind !== 'unbind') }
  }
  return { ...world, cost, close, server }
}

test('over the wire a user name that nobody has costs what a wrong password does', async () => {
  let hasAlice = true
  const { cost, refused, close } = await wire(() => hasAlice, false)
  // The search pool connects once.
  await cost(() => refused('alice@example.test', 'wrong'))
  const known = await cost(() => refused('alice@example.test', 'wrong'))
  hasAlice = false
  const unknown = await cost(() => refused('nobody@example.test', 'wrong'))
  assert.deepEqual(known, { connections: 1, requests: ['search', 'bind'] })
  assert.deepEqual(unknown, known)
  await close()
})

test('[RFC4513 §5.1.2] a server that says yes to everything, an empty password too, lets in nobody without one', async () => {
  const { cost, signIn, refused, close } = await wire(() => true, true)
  assert.equal((await signIn('alice@example.test', password)).objectSid, 'S-1-5-21-1-2-3-1000')
  const nothing = { connections: 0, requests: [] }
  for (const typed of ['', '\0', '\0x'])
    assert.deepEqual(await cost(() => refused('alice@example.test', typed)), nothing)
  await close()
})

test('a server that says yes to a name it does not have signs in nobody', async () => {
  const { refused, close } = await wire(() => false, true)
  assert.equal((await refused('nobody@example.test', password)).code, 'AUTHENTICATE_USER_UNKNOWN')
  await close()
})
