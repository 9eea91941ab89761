import { Collapse, Group, List, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { CodeBlock } from './code-block.tsx'
import { CopyButton } from './copy-button.tsx'
import { DownloadButton } from './download-button.tsx'

export interface Script {
  readonly title: string
  readonly fileName: string
  readonly text: string
  /** Where to run it, and as whom. */
  readonly where: ReactNode
  /** What it does, step by step. */
  readonly does: readonly string[]
  /** The way back. */
  readonly undo: ReactNode
}

/** A script for another system: what it does before what it is, the way back beside it. */
export function ScriptBlock({ script, isOpen = false }: { script: Script; isOpen?: boolean }) {
  const [isShown, { toggle }] = useDisclosure(isOpen)
  const { title, fileName, text, where, does, undo } = script
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Title order={3}>{title}</Title>
        <Group gap="xs">
          <CopyButton value={text} what={title} label="Copy" />
          <DownloadButton label="Download" fileName={fileName} content={() => text} />
        </Group>
      </Group>
      <Text size="sm">{where}</Text>
      <List size="sm">
        {does.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed">
        <b>Undo:</b> {undo}
      </Text>
      <UnstyledButton onClick={toggle} aria-expanded={isShown}>
        <Group gap={4}>
          <IconChevronRight size={16} style={{ transform: isShown ? 'rotate(90deg)' : 'none' }} aria-hidden />
          <Text size="sm" c="var(--mantine-color-anchor)">
            {isShown ? 'Hide the script' : 'Show the script'}
          </Text>
        </Group>
      </UnstyledButton>
      <Collapse expanded={isShown}>
        <CodeBlock text={text} what={fileName} />
      </Collapse>
    </Stack>
  )
}
