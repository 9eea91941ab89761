import { Anchor, Button, Divider, Group, Modal, Stack, Text } from '@mantine/core'
import { IconExternalLink, IconTerminal2 } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { Link } from 'react-router'
import type { RoadAnswer } from '../../../../src/admin/road/road-routes.ts'
import type { Application } from '../../../../src/config/application.ts'
import { type Collection, useResource } from '../../api/use-api.ts'
import { ScriptMaker } from '../../parts/script-maker.tsx'
import { type Status, StatusBadge } from '../../parts/status-badge.tsx'

type Step = RoadAnswer['steps'][number]

const looks: Readonly<Record<Step['state'], { readonly status: Status; readonly label: string }>> = {
  done: { status: 'good', label: 'done' },
  todo: { status: 'warning', label: 'to do' },
  problem: { status: 'bad', label: 'problem' },
  unknown: { status: 'neutral', label: 'not known' },
  blocked: { status: 'neutral', label: 'waits' },
}

export function RoadSteps({ steps }: { steps: readonly Step[] }) {
  const [script, setScript] = useState<string>()
  const { data } = useResource<Collection<Application>>('/applications')
  const [application] = data?.body._embedded.applications ?? []
  return (
    <>
      <Stack component="ol" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
        {steps.map((step, index) => (
          <Fragment key={step.id}>
            {index > 0 && <Divider aria-hidden />}
            <StepRow step={step} onScript={setScript} />
          </Fragment>
        ))}
      </Stack>
      <Modal
        opened={script !== undefined}
        onClose={() => setScript(undefined)}
        title="To be run by you"
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {script && <ScriptMaker name={script} applicationId={application?.id} isOpen />}
      </Modal>
    </>
  )
}

function StepRow({ step, onScript }: { step: Step; onScript: (name: string) => void }) {
  const { title, about, state, reason, ours, fix } = step
  const { status, label } = looks[state]
  const isOpen = state === 'todo' || state === 'problem'
  return (
    <Stack component="li" gap={6} py="sm">
      <Group justify="space-between" gap="xs">
        <Group gap="sm">
          <StatusBadge status={status} label={label} />
          <Text fw={600}>{title}</Text>
        </Group>
        {isOpen && (
          <Text size="xs" c="dimmed">
            {ours ? 'mended here' : 'mended by you, elsewhere'}
          </Text>
        )}
      </Group>
      <Text size="sm" className="long-text">
        {reason}
      </Text>
      {isOpen && (
        <Text size="sm" c="dimmed">
          {about}
        </Text>
      )}
      {isOpen && fix.length > 0 && <Fixes fix={fix} onScript={onScript} />}
    </Stack>
  )
}

function Fixes({ fix, onScript }: { fix: Step['fix']; onScript: (name: string) => void }) {
  const buttons = fix.filter((one) => one.kind !== 'text')
  const words = fix.filter((one) => one.kind === 'text')
  return (
    <Stack gap="xs">
      {words.map(({ where, text }) => (
        <Text key={text} size="sm" className="long-text">
          <b>{where}:</b> {text}
        </Text>
      ))}
      <Group gap="xs">
        {buttons.map((one) =>
          one.kind === 'script' ? (
            <Button
              key={one.script + one.label}
              size="xs"
              variant="default"
              leftSection={<IconTerminal2 size={16} />}
              onClick={() => onScript(one.script)}
            >
              {one.label}
            </Button>
          ) : (
            <Anchor key={one.path + one.label} component={Link} to={one.path} size="sm">
              <Group gap={4} component="span">
                <IconExternalLink size={14} aria-hidden /> {one.label}
              </Group>
            </Anchor>
          ),
        )}
      </Group>
    </Stack>
  )
}
