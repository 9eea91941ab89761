import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gateway as gatewaySchema } from '../../../src/config/gateway.ts'
import { managedSettings } from '../../../src/config/managed-settings.ts'
import { LdapDirectory } from '../../../src/directory/ldap-directory.ts'
import { LdapPasswords } from '../../../src/directory/ldap-passwords.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { systemClock } from '../../../src/system-ports.ts'
import { memorySecrets } from '../../fakes/memory-secrets.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'
import { openConsoleStage } from '../../unit/http/console-stage.ts'
import { withCorp } from '../with-corp.ts'

/** Administrators of a real domain: a domain controller judges their passwords, and nested groups give their roles. */

let domain: LabDomain
let directory: LdapDirectory
let stage: Awaited<ReturnType<typeof openConsoleStage>>

withCorp(
  async ({ corp }) => {
    domain = corp
    const reader = await domain.createUser({ sam: 'svc-reader', upn: `svc-reader@${domain.dnsDomain}` })
    const gateway = gatewaySchema.parse({
      ...{ id: 'corp', name: 'corp', serversHostAndPort: [domain.address], caFile: domain.caFile },
      bindDN: reader.upn,
    })
    const group = { gateway: { id: 'corp' }, groupDn: `CN=Joinery Owners,CN=Users,${domain.baseDn}`, role: 'owner' }
    const managed = managedSettings.parse({ gateways: [gateway], administration: { groups: [group] } })
    directory = new LdapDirectory({
      secrets: memorySecrets({ 'gateways/corp/bindPassword': reader.password }),
      clock: systemClock,
    })
    const passwords = new LdapPasswords(directory, systemClock)
    stage = await openConsoleStage({ settings: memorySettings(managed), directory, passwords })
    const dnOf = (name: string): string => `CN=${name},CN=Users,${domain.baseDn}`
    for (const name of ['Joinery Owners', 'Identity Team'])
      await domain.add(dnOf(name), { objectClass: 'group', sAMAccountName: name })
    await domain.modify(dnOf('Joinery Owners'), { add: { member: dnOf('Identity Team') } })
  },
  async () => {
    await stage?.close()
    directory?.close()
  },
)

test('a member of a group inside the group comes in by UPN or by account name; a stranger and a wrong password do not', async () => {
  const ada = await domain.createUser({ sam: 'ada', upn: `ada.l@${domain.dnsDomain}` })
  await domain.addToGroup(ada, 'Identity Team')
  const eve = await domain.createUser({ sam: 'eve', upn: `eve@${domain.dnsDomain}` })
  const ask = (name: string, password: string) => stage.ask('POST', '', { body: { name, password } })
  for (const name of [`ada.l@${domain.dnsDomain}`, `ada@${domain.dnsDomain}`]) {
    const { status, body, cookie } = await ask(name, ada.password)
    assert.deepEqual([status, body.next], [200, 'enrolment'])
    const found = await stage.storage.administrators.list()
    assert.deepEqual(
      found.map(({ role }) => role),
      ['owner'],
    )
    assert.notEqual(cookie, undefined)
  }
  stage.lines.length = 0
  assert.equal((await ask(`ada@${domain.dnsDomain}`, 'Wrong-Passw0rd')).status, 403)
  assert.equal((await ask(`eve@${domain.dnsDomain}`, eve.password)).status, 403)
  assert.deepEqual(
    stage.lines.map(({ code }) => code),
    ['ADMINISTRATORS_DIRECTORY_REFUSED', 'ADMINISTRATORS_NO_GROUP'],
  )
})
