import type { Gateway } from '../config/gateway.ts'
import type { LiveObject } from '../doctor/live-evidence.ts'
import type { SignInRecord } from '../ports.ts'
import type { LiveSources } from './live-sources.ts'

const listed = 20
const hourMilliseconds = 3_600_000

/** Smart lockout against the directory's policies, whom it keeps out now, and the addresses it lately refused. */
export async function tellLockout(sources: LiveSources, gateway: Gateway): Promise<readonly LiveObject[]> {
  const { userTypes, connectionSecurity, id } = gateway
  if (connectionSecurity === 'None' || !userTypes.some(({ account }) => account === 'user')) return []
  const { lockouts, listSignIns, ports } = sources
  const from = new Date(ports.clock.now().getTime() - hourMilliseconds)
  // A directory that does not answer is told of elsewhere.
  const [policies, counted, signIns] = await Promise.all([
    lockouts.comparePolicies(gateway).catch(() => []),
    lockouts.list(1000).catch(() => []),
    listSignIns({ from, code: 'AUTHENTICATE_RATE_LIMITED' }).catch(() => []),
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
    ...limitedAddresses(signIns),
  ]
}

function limitedAddresses(signIns: readonly SignInRecord[]): readonly LiveObject[] {
  return [...Map.groupBy(signIns, ({ remoteAddress }) => remoteAddress)]
    .map(([remoteAddress, refused]) => ({ remoteAddress, refused }))
    .toSorted((one, other) => other.refused.length - one.refused.length)
    .slice(0, listed)
    .map(({ remoteAddress, refused }) => ({
      about: 'limitedAddress' as const,
      remoteAddress,
      refusals: refused.length,
      last: refused[0]?.startedAt.toISOString() ?? '',
    }))
}
