import { Button, Collapse, Modal, PasswordInput, Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTerminal2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { ServiceAccountAnswer, Surroundings } from '../../../../../src/admin/setup/setup-routes.ts'
import { useChange } from '../../../api/use-api.ts'
import { type ProgressStep, ProgressSteps } from '../../../parts/progress-steps.tsx'
import { ScriptMaker } from '../../../parts/script-maker.tsx'
import { StepForm } from './step-form.tsx'
import { connectionOf, type Setup } from './use-setup.ts'

/** The decisions that a domain controller answers: the domain, how it is reached, and the account that bears the SPN. */

export interface StepProps {
  readonly setup: Setup
  readonly onBack?: () => void
  readonly onNext: () => void
}

export function DomainStep({ setup: { draft, change }, onNext }: StepProps) {
  const find = useChange<{ domainName: string }, { servers: readonly string[] }>({
    method: 'POST',
    path: '/setup/domainControllers',
    stale: [],
  })
  const { domainName, servers } = draft
  const go = (): void =>
    find.mutate(
      { body: { domainName } },
      {
        onSuccess: ({ body }) => {
          if (servers.length === 0) change({ servers: body.servers })
          onNext()
        },
      },
    )
  return (
    <StepForm
      title="Which domain do people sign in with?"
      intro="The part behind the @ of their user principal names, as it is verified in Entra under Custom domain names."
      isReady={/^[^\s@]+\.[^\s@]+$/.test(domainName.trim())}
      isBusy={find.isPending}
      error={find.error}
      onNext={go}
    >
      <TextInput
        label="Domain"
        placeholder="corp.example.com"
        value={domainName}
        onChange={(event) => change({ domainName: event.currentTarget.value.trim() })}
        maw={420}
        spellCheck={false}
        data-autofocus
      />
    </StepForm>
  )
}

export function DirectoryStep({ setup, onBack, onNext }: StepProps) {
  const { draft, secrets, change, type, learn } = setup
  const look = useChange<unknown, Surroundings>({ method: 'POST', path: '/setup/directory', stale: [] })
  const [isMore, { toggle }] = useDisclosure(draft.caFile !== '' || draft.connectionSecurity !== 'TLS')
  const steps = look.data?.body.steps ?? []
  const go = (): void =>
    look.mutate(
      { body: connectionOf(setup) },
      {
        onSuccess: ({ body: { found } }) => {
          if (found === null) return
          learn(found)
          change({
            usersBaseDn: draft.usersBaseDn || found.usersBaseDn,
            devicesBaseDn: draft.devicesBaseDn || found.devicesBaseDn,
            serviceAccount: draft.serviceAccount || `svc-joinery@${found.dnsDomain}`,
            intranetRanges: draft.intranetRanges.length > 0 ? draft.intranetRanges : found.subnets,
          })
          onNext()
        },
      },
    )
  return (
    <StepForm
      title="How is Active Directory reached?"
      intro="Joinery reads computers and users there. Its account needs no right beyond that of every account; take one of its own."
      isReady={draft.servers.length > 0 && draft.bindDN.trim() !== '' && secrets.bindPassword !== ''}
      isBusy={look.isPending}
      error={look.error}
      onBack={onBack}
      onNext={go}
    >
      <TagsInput
        label="Domain controllers"
        description="Host and port, the preferred one first. Proposed where DNS names them."
        placeholder={draft.servers.length === 0 ? 'dc1.corp.example.com:636' : ''}
        value={[...draft.servers]}
        onChange={(servers) => change({ servers })}
        acceptValueOnBlur
        maw={640}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={640}>
        <TextInput
          label="Account to read with"
          description="User principal name or DN."
          placeholder="svc-joinery-read@corp.example.com"
          value={draft.bindDN}
          onChange={(event) => change({ bindDN: event.currentTarget.value })}
          autoComplete="off"
          spellCheck={false}
        />
        <PasswordInput
          label="Its password"
          description="Not kept until the end."
          value={secrets.bindPassword}
          onChange={(event) => type({ bindPassword: event.currentTarget.value })}
          autoComplete="new-password"
        />
      </SimpleGrid>
      <OfferedScript
        label="Make one by a script"
        name="create-bind-account"
        known={{
          accountName: 'svc-joinery-read',
          userPrincipalName: draft.bindDN.includes('@') ? draft.bindDN.trim() : `svc-joinery-read@${draft.domainName}`,
        }}
      />
      <div>
        <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={isMore}>
          Encryption and certificates
        </Button>
        <Collapse expanded={isMore}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} maw={640} mt="xs">
            <Select
              label="Connection"
              description="None sends the password in the clear."
              data={['TLS', 'StartTLS', 'None']}
              value={draft.connectionSecurity}
              allowDeselect={false}
              onChange={(value) => value && change({ connectionSecurity: value })}
            />
            <TextInput
              label="CA file on the server"
              description="PEM, where the machine does not trust the domain's CA."
              value={draft.caFile}
              onChange={(event) => change({ caFile: event.currentTarget.value })}
            />
          </SimpleGrid>
        </Collapse>
      </div>
      {steps.length > 0 && <ProgressSteps steps={steps.map(shownStep)} />}
    </StepForm>
  )
}

const stepNames: Readonly<Record<string, string>> = {
  ...{ resolve: 'Find its address', connect: 'Connect', tls: 'Encrypt', bind: 'Sign in', rootDse: 'Ask who it is' },
  ...{ base: 'Search base', read: 'Read' },
}

function shownStep({
  step,
  target,
  outcome,
  text,
  problem,
  milliseconds,
}: Surroundings['steps'][number]): ProgressStep {
  const detail = problem ? `${problem.means} ${problem.fix}` : text
  return { name: `${stepNames[step] ?? step}: ${target}`, state: outcome, detail, milliseconds }
}

/** A script beside the question it helps with. */
export function OfferedScript({
  label,
  name,
  known,
}: {
  label: string
  name: string
  known: Readonly<Record<string, unknown>>
}) {
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <div>
      <Button variant="default" size="xs" leftSection={<IconTerminal2 size={16} />} onClick={open}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title="To be run by you"
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ScriptMaker name={name} known={known} isOpen />
      </Modal>
    </div>
  )
}

interface ServiceAccountProps extends StepProps {
  readonly servicePrincipalNames: readonly string[]
}

export function ServiceAccountStep({ setup, servicePrincipalNames, onBack, onNext }: ServiceAccountProps) {
  const { draft, secrets, found, change, type } = setup
  const userPrincipalName = draft.serviceAccount.trim()
  const test = useChange<unknown, ServiceAccountAnswer>({ method: 'POST', path: '/setup/serviceAccount', stale: [] })
  const [tested, setTested] = useState<ServiceAccountAnswer>()
  const steps = tested ? judged(tested) : []
  const isUsable = tested?.password.outcome === 'right'
  const go = (): void =>
    test.mutate(
      {
        body: {
          connection: connectionOf(setup),
          ...{ userPrincipalName, servicePrincipalNames, password: secrets.serviceAccountPassword },
        },
      },
      {
        onSuccess: ({ body }) => {
          setTested(body)
          if (judged(body).every(({ state }) => state === 'ok')) onNext()
        },
      },
    )
  return (
    <StepForm
      title="Which account do tickets go to?"
      intro={`Devices ask for Kerberos tickets for ${servicePrincipalNames.join(' and ')}. One account bears that name, supports AES, and does nothing else.`}
      isReady={userPrincipalName.includes('@') && secrets.serviceAccountPassword !== ''}
      isBusy={test.isPending}
      error={test.error}
      onBack={onBack}
      onNext={go}
      next={tested ? 'Test again' : 'Next'}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={640}>
        <TextInput
          label="Service account"
          description="User principal name; case counts."
          value={draft.serviceAccount}
          onChange={(event) => change({ serviceAccount: event.currentTarget.value })}
          autoComplete="off"
          spellCheck={false}
        />
        <PasswordInput
          label="Its password"
          description="The script shows it once."
          value={secrets.serviceAccountPassword}
          onChange={(event) => type({ serviceAccountPassword: event.currentTarget.value })}
          autoComplete="new-password"
        />
      </SimpleGrid>
      <OfferedScript
        label="Make it by a script"
        name="create-service-account"
        known={{
          ...{ userPrincipalName, accountName: userPrincipalName.split('@')[0], servicePrincipalNames },
          ...(found && { dnsDomain: found.dnsDomain }),
        }}
      />
      {steps.length > 0 && <ProgressSteps steps={steps} />}
      {isUsable && steps.some(({ state }) => state !== 'ok') && (
        <div>
          <Button variant="subtle" onClick={onNext}>
            Go on, and mend it later
          </Button>
        </div>
      )}
    </StepForm>
  )
}

function judged({ account, services, password }: ServiceAccountAnswer): readonly ProgressStep[] {
  if (account === null)
    return [
      {
        name: 'The account is there',
        state: 'failed',
        detail: 'Active Directory has no account of that name. The script makes it.',
      },
    ]
  return [
    {
      name: 'The account is there',
      state: account.enabled ? 'ok' : 'failed',
      detail: account.enabled ? account.dn : `${account.dn} is disabled.`,
    },
    {
      name: 'It supports AES',
      state: account.supportsAes ? 'ok' : 'failed',
      ...(!account.supportsAes && {
        detail: 'Domain controllers issue RC4 tickets for it, or none. The script sets AES.',
      }),
    },
    ...services.map(
      ({ servicePrincipalName, holders, isRight }): ProgressStep => ({
        name: servicePrincipalName,
        state: isRight ? 'ok' : 'failed',
        ...(!isRight && {
          detail:
            holders.length === 0
              ? 'No account has it. The script adds it.'
              : `Held by ${holders.join(' and ')}. One account must have it.`,
        }),
      }),
    ),
    {
      name: 'The password is right',
      state: password.outcome === 'right' ? 'ok' : 'failed',
      ...(password.outcome !== 'right' && { detail: password.text || 'It was not tried.' }),
    },
  ]
}
