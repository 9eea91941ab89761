import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

export interface SectionProps {
  readonly title?: string
  readonly intro?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a page on a sheet of its own. */
export function Section({ title, intro, actions, children }: SectionProps) {
  return (
    <Paper withBorder p={{ base: 'md', md: 'lg' }} radius="md" component="section" aria-label={title}>
      <Stack gap="md">
        {(title || actions) && (
          <Group justify="space-between" align="flex-start" gap="sm">
            {title && <Title order={2}>{title}</Title>}
            {actions && <Group gap="xs">{actions}</Group>}
          </Group>
        )}
        {intro && (
          <Text c="dimmed" size="sm" maw={720}>
            {intro}
          </Text>
        )}
        {children}
      </Stack>
    </Paper>
  )
}
