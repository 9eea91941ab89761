import type { RehearsalSummary } from '../../../../src/admin/activity/rehearsal-schema.ts'
import { type Status, StatusBadge } from '../../parts/status-badge.tsx'

const looks: Readonly<Record<RehearsalSummary['state'], { readonly label: string; readonly status: Status }>> = {
  waiting: { label: 'Waiting', status: 'neutral' },
  running: { label: 'Running', status: 'busy' },
  passed: { label: 'Passed', status: 'good' },
  failed: { label: 'Failed', status: 'bad' },
  cancelled: { label: 'Cancelled', status: 'neutral' },
  interrupted: { label: 'Interrupted', status: 'warning' },
}

export function StateBadge({ state }: { state: RehearsalSummary['state'] }) {
  return <StatusBadge {...looks[state]} />
}
