import { Button, Drawer, Group, Text } from '@mantine/core'
import { IconHistory, IconRestore } from '@tabler/icons-react'
import { useState } from 'react'
import type { SettingChange } from '../../../../src/config/setting-changes.ts'
import { usePermission } from '../../api/session.tsx'
import { useChange, useResource } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { DiffTable } from '../../parts/diff-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { notifyDone } from '../../parts/notify.ts'
import { absoluteTime, RelativeTime } from '../../parts/relative-time.tsx'
import { ResourceTable } from '../../parts/resource-table.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { SettingsFrame } from './settings-frame.tsx'

interface SettingsVersion {
  readonly version: number
  readonly appliedAt: string
  readonly appliedBy: string
  readonly inForce: boolean
}

/** Every version of the settings there was. */
export default function History() {
  const [opened, setOpened] = useState<SettingsVersion>()
  return (
    <SettingsFrame
      title="History"
      intro="Each change makes a version. A version can be put back whole; that is a change like any other, and can be undone the same way."
      width="full"
    >
      <ResourceTable<SettingsVersion>
        path="/settings/versions"
        list="versions"
        what="the versions"
        rowKey={({ version }) => String(version)}
        columns={[
          {
            title: 'Version',
            cell: (row) => (
              <Group gap="xs">
                <Button variant="subtle" size="compact-sm" onClick={() => setOpened(row)}>
                  {row.version}
                </Button>
                {row.inForce && <StatusBadge status="good" label="in force" />}
              </Group>
            ),
          },
          { title: 'When', cell: ({ appliedAt }) => <RelativeTime at={appliedAt} /> },
          { title: 'By', cell: ({ appliedBy }) => appliedBy },
        ]}
        empty={
          <EmptyState icon={IconHistory} title="No settings have been applied yet">
            The first change of a setting makes version 1.
          </EmptyState>
        }
      />
      <Drawer
        opened={opened !== undefined}
        onClose={() => setOpened(undefined)}
        position="right"
        size="xl"
        title={`Version ${opened?.version}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && <Version {...opened} onRestored={() => setOpened(undefined)} />}
      </Drawer>
    </SettingsFrame>
  )
}

interface VersionDetail extends SettingsVersion {
  /** Against the version before. */
  readonly changes: readonly SettingChange[]
}

function Version({ version, appliedAt, appliedBy, inForce, onRestored }: SettingsVersion & { onRestored: () => void }) {
  const path = `/settings/versions/${version}`
  const detail = useResource<VersionDetail>(path)
  const mayChange = usePermission('settings.change')
  const [isAsking, setAsking] = useState(false)
  const restore = useChange<Record<string, never>>({
    method: 'POST',
    path: `${path}/restore`,
    stale: ['/settings', '/audit', '/applications', '/gateways', '/populations'],
  })
  return (
    <>
      <Group justify="space-between" mb="md">
        <Text size="sm">
          By <b>{appliedBy}</b>, {absoluteTime(appliedAt)}
        </Text>
        {mayChange && !inForce && (
          <Button size="xs" variant="default" leftSection={<IconRestore size={16} />} onClick={() => setAsking(true)}>
            Put this version back
          </Button>
        )}
      </Group>
      <Loaded query={detail} what="what changed">
        {({ body }) => <DiffTable changes={body.changes} />}
      </Loaded>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Put version ${version} back?`}
        action="Put it back"
        onConfirm={async () => {
          await restore.mutateAsync({ body: {} })
          notifyDone(`Version ${version} is in force again.`)
          onRestored()
        }}
      >
        All settings become what they were in version {version}. What was changed since is no longer in force, but stays
        in the history. Passwords and keys are not touched.
      </ConfirmDialog>
    </>
  )
}
