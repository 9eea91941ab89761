import { Group, Paper, SegmentedControl, Select, Stack, Table, Text } from '@mantine/core'
import { IconDeviceDesktop, IconUser } from '@tabler/icons-react'
import type { DirectoryEntryAnswer } from '../../../../src/admin/people/directory-entry-routes.ts'
import type { UserAnswer } from '../../../../src/admin/people/user-answer.ts'
import { type Collection, useResource } from '../../api/use-api.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { type Column, ResourceTable, useFilter } from '../../parts/resource-table.tsx'
import { SearchInput } from '../../parts/search-input.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'

type Kind = 'user' | 'computer'
const words = { user: 'users', computer: 'computers' } as const

/** Users or computers: those in Active Directory now, or those that signed in and are kept. */
export function Accounts({ kind }: { kind: Kind }) {
  const [where, setWhere] = useFilter('where')
  const [search, setSearch] = useFilter('search')
  const shown = where === 'kept' ? 'kept' : 'live'
  return (
    <Stack>
      <Group align="flex-end">
        <SegmentedControl
          aria-label="Which accounts"
          data={[
            { value: 'live', label: 'In Active Directory' },
            { value: 'kept', label: 'Signed in here' },
          ]}
          value={shown}
          onChange={(value) => setWhere(value === 'kept' ? 'kept' : '')}
        />
        <SearchInput
          label="Search"
          placeholder={shown === 'kept' ? 'How the username begins' : 'How a name begins, or a SID'}
          value={search}
          onChange={setSearch}
        />
        {shown === 'kept' && <PopulationFilter />}
      </Group>
      {shown === 'kept' ? <Kept kind={kind} search={search} /> : <Live kind={kind} search={search} />}
    </Stack>
  )
}

function PopulationFilter() {
  const [population, setPopulation] = useFilter('population')
  const { data } = useResource<Collection<{ id: string; name: string }>>('/populations', { query: { limit: 200 } })
  const known = data?.body._embedded.populations ?? []
  if (known.length === 0) return null
  return (
    <Select
      label="Population"
      placeholder="All"
      clearable
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      value={population === '' ? null : population}
      onChange={(value) => setPopulation(value ?? '')}
    />
  )
}

function Kept({ kind, search }: { kind: Kind; search: string }) {
  const [population] = useFilter('population')
  const columns: readonly Column<UserAnswer>[] = [
    { title: 'Username', cell: ({ username }) => username },
    {
      title: 'Account',
      cell: (user) => String(user.password.external.gateway.correlationAttributes.sAMAccountName ?? ''),
    },
    { title: 'Gateway', cell: ({ password }) => password.external.gateway.id, isMinor: true },
    { title: 'User type', cell: ({ password }) => password.external.gateway.userType.id, isMinor: true },
    { title: 'First signed in', cell: ({ createdAt }) => <RelativeTime at={createdAt} />, isMinor: true },
    { title: 'Last change', cell: ({ updatedAt }) => <RelativeTime at={updatedAt} /> },
  ]
  return (
    <ResourceTable<UserAnswer>
      path="/users"
      list="users"
      what={`the ${words[kind]} that signed in`}
      fixed={{ account: kind === 'computer' ? 'device' : 'user' }}
      query={{ search, populationId: population }}
      columns={columns}
      rowKey={({ id }) => id}
      linkOf={({ id }) => `/directory/accounts/${encodeURIComponent(id)}`}
      empty={
        <EmptyState icon={kind === 'computer' ? IconDeviceDesktop : IconUser} title="Nobody yet">
          With the first sign-in of {kind === 'computer' ? 'a computer' : 'a user'}, what is mapped of the account is
          kept here. Nothing has to be created.
        </EmptyState>
      }
    />
  )
}

interface Found extends Collection<DirectoryEntryAnswer> {
  readonly more: boolean
}

function Live({ kind, search }: { kind: Kind; search: string }) {
  const read = useResource<Found>('/directory/entries', { query: { kind, search } })
  return (
    <Loaded query={read} what="the directory">
      {({ body }) => {
        const entries = body._embedded.entries ?? []
        if (entries.length === 0)
          return (
            <Paper withBorder radius="md">
              <EmptyState icon={kind === 'computer' ? IconDeviceDesktop : IconUser} title="Nobody is found">
                {search === ''
                  ? 'No gateway is on, or its account may see nobody.'
                  : `Nobody's name begins with ${search}. Account name, UPN, display name, surname and mail are looked at; of computers account and DNS name.`}
              </EmptyState>
            </Paper>
          )
        return (
          <Paper withBorder radius="md">
            <Entries kind={kind} entries={entries} />
            {body.more && (
              <Text size="sm" c="dimmed" p="sm">
                There are more: type more of the name.
              </Text>
            )}
          </Paper>
        )
      }}
    </Loaded>
  )
}

function Entries({ kind, entries }: { kind: Kind; entries: readonly DirectoryEntryAnswer[] }) {
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table aria-label={`The ${words[kind]} in Active Directory`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Account</Table.Th>
            <Table.Th visibleFrom="sm">{kind === 'computer' ? 'DNS name' : 'UPN'}</Table.Th>
            <Table.Th visibleFrom="md">Where</Table.Th>
            <Table.Th>User type</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={`${entry.gatewayId} ${entry.dn}`}>
              <Table.Td>
                <Text size="sm" fw={550} className="long-text">
                  {entry.samAccountName}
                </Text>
                {entry.displayName && (
                  <Text size="xs" c="dimmed">
                    {entry.displayName}
                  </Text>
                )}
              </Table.Td>
              <Table.Td visibleFrom="sm" className="long-text">
                {kind === 'computer' ? entry.dnsHostName : entry.userPrincipalName}
              </Table.Td>
              <Table.Td visibleFrom="md" className="long-text">
                {entry.dn.replace(/^(?:\\.|[^\\,])*,/, '')}
              </Table.Td>
              <Table.Td>{entry.userTypeId ?? <StatusBadge status="warning" label="none finds it" />}</Table.Td>
              <Table.Td>
                <StatusBadge
                  status={entry.enabled === false ? 'bad' : 'good'}
                  label={entry.enabled === false ? 'disabled' : 'enabled'}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
