import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop, IconStethoscope } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { Rehearsal } from '../../../../src/admin/activity/rehearsal-schema.ts'
import type { SignInDetail } from '../../../../src/admin/activity/sign-in-schema.ts'
import { callApi } from '../../api/request.ts'
import { usePermission } from '../../api/session.tsx'
import { useChange, useResource } from '../../api/use-api.ts'
import { CodeBlock } from '../../parts/code-block.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { DownloadButton } from '../../parts/download-button.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { type ProgressStep, ProgressSteps } from '../../parts/progress-steps.tsx'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { Section } from '../../parts/section.tsx'
import { useStartRehearsal } from './new-rehearsal.tsx'
import { StateBadge } from './state-badge.tsx'
import { stepTitles } from './step-titles.ts'

const watchMilliseconds = 700

const isUnderWay = ({ state }: Pick<Rehearsal, 'state'>): boolean => state === 'waiting' || state === 'running'

/** One rehearsal: its steps as they end, then what Windows would print. */
export function RehearsalPage() {
  const { rehearsalId = '' } = useParams()
  const read = useResource<Rehearsal>(`/rehearsals/${encodeURIComponent(rehearsalId)}`, {
    refetchInterval: (body: Rehearsal) => isUnderWay(body) && watchMilliseconds,
  })
  const rehearsal = read.data?.body
  return (
    <PageFrame
      title={
        rehearsal
          ? `${rehearsal.computer} ${rehearsal.kind === 'join' ? 'joins' : 'joins, its user signs in'}`
          : 'Rehearsal'
      }
      above={[{ title: 'Rehearse', to: '/rehearse' }]}
      actions={rehearsal && <Actions rehearsal={rehearsal} />}
    >
      <Loaded query={read} what="the rehearsal">
        {({ body }) => (
          <Stack gap="lg">
            <Group gap="sm">
              <StateBadge state={body.state} />
              <Text size="sm" c="dimmed" className="long-text">
                {body.applicationId} · {body.user && `${body.user} · `}asked for by {body.requestedBy}{' '}
                <RelativeTime at={body.createdAt} /> · with version {body.settingsVersion} of the settings
              </Text>
            </Group>
            <Verdict rehearsal={body} />
            {stepsOf(body).length > 0 && (
              <Section title="Steps">
                <ProgressSteps steps={stepsOf(body)} />
              </Section>
            )}
            {body.result && <Result result={body.result} />}
          </Stack>
        )}
      </Loaded>
    </PageFrame>
  )
}

function Actions({ rehearsal }: { rehearsal: Rehearsal }) {
  const mayStart = usePermission('rehearse')
  const [isAsking, setAsking] = useState(false)
  const { start, isPending, error } = useStartRehearsal()
  const path = `/rehearsals/${rehearsal.id}`
  const cancel = useChange({ method: 'POST', path: `${path}/cancel`, stale: ['/rehearsals', path] })
  if (!mayStart) return null
  if (isUnderWay(rehearsal))
    return (
      <>
        <Button variant="default" leftSection={<IconPlayerStop size={16} />} onClick={() => setAsking(true)}>
          Cancel
        </Button>
        <ConfirmDialog
          isOpen={isAsking}
          onClose={() => setAsking(false)}
          title="Cancel this rehearsal?"
          action="Cancel the rehearsal"
          onConfirm={() => cancel.mutateAsync({ body: undefined })}
        >
          It ends at once, and shows no more than the steps until then. Nothing has to be undone.
        </ConfirmDialog>
      </>
    )
  const { kind, computer, user, applicationId } = rehearsal
  return (
    <Stack gap="xs" align="flex-end">
      <Button
        leftSection={<IconPlayerPlay size={16} />}
        loading={isPending}
        onClick={() => start({ kind, computer, applicationId, ...(user && { user }) })}
      >
        Run it again
      </Button>
      {error && <ErrorNotice error={error} />}
    </Stack>
  )
}

function Verdict({ rehearsal: { state, result, problem, kind } }: { rehearsal: Rehearsal }) {
  if (state === 'passed')
    return (
      <Alert color="green" variant="light" title="Passed">
        {kind === 'join'
          ? 'The computer would join by the federated path.'
          : 'The computer would join by the federated path, and its user would get a primary refresh token.'}
      </Alert>
    )
  if (problem)
    return (
      <Alert color="red" variant="light" title="It could not be run to its end" role="alert">
        <Stack gap="xs">
          <Text size="sm" className="long-text">
            {problem.means}
          </Text>
          <Text size="sm" className="long-text">
            {problem.fix}
          </Text>
          <CodeLink code={problem.code} />
        </Stack>
      </Alert>
    )
  if (state === 'interrupted')
    return (
      <Alert color="yellow" variant="light" title="Interrupted">
        The server that ran it was stopped meanwhile. Run it again.
      </Alert>
    )
  if (state !== 'failed' || !result) return null
  const refused = result.signIns.filter(({ code }) => code !== null && code !== firstRequest)
  return (
    <Alert
      color="red"
      variant="light"
      title={result.joined ? 'Joined, but not as it should' : 'The computer would not join'}
    >
      <Stack gap="sm">
        {refused.length === 0 && <Text size="sm">The step that failed says why.</Text>}
        {refused.map(({ traceId }) => (
          <Refusal key={traceId} traceId={traceId} />
        ))}
        <Group gap="sm">
          {[result.aadsts, result.hresult].map((code) => code && <CodeLink key={code} code={code} />)}
        </Group>
      </Stack>
    </Alert>
  )
}

/** Before Windows shows a ticket it asks without one. */
const firstRequest = 'ACCEPT_CREDENTIAL_MISSING'

/** What Joinery decided, and what to do: from its log. */
function Refusal({ traceId }: { traceId: string }) {
  const { data } = useResource<SignInDetail>(`/signIns/${encodeURIComponent(traceId)}`)
  if (data === undefined) return null
  const { means, fix } = data.body
  return (
    <div>
      <Text size="sm" className="long-text">
        {means}
      </Text>
      <Text size="sm" className="long-text">
        <Text span fw={600} size="sm">
          What to do:{' '}
        </Text>
        {fix}
      </Text>
      <Anchor component={Link} size="sm" to={`/sign-ins?trace=${encodeURIComponent(traceId)}`}>
        See what each stage decided
      </Anchor>
    </div>
  )
}

function CodeLink({ code }: { code: string }) {
  return (
    <Anchor component={Link} size="sm" to={`/troubleshoot?code=${encodeURIComponent(code)}`}>
      What {code} means
    </Anchor>
  )
}

function stepsOf(rehearsal: Rehearsal): readonly ProgressStep[] {
  const ended = rehearsal.steps.map(({ name, outcome, detail, ms }) => ({
    name: stepTitles[name] ?? name,
    state: outcome,
    detail,
    milliseconds: ms,
  }))
  if (rehearsal.state === 'waiting') return [{ name: 'Waiting for the rehearsal before it', state: 'running' }]
  if (rehearsal.state !== 'running') return ended
  const isFirst = ended.length === 0
  const next = isFirst ? 'Starting a copy of Joinery and a simulated Entra tenant' : 'The next step'
  return [...ended, { name: next, state: 'running' }]
}

function Result({ result }: { result: NonNullable<Rehearsal['result']> }) {
  const mayDiagnose = usePermission('troubleshoot')
  const { dsregcmd, unproved, signIns } = result
  return (
    <>
      <Section
        title="What Windows would print"
        actions={
          <>
            {mayDiagnose && <AskDoctor result={result} />}
            <DownloadButton label="Save" fileName="dsregcmd.txt" content={() => dsregcmd} />
          </>
        }
      >
        <CodeBlock text={dsregcmd} what="the output of dsregcmd" maxHeight={480} />
      </Section>
      <Section title="What this rehearsal does not show">
        <List size="sm" spacing={4}>
          {unproved.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </Section>
      <Section title="Its attempts in the sign-in log">
        {signIns.length === 0 ? (
          <Text size="sm">It asked Joinery for no token.</Text>
        ) : (
          <List size="sm" spacing={4}>
            {signIns.map(({ traceId, code }) => (
              <List.Item key={traceId}>
                <Anchor component={Link} to={`/sign-ins?trace=${encodeURIComponent(traceId)}`} size="sm">
                  {code === null ? 'Token issued' : code === firstRequest ? 'First request, without a ticket' : code}
                </Anchor>
              </List.Item>
            ))}
          </List>
        )}
      </Section>
    </>
  )
}

/** With what Joinery's log says of its attempts: so the doctor is certain of the cause. */
function AskDoctor({ result: { dsregcmd, signIns } }: { result: NonNullable<Rehearsal['result']> }) {
  const navigate = useNavigate()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      Promise.all(
        signIns.map(({ traceId }) => callApi<SignInDetail>({ path: `/signIns/${encodeURIComponent(traceId)}` })),
      ),
    onSuccess: (attempts) => {
      const pasted = [dsregcmd, ...attempts.map(({ body }) => JSON.stringify(body))].join('\n')
      void navigate('/troubleshoot', { state: { pasted } })
    },
  })
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconStethoscope size={16} />}
        loading={isPending}
        onClick={() => mutate()}
      >
        Ask the doctor
      </Button>
      {error && <ErrorNotice error={error} />}
    </>
  )
}
