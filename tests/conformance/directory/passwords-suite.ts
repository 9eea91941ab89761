import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import { filter } from '../../../src/protocol/ldap/ldap-filter.ts'
import { lockoutAttributes } from '../../../src/protocol/names/active-directory.ts'
import { Secret } from '../../../src/secret.ts'
import type { DomainAccount } from '../../fakes/memory-domain.ts'
import { createStagedOus, type PasswordStage, usersOu } from './directory-stage.ts'

/** What every PasswordVerifier must do. */

const right = 'Right-Passw0rd'
const past = '133000000000000000'

export function passwordsSuite(open: () => Promise<PasswordStage>): void {
  suite('passwords', () => {
    let stage: PasswordStage
    let made = 0

    before(async () => {
      stage = await open()
      await createStagedOus(stage.corp.domain)
    })
    after(() => stage?.close())

    async function createUser(): Promise<DomainAccount> {
      made += 1
      const account = await stage.corp.domain.createUser({ sam: `user${made}`, ou: usersOu(stage.corp.domain) })
      await stage.setPassword(account.dn, right)
      return account
    }

    async function judgeOf(account: Pick<DomainAccount, 'sam'>) {
      return stage.passwords.findAccounts(stage.corp.gateway, {
        base: stage.corp.domain.baseDn,
        scope: 'sub',
        filter: filter`(sAMAccountName=${account.sam})`,
        attributes: ['sAMAccountName', ...lockoutAttributes],
      })
    }

    /** `right`, or what AD calls the failure. */
    async function verdict(account: DomainAccount, typed: string): Promise<string> {
      const { judge } = await judgeOf(account)
      const found = await stage.passwords.verify(judge, account.dn, new Secret(typed))
      return found.outcome === 'right' ? 'right' : (found.failure?.name ?? `unknown: ${found.text}`)
    }

    async function change(account: DomainAccount, old: string, wanted: string): Promise<string> {
      const { gateway } = stage.corp
      return stage.passwords.change(gateway, account.dn, new Secret(old), new Secret(wanted)).then(
        () => 'changed',
        (error: unknown) => (error instanceof IdpError ? error.code : String(error)),
      )
    }

    test('[RFC4513 §5.1.3] a right password is right, whatever its letters, and a wrong one is wrong', async () => {
      const account = await createUser()
      assert.equal(await verdict(account, right), 'right')
      assert.equal(await verdict(account, right.toLowerCase()), 'wrongPassword')
      for (const typed of ['Ünïcode-Paßw0rd 🙂', ' Blanks-Passw0rd ', 'a<b&c"d\'-Passw0rd']) {
        await stage.setPassword(account.dn, typed)
        assert.equal(await verdict(account, typed), 'right', typed)
      }
    })

    test('an account that is not there is a wrong password, and pretending asks the same server', async () => {
      const { judge, entries } = await judgeOf({ sam: 'nobody' })
      assert.deepEqual(entries, [])
      assert.match(judge.server, /:636$/)
      const dn = `CN=nobody,${stage.corp.domain.baseDn}`
      const found = await stage.passwords.verify(judge, dn, new Secret(right))
      assert.equal(found.outcome === 'refused' && found.failure?.passwordWasRight, false)
      await stage.passwords.pretend(judge, stage.corp.domain.baseDn, new Secret(right))
    })

    test('[MS-ADTS §5.1.1.1.1] what is wrong with an account is said only to who has its password', async () => {
      const cases = [
        [{ userAccountControl: '514' }, 'disabled'],
        [{ accountExpires: past }, 'accountExpired'],
        [{ pwdLastSet: '0' }, 'mustChange'],
      ] as const
      for (const [attributes, expected] of cases) {
        const account = await createUser()
        await stage.corp.domain.replace(account.dn, attributes)
        assert.equal(await verdict(account, 'wrong'), 'wrongPassword', expected)
        assert.equal(await verdict(account, right), expected)
      }
    })

    test('[MS-ADA1 badPwdCount] a wrong password is counted where the account is found, a right one sets it back', async () => {
      // Without a threshold Samba counts nothing; AD counts always.
      const { domain } = stage.corp
      const minutes = String(-30 * 600_000_000)
      const policy = { lockoutThreshold: '50', lockoutDuration: minutes, lockOutObservationWindow: minutes }
      await domain.replace(domain.baseDn, policy)
      const account = await createUser()
      const count = async () => (await judgeOf(account)).entries[0]?.attributes.badPwdCount?.[0] ?? '0'
      await verdict(account, 'wrong')
      await verdict(account, 'wrong again')
      assert.equal(await count(), '2')
      await verdict(account, right)
      assert.equal(await count(), '0')
    })

    test('a change by the user’s own right, for a password that must be changed too', async () => {
      const account = await createUser()
      await stage.corp.domain.replace(account.dn, { pwdLastSet: '0' })
      assert.equal(await verdict(account, right), 'mustChange')
      assert.equal(await change(account, right, 'Another-Passw0rd'), 'changed')
      assert.equal(await verdict(account, 'Another-Passw0rd'), 'right')
    })

    test('a change that the domain refuses says whether the old or the new password is at fault', async () => {
      const account = await createUser()
      await stage.corp.domain.replace(account.dn, { pwdLastSet: '0' })
      assert.equal(await change(account, 'wrong', 'Another-Passw0rd'), 'DIRECTORY_OLD_PASSWORD_WRONG')
      assert.equal(await change(account, right, 'Sh0rt'), 'DIRECTORY_NEW_PASSWORD_REFUSED')
      assert.equal(await change(account, right, right), 'DIRECTORY_NEW_PASSWORD_REFUSED')
      assert.equal(await verdict(account, right), 'mustChange')
    })

    test('[RFC4511 §4.14] StartTLS is as good as TLS', async () => {
      const account = await createUser()
      const gateway = { ...stage.corp.gateway, connectionSecurity: 'StartTLS' as const }
      const judge = { gateway, server: `${gateway.serversHostAndPort[0]}:389` }
      assert.deepEqual(await stage.passwords.verify(judge, account.dn, new Secret(right)), { outcome: 'right' })
      assert.equal((await stage.passwords.verify(judge, account.dn, new Secret('wrong'))).outcome, 'refused')
    })

    test('a gateway without TLS is sent no password', async () => {
      const gateway = { ...stage.corp.gateway, connectionSecurity: 'None' as const }
      const judge = { gateway, server: '127.0.0.1:389' }
      await assert.rejects(stage.passwords.verify(judge, 'CN=a', new Secret('b')), { code: 'DIRECTORY_TLS_REQUIRED' })
      await assert.rejects(stage.passwords.change(gateway, 'CN=a', new Secret('b'), new Secret('c')), {
        code: 'DIRECTORY_TLS_REQUIRED',
      })
    })
  })
}
