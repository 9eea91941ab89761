import type { Gateway } from '../config/gateway.ts'
import type { LiveObject } from '../doctor/live-evidence.ts'
import type { LiveSources } from './live-sources.ts'

const listed = 20

/** Smart lockout against the directory's policies, and whom it keeps out now. */
export async function tellLockout({ lockouts }: LiveSources, gateway: Gateway): Promise<readonly LiveObject[]> {
  const { userTypes, connectionSecurity, id } = gateway
  if (connectionSecurity === 'None' || !userTypes.some(({ account }) => account === 'user')) return []
  // A directory that does not answer is told of elsewhere.
  const [policies, counted] = await Promise.all([
    lockouts.comparePolicies(gateway).catch(() => []),
    lockouts.list(1000).catch(() => []),
  ])
  const strictest = Math.min(...policies.map(({ unfamiliarThreshold }) => unfamiliarThreshold))
  return [
    ...policies.map(
      ({ policy, directoryThreshold, unfamiliarThreshold, warnings }): LiveObject => ({
        ...{ about: 'lockoutPolicy', gateway: id, policy },
        ...{ directoryThreshold, unfamiliarThreshold, warnings },
      }),
    ),
    ...counted
      .filter(({ gatewayId, unfamiliar }) => gatewayId === id && unfamiliar.attempts >= strictest)
      .slice(0, listed)
      .map(
        ({ dn, unfamiliar, expiresAt }): LiveObject => ({
          ...{ about: 'lockedAccount', gateway: id, dn },
          ...{ attempts: unfamiliar.attempts, until: expiresAt.toISOString() },
        }),
      ),
  ]
}
