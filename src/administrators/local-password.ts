import { IdpError } from '../errors.ts'
import type { AdministratorRecord } from '../ports/administrators.ts'
import type { Secret } from '../secret.ts'
import type { AdministratorPorts } from './administrator-ports.ts'

/** Whoever refuses says of whom, where that is known. */
export interface Credential {
  readonly name: string
  readonly password: Secret
}

type LocalPorts = Pick<AdministratorPorts, 'administrators' | 'administratorLockout' | 'hasher'>

/**
 * The local administrator whose password it is. A name that nobody has and one that is locked out take as long as a wrong password.
 * Throws ADMINISTRATORS_NAME_UNKNOWN, _PASSWORD_WRONG, _DISABLED, _LOCKED_OUT, _BUSY, AUTHENTICATE_RATE_LIMITED, STORAGE_….
 */
export async function proveLocalPassword(
  { name, password }: Credential,
  remoteAddress: string,
  ports: LocalPorts,
): Promise<AdministratorRecord> {
  const { administrators, administratorLockout, hasher } = ports
  const administrator = await administrators.findByName(name)
  const hash = administrator && (await administrators.findPasswordHash(administrator.id))
  const attempt = { administratorId: administrator?.id, name, remoteAddress }
  const counted = await administratorLockout.begin(attempt).catch(async (error: unknown) => {
    await hasher.verify(password, undefined)
    throw error
  })
  const isRight = await hasher.verify(password, hash).catch(async (error: unknown) => {
    await counted.unjudged()
    throw error
  })
  if (administrator === undefined || !isRight) await counted.failed()
  if (administrator === undefined) throw new IdpError('ADMINISTRATORS_NAME_UNKNOWN', { remoteAddress })
  if (!isRight) throw new IdpError('ADMINISTRATORS_PASSWORD_WRONG', { name: administrator.name, remoteAddress })
  if (!administrator.enabled) {
    await counted.unjudged()
    throw new IdpError('ADMINISTRATORS_DISABLED', { name: administrator.name })
  }
  await counted.succeeded()
  return administrator
}
