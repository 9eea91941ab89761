// A table: every check, in the order in which they run and report: a check comes after those it needs.
import type { Check } from './check.ts'
import { check as deviceAuthStatus } from './checks/device-auth-status.ts'
import { check as deviceState } from './checks/device-state.ts'
import { check as joinDiscovery } from './checks/join-discovery.ts'
import { check as joinDomainController } from './checks/join-domain-controller.ts'
import { check as joinFallback } from './checks/join-fallback.ts'
import { check as joinRegistration } from './checks/join-registration.ts'
import { check as joinTenantType } from './checks/join-tenant-type.ts'
import { check as joinToken } from './checks/join-token.ts'
import { check as userPrt } from './checks/user-prt.ts'

export const checks: readonly Check[] = [
  joinDomainController,
  joinDiscovery,
  joinTenantType,
  joinToken,
  joinRegistration,
  joinFallback,
  deviceState,
  deviceAuthStatus,
  userPrt,
]

export const checkIds: readonly string[] = checks.map(({ id }) => id)
