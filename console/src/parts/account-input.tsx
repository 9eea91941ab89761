import { Autocomplete, Loader } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { usePermission } from '../api/session.tsx'
import { type Collection, useResource } from '../api/use-api.ts'

interface Entry {
  readonly samAccountName: string
  readonly userPrincipalName?: string | null
}

export interface AccountInputProps {
  readonly kind: 'computer' | 'user'
  readonly label: string
  readonly description: string
  readonly value: string
  readonly onChange: (value: string) => void
}

const fewest = 2

/** The name of a computer or user; the directory proposes those that begin so, where it may be asked and answers. */
export function AccountInput({ kind, label, description, value, onChange }: AccountInputProps) {
  const [search] = useDebouncedValue(value.trim(), 300)
  const enabled = usePermission('people.read') && search.length >= fewest
  const { data, isFetching } = useResource<Collection<Entry>>('/directory/entries', {
    query: { kind, search },
    enabled,
  })
  const entries = data?.body._embedded.entries ?? []
  const names = entries.flatMap(({ samAccountName, userPrincipalName }) =>
    kind === 'computer' ? samAccountName : (userPrincipalName ?? []),
  )
  return (
    <Autocomplete
      label={label}
      description={description}
      placeholder={kind === 'computer' ? 'WS01$' : 'alice@corp.example.com'}
      value={value}
      onChange={onChange}
      data={[...new Set(names)]}
      filter={({ options }) => options}
      rightSection={enabled && isFetching ? <Loader size={16} /> : undefined}
      required
      withAsterisk={false}
      spellCheck={false}
      autoComplete="off"
    />
  )
}
