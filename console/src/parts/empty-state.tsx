import { Stack, Text, Title } from '@mantine/core'
import type { ComponentType, ReactNode } from 'react'

export interface EmptyStateProps {
  readonly icon: ComponentType<{ size?: number | string; stroke?: number; color?: string }>
  readonly title: string
  /** What would be here, and how it gets here. */
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** In the place of a list with nothing in it: teaches. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md">
      <Icon size={36} stroke={1.3} color="var(--mantine-color-dimmed)" />
      <Title order={3} ta="center">
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw={480} size="sm">
        {children}
      </Text>
      {action}
    </Stack>
  )
}
