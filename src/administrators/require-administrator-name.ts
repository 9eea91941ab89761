import { IdpError } from '../errors.ts'

/** Names of local administrators: without an @, which names of the directory have. Throws ADMINISTRATORS_NAME_UNUSABLE. */
export function requireAdministratorName(name: string): void {
  if (!/^[\p{L}\p{N}](?:[\p{L}\p{N}._ -]{0,62}[\p{L}\p{N}])?$/u.test(name))
    throw new IdpError('ADMINISTRATORS_NAME_UNUSABLE', { name: name.slice(0, 100) })
}
