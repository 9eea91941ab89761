import { z } from 'zod'
import {
  type Gateway,
  gateway as gatewaySchema,
  type UserType,
  userType as userTypeSchema,
} from '../../config/gateway.ts'
import type { Problem } from '../../config/problem.ts'
import { entriesOf, isGroup } from '../../config/settings-document.ts'
import { withPresets } from '../../config/with-presets.ts'
import { IdpError } from '../../errors.ts'
import type { SettingsSource } from '../../ports.ts'
import { Secret } from '../../secret.ts'
import { RefusedRequest } from '../refused-request.ts'
import { getGateway } from './gateways-in-force.ts'

/** A gateway as somebody is about to save it: tried, and kept nowhere. */

export const candidateBody = z.strictObject({
  gateway: z
    .looseObject({})
    .optional()
    .describe('The gateway as it would be, with bindPassword as typed. Left out: the saved one.'),
})

export interface Candidate {
  readonly gateway: Gateway
  /** As typed; undefined: that of the saved gateway. */
  readonly bindPassword: Secret | undefined
}

/** Throws ADMIN_DATA_INVALID with a problem for each field, ADMIN_NOT_FOUND. */
export function readCandidate(settings: SettingsSource, id: string, written: unknown): Candidate {
  if (written === undefined) return { gateway: getGateway(settings, id), bindPassword: undefined }
  const { bindPassword, kerberos, ...rest } = isGroup(written) ? written : {}
  const { serviceAccountPassword: _, ...account } = isGroup(kerberos) ? kerberos : {}
  const document = { name: id, ...rest, id, ...(isGroup(kerberos) && { kerberos: account }) }
  const [filled] = entriesOf(withPresets({ gateways: [document] }), 'gateways')
  const typed = typeof bindPassword === 'string' && bindPassword !== '' ? new Secret(bindPassword) : undefined
  return { gateway: parsed(gatewaySchema, filled, 'gateway'), bindPassword: typed }
}

/** Of the candidate, or as it would be. */
export function readUserType(gateway: Gateway, id: string | undefined, written: unknown): UserType {
  if (written === undefined) {
    const found = gateway.userTypes.find((userType) => userType.id === id)
    if (found === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'user type', id })
    return found
  }
  const named = { id: 'tried', name: 'tried', ...(isGroup(written) ? written : {}) }
  const [filled] = entriesOf(withPresets({ gateways: [{ userTypes: [named] }] }), 'gateways')
  const [userType] = entriesOf(filled, 'userTypes')
  return parsed(userTypeSchema, userType, 'userType')
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, field: string): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.slice(0, 50).map(
    ({ path, message }): Problem => ({
      ...{ severity: 'error', check: 'structure', waivable: false, line: undefined, value: undefined },
      ...{ path: [field, ...path].map(String).join('/'), reason: message, fix: 'correct it' },
    }),
  )
  throw new RefusedRequest(
    'ADMIN_DATA_INVALID',
    { count: problems.length, problems: problems.map(({ path }) => path) },
    problems,
  )
}
