import { Code, Table, Text } from '@mantine/core'
import type { SettingChange } from '../../../src/config/setting-changes.ts'

export interface DiffTableProps {
  readonly changes: readonly SettingChange[]
  readonly beforeTitle?: string
  readonly afterTitle?: string
}

/** What changes, setting by setting. */
export function DiffTable({ changes, beforeTitle = 'Before', afterTitle = 'After' }: DiffTableProps) {
  if (changes.length === 0)
    return (
      <Text c="dimmed" size="sm">
        Nothing is different.
      </Text>
    )
  return (
    <Table.ScrollContainer minWidth={360}>
      <Table aria-label="Differences" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Setting</Table.Th>
            <Table.Th>{beforeTitle}</Table.Th>
            <Table.Th>{afterTitle}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ path, before, after }) => (
            <Table.Tr key={path} style={{ verticalAlign: 'top' }}>
              <Table.Td className="long-text">
                <Code>{path}</Code>
              </Table.Td>
              <Table.Td>
                <Shown value={before} absent="not set" />
              </Table.Td>
              <Table.Td>
                <Shown value={after} absent="taken away" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Shown({ value, absent }: { value: unknown; absent: string }) {
  if (value === undefined)
    return (
      <Text size="sm" c="dimmed">
        {absent}
      </Text>
    )
  const text = typeof value === 'string' ? value : JSON.stringify(value, undefined, 1)
  return (
    <Text size="xs" ff="monospace" className="long-text" style={{ whiteSpace: 'pre-wrap' }}>
      {text}
    </Text>
  )
}
