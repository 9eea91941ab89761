import type { GatewayInstanceAnswer } from '../../../../src/admin/gateways/instance-routes.ts'
import { type Collection, useResource } from '../../api/use-api.ts'
import { StatusBadge } from '../../parts/status-badge.tsx'

const states = {
  HEALTHY: { status: 'good', label: 'healthy' },
  DEGRADED: { status: 'warning', label: 'degraded' },
  UNHEALTHY: { status: 'bad', label: 'unhealthy' },
} as const

/** Of the node that answers, looked at again every few seconds. */
export function useInstance(gatewayId: string) {
  return useResource<Collection<GatewayInstanceAnswer>>(`/gateways/${encodeURIComponent(gatewayId)}/instances`, {
    refetchInterval: 5000,
  })
}

export function HealthBadge({ gatewayId, enabled }: { gatewayId: string; enabled: boolean }) {
  const { data } = useInstance(gatewayId)
  const instance = data?.body._embedded.instances?.[0]
  if (!enabled) return <StatusBadge status="neutral" label="off" />
  if (instance === undefined) return <StatusBadge status="busy" label="looking" />
  if (instance.initializedAt === undefined) return <StatusBadge status="neutral" label="not used yet" />
  return <StatusBadge {...states[instance.healthStatus]} />
}
