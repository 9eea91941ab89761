import { Box, Button, Menu, Switch, Text } from '@mantine/core'
import { IconDownload, IconListSearch } from '@tabler/icons-react'
import { Link, useSearchParams } from 'react-router'
import type { SignIn } from '../../../../src/admin/activity/sign-in-schema.ts'
import { addressOf } from '../../api/request.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { ResourceTable, useFilter } from '../../parts/resource-table.tsx'
import { OutcomeBadge } from './outcome-badge.tsx'
import { SignInCountsRow } from './sign-in-counts-row.tsx'
import { SignInDrawer } from './sign-in-drawer.tsx'
import { SignInFilters } from './sign-in-filters.tsx'
import { useSignInQuery } from './use-sign-in-query.ts'

const liveMilliseconds = 3000

/** Every attempt to sign in, newest first; filters and the open attempt stand in the address, so that a link shows the same. */
export default function SignIns() {
  const [parameters] = useSearchParams()
  const [live, setLive] = useFilter('live')
  const query = useSignInQuery()
  const isLive = live === 'on' && !parameters.has('cursor')
  return (
    <PageFrame
      title="Sign-in log"
      intro="Each attempt of a computer or a person, what the six stages made of it, and what to do where it failed."
      actions={
        <>
          <Switch
            label="Live"
            checked={isLive}
            onChange={(event) => setLive(event.currentTarget.checked ? 'on' : '')}
            style={{ alignSelf: 'center' }}
          />
          <ExportMenu query={query} />
        </>
      }
    >
      <SignInFilters />
      <SignInCountsRow query={query} isLive={isLive} />
      <ResourceTable<SignIn>
        path="/signIns"
        list="signIns"
        what="the sign-in log"
        query={query}
        {...(isLive && { refetchInterval: liveMilliseconds })}
        rowKey={({ traceId }) => traceId}
        linkOf={({ traceId }) => `?${withTrace(parameters, traceId)}`}
        columns={[
          { title: 'When', cell: ({ startedAt }) => <When at={startedAt} /> },
          { title: 'Who', cell: ({ principal }) => <Who principal={principal} /> },
          { title: 'Outcome', cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
          { title: 'Why', cell: (row) => <Why signIn={row} />, isMinor: true },
          { title: 'By way of', cell: ({ endpoint }) => <Endpoint endpoint={endpoint} />, isMinor: true },
          { title: 'From', cell: ({ remoteAddress }) => <Box miw={90}>{remoteAddress}</Box>, isMinor: true },
        ]}
        empty={
          <EmptyState
            icon={IconListSearch}
            title="Nobody has signed in yet"
            action={
              <Button component={Link} to="/rehearse" variant="default">
                Rehearse a join
              </Button>
            }
          >
            Computers and people appear here within a second of their first request, also when they are refused. A
            rehearsal is the quickest way to see one.
          </EmptyState>
        }
      />
      <SignInDrawer />
    </PageFrame>
  )
}

function When({ at }: { at: string }) {
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <RelativeTime at={at} />
    </span>
  )
}

/** The account over its realm or domain. */
function Who({ principal }: { principal: string | null }) {
  if (principal === null) return '—'
  const end = principal.lastIndexOf('@')
  return (
    <Box miw={96}>
      {end < 0 ? principal : principal.slice(0, end)}
      {end >= 0 && (
        <Text size="xs" c="dimmed">
          {principal.slice(end + 1)}
        </Text>
      )}
    </Box>
  )
}

function Endpoint({ endpoint }: { endpoint: string }) {
  const rehearsed = endpoint.replace(/^rehearsal /, '')
  return (
    <Box miw={150}>
      {rehearsed}
      {rehearsed !== endpoint && (
        <Text size="xs" c="dimmed">
          rehearsal
        </Text>
      )}
    </Box>
  )
}

function Why({ signIn: { means, code } }: { signIn: SignIn }) {
  return (
    <Text size="sm" lineClamp={2}>
      {means ?? code ?? ''}
    </Text>
  )
}

function withTrace(parameters: URLSearchParams, traceId: string): string {
  const changed = new URLSearchParams(parameters)
  changed.set('trace', traceId)
  return changed.toString()
}

function ExportMenu({ query }: { query: ReturnType<typeof useSignInQuery> }) {
  const address = (format: string): string => addressOf('/signIns/export', { ...query, format })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>What these filters show</Menu.Label>
        <Menu.Item component="a" href={address('csv')} download="sign-ins.csv">
          CSV, for a spreadsheet
        </Menu.Item>
        <Menu.Item component="a" href={address('ndjson')} download="sign-ins.ndjson">
          JSON lines, with the stages
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
