import { Autocomplete, Loader, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { DirectoryEntryAnswer } from '../../../../src/admin/people/directory-entry-routes.ts'
import { usePermission } from '../../api/session.tsx'
import { type Collection, useResource } from '../../api/use-api.ts'

export interface AccountInputProps {
  readonly kind: 'computer' | 'user'
  readonly label: string
  readonly description: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** The name of a computer or user. The directory proposes those that begin so, where it may be asked and answers. */
export function AccountInput({ kind, label, description, value, onChange }: AccountInputProps) {
  const [isVisited, setVisited] = useState(false)
  const [search] = useDebouncedValue(value.trim(), 300)
  const enabled = usePermission('people.read') && isVisited
  const { data, isFetching } = useResource<Collection<DirectoryEntryAnswer>>('/directory/entries', {
    query: { kind, search, limit: 10 },
    enabled,
  })
  const entries = new Map(
    (data?.body._embedded.entries ?? []).flatMap((entry) => {
      const name = kind === 'computer' ? entry.samAccountName : entry.userPrincipalName
      return name ? [[name, entry] as const] : []
    }),
  )
  return (
    <Autocomplete
      label={label}
      description={description}
      placeholder={kind === 'computer' ? 'WS01$' : 'alice@corp.example.com'}
      value={value}
      onChange={onChange}
      onFocus={() => setVisited(true)}
      data={[...entries.keys()]}
      filter={({ options }) => options}
      renderOption={({ option }) => <Proposal name={option.value} entry={entries.get(option.value)} />}
      rightSection={enabled && isFetching ? <Loader size={16} /> : undefined}
      required
      withAsterisk={false}
      spellCheck={false}
      autoComplete="off"
    />
  )
}

/** With where it lies, and what would keep it from a sign-in. */
function Proposal({ name, entry }: { name: string; entry: DirectoryEntryAnswer | undefined }) {
  return (
    <div>
      <Text size="sm">{name}</Text>
      {entry && (
        <Text size="xs" c="dimmed" className="long-text">
          {entry.enabled === false && 'disabled · '}
          {entry.userTypeId === undefined && 'found by no user type · '}
          {entry.dn}
        </Text>
      )}
    </div>
  )
}
