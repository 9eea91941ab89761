import { Alert, Button, Code, Group, Spoiler, Stack, Text } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import type { ConnectionTestAnswer } from '../../../../src/admin/gateways/connection-test-routes.ts'
import { usePermission } from '../../api/session.tsx'
import { useChange } from '../../api/use-api.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { type ProgressStep, ProgressSteps } from '../../parts/progress-steps.tsx'
import { absoluteTime } from '../../parts/relative-time.tsx'
import type { SettingValues } from '../../parts/schema-fields.tsx'
import { Section } from '../../parts/section.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { Waiting } from '../../parts/waiting.tsx'

export interface ConnectionTestProps {
  readonly gatewayId: string
  /** As it is typed, saved or not. */
  readonly gateway: SettingValues
  readonly onResult?: (answer: ConnectionTestAnswer) => void
}

/** Tries what stands in the form, step by step; nothing is saved by it. */
export function ConnectionTest({ gatewayId, gateway, onResult }: ConnectionTestProps) {
  const mayTest = usePermission('settings.change')
  const path = `/gateways/${encodeURIComponent(gatewayId)}/connectionTests`
  const test = useChange<object, ConnectionTestAnswer>({ method: 'POST', path, stale: [] })
  if (!mayTest) return null
  const run = async (): Promise<void> => {
    const { body } = await test.mutateAsync({ body: { gateway } })
    onResult?.(body)
  }
  return (
    <Section
      title="Connection test"
      intro="Name, port, TLS, bind, and what the account may read, with what stands above. Nothing is saved."
      actions={
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={16} />}
          loading={test.isPending}
          onClick={() => void run().catch(() => {})}
        >
          Test the connection
        </Button>
      }
    >
      {test.isPending && <Waiting what="the answers of the domain controllers" />}
      {test.isError && <ErrorNotice error={test.error} />}
      {test.data && !test.isPending && <Result {...test.data.body} />}
    </Section>
  )
}

const verdicts = {
  ok: { status: 'good', label: 'everything is well' },
  warning: { status: 'warning', label: 'it works, with warnings' },
  failed: { status: 'bad', label: 'it does not work yet' },
} as const

const names: Readonly<Record<ConnectionTestAnswer['steps'][number]['step'], string>> = {
  resolve: 'Find the address of',
  connect: 'Connect to',
  tls: 'TLS with',
  bind: 'Bind at',
  rootDse: 'Ask who it is:',
  base: 'Search base',
  read: 'Read',
}

function Result({ outcome, steps }: ConnectionTestAnswer) {
  const shown = steps.map(
    (step): ProgressStep => ({
      name: `${names[step.step]} ${step.target}`,
      state: step.outcome,
      milliseconds: step.milliseconds,
      detail: <Detail {...step} />,
    }),
  )
  return (
    <Stack>
      <Group>
        <StatusBadge {...verdicts[outcome]} />
      </Group>
      <ProgressSteps steps={shown} />
    </Stack>
  )
}

type Step = ConnectionTestAnswer['steps'][number]

function Detail({ text, problem, certificates = [], outcome }: Step) {
  return (
    <Stack gap={4}>
      <span>{text}</span>
      {problem && <span>{problem.fix}</span>}
      {outcome === 'failed' && certificates.map((one) => <Certificate key={one.fingerprint} {...one} />)}
    </Stack>
  )
}

function Certificate({
  subject,
  issuer,
  names: dnsNames,
  validTo,
  fingerprint,
  pem,
}: NonNullable<Step['certificates']>[number]) {
  return (
    <Alert color="gray" title={`The certificate it shows: ${subject || dnsNames.join(', ')}`}>
      <Text size="sm">
        Issued by {issuer}, for {dnsNames.join(', ') || 'no name'}, valid until {absoluteTime(validTo)}.
      </Text>
      <Text size="sm" className="long-text">
        SHA-256 <Code>{fingerprint}</Code>
      </Text>
      <Text size="sm">
        Compare the fingerprint on the domain controller. If it is right, give its CA as the CA file.
      </Text>
      <Spoiler maxHeight={0} showLabel="Show as PEM" hideLabel="Hide the PEM">
        <Code block>{pem}</Code>
        <CopyButton value={pem} what="the certificate" label="Copy" />
      </Spoiler>
    </Alert>
  )
}
