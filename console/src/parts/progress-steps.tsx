import { Group, Loader, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export interface ProgressStep {
  readonly name: string
  readonly state: 'waiting' | 'running' | 'ok' | 'warning' | 'failed' | 'skipped'
  readonly detail?: ReactNode
  readonly milliseconds?: number | undefined
}

/** What goes on in a longer run, step by step, told to screen readers as it changes. */
export function ProgressSteps({ steps }: { steps: readonly ProgressStep[] }) {
  return (
    <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} aria-live="polite">
      {steps.map(({ name, state, detail, milliseconds }) => (
        <Group component="li" key={name} gap="sm" align="flex-start" wrap="nowrap">
          <span style={{ paddingTop: 2 }}>
            <StepSign state={state} />
          </span>
          <div>
            <Text
              className="long-text"
              size="sm"
              fw={state === 'running' ? 600 : 400}
              c={state === 'waiting' ? 'dimmed' : undefined}
            >
              {name}
              {milliseconds !== undefined && (
                <Text span size="xs" c="dimmed">
                  {' '}
                  {milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`}
                </Text>
              )}
            </Text>
            {detail && (
              <Text size="sm" c="dimmed" component="div" className="long-text">
                {detail}
              </Text>
            )}
          </div>
        </Group>
      ))}
    </Stack>
  )
}

const signs = {
  waiting: { Icon: IconCircleDashed, color: 'var(--mantine-color-dimmed)', label: 'waiting' },
  ok: { Icon: IconCheck, color: 'var(--mantine-color-green-7)', label: 'done' },
  warning: { Icon: IconAlertTriangle, color: 'var(--mantine-color-yellow-8)', label: 'warning' },
  failed: { Icon: IconX, color: 'var(--mantine-color-error)', label: 'failed' },
  skipped: { Icon: IconCircleDashed, color: 'var(--mantine-color-dimmed)', label: 'skipped' },
} as const

function StepSign({ state }: { state: ProgressStep['state'] }) {
  if (state === 'running') return <Loader size={16} aria-label="running" />
  const { Icon, color, label } = signs[state]
  return <Icon size={16} stroke={2.2} color={color} aria-label={label} role="img" />
}
