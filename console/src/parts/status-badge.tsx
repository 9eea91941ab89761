import { Badge } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconLoader2, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** A state in a word, with a sign beside its colour. */
export type Status = 'good' | 'warning' | 'bad' | 'neutral' | 'busy'

const looks = {
  good: { color: 'green', Icon: IconCheck },
  warning: { color: 'yellow', Icon: IconAlertTriangle },
  bad: { color: 'red', Icon: IconX },
  neutral: { color: 'gray', Icon: IconCircleDashed },
  busy: { color: 'joint', Icon: IconLoader2 },
} as const

export function StatusBadge({ status, label }: { status: Status; label: ReactNode }) {
  const { color, Icon } = looks[status]
  return (
    <Badge color={color} leftSection={<Icon size={12} stroke={2.5} aria-hidden />}>
      {label}
    </Badge>
  )
}
