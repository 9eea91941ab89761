import { Drawer, Group, Select, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconShieldLock } from '@tabler/icons-react'
import { useState } from 'react'
import { settingChanges } from '../../../../src/config/setting-changes.ts'
import { DiffTable } from '../../parts/diff-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { absoluteTime, RelativeTime } from '../../parts/relative-time.tsx'
import { ResourceTable, useFilter } from '../../parts/resource-table.tsx'
import { SearchInput } from '../../parts/search-input.tsx'
import { SettingsFrame } from './settings-frame.tsx'

interface AuditRecord {
  readonly id: string
  readonly at: string
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string; readonly remoteAddress: string }
  readonly action: string
  readonly resource: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Who changed what. */
export default function Audit() {
  const [resource, setResource] = useFilter('resource')
  const [action, setAction] = useFilter('action')
  const [days, setDays] = useFilter('days')
  const [opened, setOpened] = useState<AuditRecord>()
  return (
    <SettingsFrame
      title="Audit log"
      intro="Every change, whoever made it: in the console, over the API, or on the server's command line. Secrets are never in it."
      width="full"
    >
      <Group align="flex-end">
        <SearchInput label="What" placeholder="applications/m365" value={resource} onChange={setResource} />
        <Select
          label="Action"
          data={actions}
          value={action || null}
          onChange={(value) => setAction(value ?? '')}
          placeholder="All"
          clearable
          w={150}
        />
        <Select
          label="When"
          data={periods}
          value={days || null}
          onChange={(value) => setDays(value ?? '')}
          placeholder="Ever"
          clearable
          w={170}
        />
      </Group>
      <ResourceTable<AuditRecord>
        path="/audit"
        list="auditRecords"
        what="the audit log"
        query={{ resource, action, from: startOf(days) }}
        rowKey={({ id }) => id}
        columns={[
          {
            title: 'What',
            cell: (record) => (
              <UnstyledButton onClick={() => setOpened(record)} ta="left">
                <Text size="sm" c="var(--mantine-color-anchor)" fw={550} className="long-text">
                  {record.action} {record.resource}
                </Text>
              </UnstyledButton>
            ),
          },
          { title: 'Who', cell: ({ actor }) => actor.name },
          { title: 'When', cell: ({ at }) => <RelativeTime at={at} /> },
          { title: 'From', cell: ({ actor }) => actor.remoteAddress || actorKinds[actor.kind], isMinor: true },
        ]}
        empty={
          <EmptyState icon={IconShieldLock} title="Nothing has been changed yet">
            The first change of a setting, a key or an administrator appears here, with what was there before and after.
          </EmptyState>
        }
      />
      <Drawer
        opened={opened !== undefined}
        onClose={() => setOpened(undefined)}
        position="right"
        size="lg"
        title="A change"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && <Details record={opened} />}
      </Drawer>
    </SettingsFrame>
  )
}

const actions = ['create', 'update', 'delete', 'restore', 'restart', 'signIn'].map((value) => ({ value, label: value }))

const periods = [
  { value: '1', label: 'The last day' },
  { value: '7', label: 'The last week' },
  { value: '30', label: 'The last 30 days' },
  { value: '365', label: 'The last year' },
]

const actorKinds: Readonly<Record<string, string>> = {
  administrator: 'the console',
  apiClient: 'the API',
  commandLine: 'the command line',
}

/** By the hour, so that the same page is the same question. */
function startOf(days: string): string | undefined {
  if (!/^\d{1,4}$/.test(days)) return undefined
  const hour = 3_600_000
  return new Date(Math.floor(Date.now() / hour) * hour - Number(days) * 24 * hour).toISOString()
}

function Details({ record }: { record: AuditRecord }) {
  const { at, actor, action, resource, before, after } = record
  return (
    <Stack>
      <Text size="sm">
        <b>
          {action} {resource}
        </b>
        <br />
        by {actor.name} ({actorKinds[actor.kind] ?? actor.kind}
        {actor.remoteAddress && `, ${actor.remoteAddress}`}), {absoluteTime(at)}
      </Text>
      <DiffTable
        changes={before === undefined && after === undefined ? [] : settingChanges(before ?? {}, after ?? {})}
      />
    </Stack>
  )
}
