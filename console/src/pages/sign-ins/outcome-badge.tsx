import { Box } from '@mantine/core'
import type { SignIn } from '../../../../src/admin/activity/sign-in-schema.ts'
import { type Status, StatusBadge } from '../../parts/status-badge.tsx'

export const outcomeLooks: Readonly<Record<SignIn['outcome'], { readonly label: string; readonly status: Status }>> = {
  issued: { label: 'Issued', status: 'good' },
  refused: { label: 'Refused', status: 'bad' },
  failed: { label: 'Failed', status: 'warning' },
  challenged: { label: 'Asked for more', status: 'neutral' },
  signedOut: { label: 'Signed out', status: 'neutral' },
}

export function OutcomeBadge({ outcome }: { outcome: SignIn['outcome'] }) {
  const { label, status } = outcomeLooks[outcome]
  return (
    <Box miw="max-content">
      <StatusBadge status={status} label={label} />
    </Box>
  )
}
