import { Box, Button, Group, Paper, Table, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { QueryValues } from '../api/request.ts'
import { type Collection, useResource } from '../api/use-api.ts'
import { Loaded } from './loaded.tsx'

export interface Column<T> {
  readonly title: string
  readonly cell: (row: T) => ReactNode
  /** Left out on phones. */
  readonly isMinor?: boolean
}

export interface ResourceTableProps<T> {
  /** The collection's path, and the name of its list in `_embedded`. */
  readonly path: string
  readonly list: string
  /** "the gateways": for screen readers, and said while it loads. */
  readonly what: string
  readonly columns: readonly Column<T>[]
  readonly rowKey: (row: T) => string
  /** Where the first column leads. */
  readonly linkOf?: (row: T) => string
  /** Filters; an empty value is left out. A change of them begins at the first page. */
  readonly query?: QueryValues
  /** What the table is of, rather than a filter: always asked for. */
  readonly fixed?: QueryValues
  readonly pageSize?: number
  readonly refetchInterval?: number
  /** Shown when there is nothing, and no filter that could be why. */
  readonly empty: ReactNode
}

/** A collection of the API as a table, page by page; the place in it stands in the address, so Back and links work. */
export function ResourceTable<T>(props: ResourceTableProps<T>) {
  const { path, list, what, query = {}, fixed = {}, pageSize = 50, refetchInterval, empty } = props
  const [parameters, setParameters] = useSearchParams()
  const cursor = parameters.get('cursor') ?? undefined
  const read = useResource<Collection<T>>(path, {
    query: { ...fixed, ...query, limit: pageSize, cursor },
    ...(refetchInterval !== undefined && { refetchInterval }),
  })
  const go = (next: string | undefined): void =>
    setParameters((now) => {
      const changed = new URLSearchParams(now)
      if (next === undefined) changed.delete('cursor')
      else changed.set('cursor', next)
      return changed
    })
  const isFiltered = Object.values(query).some((value) => value !== undefined && value !== '' && value !== false)
  return (
    <Loaded query={read} what={what}>
      {({ body }) => {
        const rows = body._embedded[list] ?? []
        const next = cursorOf(body._links?.next?.href)
        if (rows.length === 0 && !isFiltered && cursor === undefined)
          return (
            <Paper withBorder radius="md">
              {empty}
            </Paper>
          )
        return (
          <Paper withBorder radius="md" style={{ overflow: 'hidden' }}>
            <Rows {...props} rows={rows} />
            {(next !== undefined || cursor !== undefined) && (
              <Group justify="space-between" p="xs">
                <Button
                  variant="subtle"
                  size="xs"
                  leftSection={<IconChevronLeft size={14} />}
                  disabled={cursor === undefined}
                  onClick={() => go(undefined)}
                >
                  First page
                </Button>
                <Button
                  variant="subtle"
                  size="xs"
                  rightSection={<IconChevronRight size={14} />}
                  disabled={next === undefined}
                  onClick={() => go(next)}
                >
                  Next page
                </Button>
              </Group>
            )}
          </Paper>
        )
      }}
    </Loaded>
  )
}

function Rows<T>({ rows, columns, rowKey, linkOf, what }: ResourceTableProps<T> & { rows: readonly T[] }) {
  if (rows.length === 0)
    return (
      <Text p="md" c="dimmed">
        Nothing matches these filters.
      </Text>
    )
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table aria-label={what} highlightOnHover={linkOf !== undefined}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title, isMinor }) => (
              <Table.Th key={title} {...(isMinor && { visibleFrom: 'sm' })}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)}>
              {columns.map(({ title, cell, isMinor }, index) => (
                <Table.Td key={title} {...(isMinor && { visibleFrom: 'sm' })}>
                  {index === 0 && linkOf ? (
                    <Text component={Link} to={linkOf(row)} size="sm" fw={550} c="var(--mantine-color-anchor)">
                      {cell(row)}
                    </Text>
                  ) : (
                    <Box className="long-text">{cell(row)}</Box>
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function cursorOf(href: string | undefined): string | undefined {
  if (href === undefined) return undefined
  return new URL(href, window.location.href).searchParams.get('cursor') ?? undefined
}

/** A filter that stands in the address: what it is now, and how to change it. */
export function useFilter(name: string): [string, (value: string) => void] {
  const [parameters, setParameters] = useSearchParams()
  const change = (value: string): void =>
    setParameters(
      (now) => {
        const changed = new URLSearchParams(now)
        if (value === '') changed.delete(name)
        else changed.set(name, value)
        changed.delete('cursor')
        return changed
      },
      { replace: true },
    )
  return [parameters.get(name) ?? '', change]
}
