import { Alert, Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconFlagCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Rehearsal } from '../../../../../src/admin/activity/rehearsal-schema.ts'
import type { SetupState } from '../../../../../src/admin/setup/setup-routes.ts'
import type { Application } from '../../../../../src/config/application.ts'
import { type Collection, useChange, useResource } from '../../../api/use-api.ts'
import { AccountInput } from '../../../parts/account-input.tsx'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { Loaded } from '../../../parts/loaded.tsx'
import { PageFrame } from '../../../parts/page-frame.tsx'
import { Section } from '../../../parts/section.tsx'
import Overview from '../../applications/overview/overview.tsx'
import { BaseStep, NetworksStep, ReviewStep } from './choice-steps.tsx'
import { DirectoryStep, DomainStep, ServiceAccountStep } from './directory-steps.tsx'
import { StepForm } from './step-form.tsx'
import { type Setup, useSetup } from './use-setup.ts'

/** The first-run wizard: from nothing to a passed rehearsal, one decision at a time, each tried before the next. */

const above = [{ title: 'Home', to: '/home' }]
const decisions = 9
/** Those before the settings are made, and those after. */
const [firstAfter, last] = [7, 8]

export default function SetupPage() {
  const query = useResource<SetupState>('/setup')
  return (
    <PageFrame
      title="Set up Joinery"
      above={above}
      width="form"
      intro="You can leave at any time; your answers stay in this browser, except passwords."
    >
      <Loaded query={query} what="what is set up">
        {({ body }) => <Wizard state={body} />}
      </Loaded>
    </PageFrame>
  )
}

function Wizard({ state }: { state: SetupState }) {
  const setup = useSetup()
  const { draft, found, change, forget } = setup
  const isAfter = draft.step >= firstAfter
  if (state.isDone && !isAfter) return <AlreadyDone />
  // What was learned of the directory is not kept: whoever comes back signs in to it again.
  const asked = !isAfter && draft.step > 1 && found === undefined ? 1 : draft.step
  const step = isAfter && !state.isDone ? 0 : asked
  const go = (to: number): void => change({ step: to })
  return (
    <Stack gap="md">
      <Stack gap={4}>
        <Text size="sm" c="dimmed" role="status">
          Decision {step + 1} of {decisions}
        </Text>
        <Progress value={(100 * (step + 1)) / decisions} aria-label="How far you are" />
      </Stack>
      {step === 1 && draft.step > 1 && (
        <Alert variant="light" title="Welcome back">
          Your answers are here; type the passwords again.
        </Alert>
      )}
      <Step step={step} setup={setup} state={state} onGo={go} onEnd={forget} />
    </Stack>
  )
}

interface StepChoice {
  readonly step: number
  readonly setup: Setup
  readonly state: SetupState
  readonly onGo: (step: number) => void
  readonly onEnd: () => void
}

function Step({ step, setup, state, onGo, onEnd }: StepChoice) {
  const common = { setup, onBack: () => onGo(step - 1), onNext: () => onGo(step + 1) }
  switch (step) {
    case 0:
      return <DomainStep setup={setup} onNext={common.onNext} />
    case 1:
      return <DirectoryStep {...common} />
    case 2:
      return <ServiceAccountStep {...common} servicePrincipalNames={state.servicePrincipalNames} />
    case 3:
      return <BaseStep key="users" {...common} kind="users" />
    case 4:
      return <BaseStep key="computers" {...common} kind="computers" />
    case 5:
      return <NetworksStep {...common} />
    case 6:
      return <ReviewStep {...common} state={state} />
    case firstAfter:
      return <EntraStep onNext={common.onNext} />
    default:
      return <RehearseStep onBack={() => onGo(last - 1)} onEnd={onEnd} />
  }
}

function EntraStep({ onNext }: { onNext: () => void }) {
  const query = useResource<Collection<Application>>('/applications')
  return (
    <Stack gap="md">
      <Loaded query={query} what="the application">
        {({ body }) => {
          const [application] = body._embedded.applications ?? []
          return application && <Overview application={application} />
        }}
      </Loaded>
      <Group>
        <Button onClick={onNext}>Next</Button>
        <Text size="sm" c="dimmed">
          You can tell Entra later: a rehearsal needs no tenant, and Home reminds you.
        </Text>
      </Group>
    </Stack>
  )
}

function RehearseStep({ onBack, onEnd }: { onBack: () => void; onEnd: () => void }) {
  const [computer, setComputer] = useState('')
  const navigate = useNavigate()
  const start = useChange<{ kind: 'join'; computer: string }, Rehearsal>({
    method: 'POST',
    path: '/rehearsals',
    stale: ['/rehearsals', '/road'],
  })
  const go = (): void =>
    start.mutate(
      { body: { kind: 'join', computer: computer.trim() } },
      {
        onSuccess: ({ body }) => {
          onEnd()
          void navigate(`/rehearse/${body.id}`)
        },
      },
    )
  return (
    <StepForm
      title="Rehearse a join"
      intro="A simulated Windows joins through this server with the ticket of a real computer account. The computer itself is not touched, and no token leaves that Entra would take."
      isReady={computer.trim() !== ''}
      isBusy={start.isPending}
      error={start.error}
      onBack={onBack}
      onNext={go}
      next="Rehearse"
    >
      <AccountInput
        kind="computer"
        label="Computer"
        description="Type a part of its name, as in Active Directory."
        value={computer}
        onChange={setComputer}
      />
    </StepForm>
  )
}

function AlreadyDone() {
  return (
    <Section>
      <EmptyState icon={IconFlagCheck} title="This installation is set up">
        Change its gateway and its application on their own pages.{' '}
        <Anchor component={Link} to="/home">
          Home
        </Anchor>{' '}
        shows what is left to do.
      </EmptyState>
    </Section>
  )
}
