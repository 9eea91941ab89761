import type { Gateway } from '../../src/config/gateway.ts'
import { IdpError } from '../../src/errors.ts'
import type { PasswordVerdict, PasswordVerifier } from '../../src/ports.ts'
import { findLogonFailure } from '../../src/protocol/ad/logon-failure.ts'
import { hasAccountFlag } from '../../src/protocol/ad/user-account-control.ts'
import type { MemoryDirectory, MemoryEntry } from './memory-directory.ts'

/** Passwords of a domain in memory, judged by the entries' own attributes as AD does; passes the same suite as the real one. */
export interface MemoryPasswords extends PasswordVerifier {
  setPassword(dn: string, password: string): void
  /** What was asked, oldest first: `find`, `verify <dn>`, `pretend <base>`, `wait`, `change <dn>`. */
  readonly asked: string[]
  /** From now on every verification is refused with this data code, until it is given undefined. */
  answerWith(data: string | undefined): void
  /** From now on every verification fails with this, until it is given undefined. */
  failWith(error: IdpError | undefined): void
}

const minimumLength = 7

export function memoryPasswords(directory: (gateway: Gateway) => MemoryDirectory, now = () => new Date()) {
  const passwords = new Map<string, string[]>()
  const asked: string[] = []
  let failure: IdpError | undefined
  let data: string | undefined
  const key = (dn: string) => dn.toLowerCase()

  function judge(entry: MemoryEntry | undefined, password: string): PasswordVerdict {
    if (entry === undefined) return refused('52e')
    const { attributes } = entry
    if (Number(attributes.lockoutTime?.[0] ?? 0) > 0) return refused('775')
    if (passwords.get(key(entry.dn))?.[0] !== password) {
      attributes.badPwdCount = [String(Number(attributes.badPwdCount?.[0] ?? 0) + 1)]
      return refused('52e')
    }
    attributes.badPwdCount = ['0']
    if (hasAccountFlag(Number(attributes.userAccountControl?.[0]), 'ACCOUNTDISABLE')) return refused('533')
    if (Number(attributes.accountExpires?.[0]) / 1e4 - 11_644_473_600_000 < now().getTime()) return refused('701')
    if (attributes.pwdLastSet?.[0] === '0') return refused('773')
    return { outcome: 'right' }
  }

  const memory: MemoryPasswords = {
    asked,
    setPassword: (dn, password) => void passwords.set(key(dn), [password, ...(passwords.get(key(dn)) ?? [])]),
    answerWith(code) {
      data = code
    },
    failWith(error) {
      failure = error
    },
    async findAccounts(gateway, query) {
      asked.push('find')
      return { judge: { gateway, server: 'dc1:636' }, entries: await directory(gateway).search(gateway, query) }
    },
    async verify({ gateway, server }, dn, password) {
      requireTls(gateway, server)
      asked.push(`verify ${dn}`)
      if (failure) throw failure
      return data === undefined ? judge(find(directory(gateway), dn), password.reveal()) : refused(data)
    },
    async pretend(_judge, base) {
      asked.push(`pretend ${base}`)
      if (failure) throw failure
    },
    async waitAsLong() {
      asked.push('wait')
    },
    async change(gateway, dn, oldPassword, newPassword) {
      requireTls(gateway, '')
      asked.push(`change ${dn}`)
      const entry = find(directory(gateway), dn)
      const [current, ...older] = passwords.get(key(dn)) ?? []
      const wanted = newPassword.reveal()
      if (entry === undefined || current !== oldPassword.reveal())
        throw new IdpError('DIRECTORY_OLD_PASSWORD_WRONG', { dn })
      if (wanted.length < minimumLength || [current, ...older].includes(wanted))
        throw new IdpError('DIRECTORY_NEW_PASSWORD_REFUSED', { dn, serverSays: 'policy' })
      memory.setPassword(dn, wanted)
      entry.attributes.pwdLastSet = ['133800000000000000']
    },
  }
  return memory
}

function requireTls({ connectionSecurity }: Gateway, server: string): void {
  if (connectionSecurity === 'None') throw new IdpError('DIRECTORY_TLS_REQUIRED', { server })
}

function find(directory: MemoryDirectory, dn: string): MemoryEntry | undefined {
  return directory.entries.find((entry) => entry.dn !== '' && entry.dn.toLowerCase() === dn.toLowerCase())
}

function refused(code: string): PasswordVerdict {
  const text = `80090308: LdapErr: DSID-0C090449, comment: AcceptSecurityContext error, data ${code}, v4563`
  return { outcome: 'refused', failure: findLogonFailure(text), text }
}
