import { Button, Progress, Stack, Text } from '@mantine/core'
import { IconRefresh, IconRoute } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { RoadAnswer } from '../../../../src/admin/road/road-routes.ts'
import type { SetupState } from '../../../../src/admin/setup/setup-routes.ts'
import { usePermission } from '../../api/session.tsx'
import { useChange, useResource } from '../../api/use-api.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { Section } from '../../parts/section.tsx'
import { RoadSteps } from './road-steps.tsx'
import { SignInChart } from './sign-in-chart.tsx'

const oftenMilliseconds = 1000

/** Where things stand: the road to hybrid join, and the sign-ins of the last day. */
export function HomePage() {
  const setup = useResource<SetupState>('/setup')
  const mayReadLog = usePermission('log.read')
  return (
    <PageFrame title="Home" intro="What has to be so before a device joins, and what happened in the last day.">
      <Loaded query={setup} what="the state of this installation">
        {({ body }) => (body.isDone ? <RoadSection /> : <FirstRun />)}
      </Loaded>
      {mayReadLog && <SignInChart />}
    </PageFrame>
  )
}

function FirstRun() {
  const mayChange = usePermission('settings.change')
  return (
    <Section>
      <EmptyState
        icon={IconRoute}
        title="Nothing is set up yet"
        action={
          mayChange && (
            <Button component={Link} to="/home/setup" mt="sm">
              Set up step by step
            </Button>
          )
        }
      >
        A few questions lead from here to a computer that joins: your domain, a domain controller, two accounts, where
        users and computers are, and your networks. Each answer is tried before the next question; nothing is changed
        until the end.
      </EmptyState>
    </Section>
  )
}

function RoadSection() {
  const road = useResource<RoadAnswer>('/road', {
    refetchInterval: ({ running }: RoadAnswer) => running !== null && oftenMilliseconds,
  })
  const mayCheck = usePermission('troubleshoot')
  const check = useChange<void, RoadAnswer>({ method: 'POST', path: '/road/checks', stale: ['/road'] })
  const again = mayCheck && (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconRefresh size={16} />}
      loading={check.isPending || road.data?.body.running != null}
      onClick={() => check.mutate({ body: undefined })}
    >
      Check again
    </Button>
  )
  return (
    <Section title="The road to hybrid join" actions={again}>
      <Loaded query={road} what="the road">
        {({ body }) => (
          <Stack gap="md">
            <Standing road={body} />
            <RoadSteps steps={body.steps} />
          </Stack>
        )}
      </Loaded>
    </Section>
  )
}

function Standing({ road: { steps, running, checkedAt } }: { road: RoadAnswer }) {
  const done = steps.filter(({ state }) => state === 'done').length
  return (
    <Stack gap={6}>
      <Progress value={(100 * done) / Math.max(1, steps.length)} aria-label="Steps done" color="green" />
      <Text size="sm" c="dimmed" role="status">
        {done} of {steps.length} steps are done.{' '}
        {running
          ? `${running.phase}…`
          : checkedAt && (
              <>
                Checked <RelativeTime at={checkedAt} />.
              </>
            )}
      </Text>
    </Stack>
  )
}
