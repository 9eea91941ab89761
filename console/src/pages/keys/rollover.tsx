import { Button, Group, Select, Stack, Stepper, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import type { KeyResource } from '../../../../src/admin/keys/key-resource.ts'
import type { RolloverResource } from '../../../../src/admin/keys/rollover-resource.ts'
import { usePermission } from '../../api/session.tsx'
import { type Collection, useChange, useResource } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { notifyDone } from '../../parts/notify.ts'
import { absoluteTime } from '../../parts/relative-time.tsx'
import { ScriptBlock } from '../../parts/script-block.tsx'
import { Section } from '../../parts/section.tsx'
import { DomainProofs } from './domain-proofs.tsx'
import { ProveForm } from './prove-form.tsx'

/** The step each stage stands at; while it is proved whether Entra knows, one may look back at how it is told. */
const stepOf = { steady: 0, proving: 1, proved: 3, overlap: 4 } as const
const steps = [
  { label: 'Make', description: 'the next key' },
  { label: 'Tell Entra', description: 'its certificate' },
  { label: 'Prove', description: 'that Entra has it' },
  { label: 'Switch', description: 'to the next key' },
  { label: 'Clean up', description: 'or go back' },
] as const

/** The default key's roll-over, step by step. */
export function Rollover({ rollover }: { rollover: RolloverResource }) {
  const isNarrow = useMediaQuery('(max-width: 62em)')
  const reached = stepOf[rollover.stage]
  const [step, setStep] = useState<number>(reached)
  useEffect(() => setStep(reached), [reached])
  const furthest = rollover.stage === 'proving' ? 2 : reached
  const mayLookBack = rollover.stage === 'proving' || rollover.stage === 'proved'
  return (
    <Section title="Replace the signing key" actions={<CallOff rollover={rollover} />}>
      <Stepper
        active={step}
        size="sm"
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        onStepClick={(next) => mayLookBack && next >= 1 && next <= furthest && setStep(next)}
      >
        {steps.map(({ label, description }, index) => (
          <Stepper.Step
            key={label}
            label={label}
            description={description}
            allowStepSelect={mayLookBack && index >= 1 && index <= furthest}
            aria-current={index === step ? 'step' : undefined}
          />
        ))}
      </Stepper>
      {step === 0 && <MakeStep rollover={rollover} />}
      {step === 1 && <TellStep rollover={rollover} onDone={() => setStep(2)} />}
      {step === 2 && <ProveStep rollover={rollover} />}
      {step === 3 && <SwitchStep rollover={rollover} />}
      {step === 4 && <CleanUpStep rollover={rollover} />}
    </Section>
  )
}

function MakeStep({ rollover }: { rollover: RolloverResource }) {
  const mayChange = usePermission('keys.change')
  const [keyId, setKeyId] = useState<string | null>(null)
  const { data } = useResource<Collection<KeyResource>>('/keys')
  const available = (data?.body._embedded.keys ?? []).filter(({ state }) => state === 'available')
  const start = useChange<{ keyId?: string }>({ method: 'POST', path: '/keys/rollover', stale: ['/keys'] })
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm" maw={720}>
        No roll-over is under way. Ahead of the end of the certificate the next key is made by itself, unless that is
        switched off in the settings; you can begin earlier. The next certificate is published beside the present one,
        which goes on signing.
      </Text>
      {mayChange && (
        <>
          {available.length > 0 && (
            <Select
              label="Which key"
              value={keyId}
              onChange={setKeyId}
              placeholder="Make a new one"
              clearable
              clearButtonProps={{ 'aria-label': 'Make a new one' }}
              data={available.map(({ id, name }) => ({ value: id, label: name }))}
              w={{ base: '100%', sm: 320 }}
            />
          )}
          <Button
            loading={start.isPending}
            onClick={() =>
              start.mutate(
                { body: keyId === null ? {} : { keyId } },
                { onSuccess: () => notifyDone('The next key is published.') },
              )
            }
          >
            {keyId === null ? 'Make the next key' : 'Take it as the next key'}
          </Button>
        </>
      )}
      {start.error && <ErrorNotice error={start.error} />}
      <WhatEntraHas rollover={rollover} />
    </Stack>
  )
}

/** Whether Entra holds the certificate at all: worth a look beside any roll-over, and the way out of an alarm. */
function WhatEntraHas({ rollover }: { rollover: RolloverResource }) {
  const [isOpen, setOpen] = useState(false)
  const mayChange = usePermission('keys.change')
  return (
    <Stack gap="sm" w="100%">
      <DomainProofs rollover={rollover} />
      {mayChange && rollover.domains.length > 0 && !isOpen && (
        <Group>
          <Button variant="default" size="xs" onClick={() => setOpen(true)}>
            Check what Entra has
          </Button>
        </Group>
      )}
      {isOpen && <ProveForm domains={rollover.domains.map(({ domainName }) => domainName)} />}
    </Stack>
  )
}

function TellStep({ rollover, onDone }: { rollover: RolloverResource; onDone: () => void }) {
  const told = rollover.domains.flatMap(({ domainName, script }) => (script ? [{ domainName, script }] : []))
  return (
    <Stack gap="lg">
      <Text size="sm" maw={720}>
        Joinery has no account in Entra, so you tell it: run this for every federated domain. From then on Entra takes
        tokens of both keys. Entra also reads the published metadata by itself, but only near the end of a certificate;
        do not rely on it.
      </Text>
      {told.map(({ domainName, script }) => (
        <ScriptBlock
          key={domainName}
          script={{
            title: `${script.title}: ${domainName}`,
            fileName: script.fileName,
            text: script.text,
            where: `Needs ${script.needs}`,
            does: [script.about],
            undo: script.undo,
          }}
        />
      ))}
      <Group>
        <Button onClick={onDone}>I have run it</Button>
      </Group>
    </Stack>
  )
}

function ProveStep({ rollover }: { rollover: RolloverResource }) {
  return (
    <Stack gap="lg">
      <ProveForm domains={rollover.domains.map(({ domainName }) => domainName)} />
      <DomainProofs rollover={rollover} />
    </Stack>
  )
}

function SwitchStep({ rollover }: { rollover: RolloverResource }) {
  const mayChange = usePermission('keys.change')
  const [isAsked, setAsked] = useState(false)
  const change = useChange({ method: 'POST', path: '/keys/rollover/switch', stale: ['/keys'] })
  return (
    <Stack gap="lg">
      <Text size="sm" maw={720}>
        Entra holds the next certificate for every domain. It may take Entra a while to hand a change to all its
        servers.{' '}
        {rollover.switchesAt
          ? `The switch happens by itself at ${absoluteTime(rollover.switchesAt)}.`
          : 'The switch waits for you.'}
      </Text>
      <DomainProofs rollover={rollover} />
      {mayChange && (
        <Group>
          <Button onClick={() => setAsked(true)}>Switch now</Button>
        </Group>
      )}
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title="Switch to the next key?"
        action="Switch"
        color="joint"
        onConfirm={async () => {
          await change.mutateAsync({ body: undefined })
          notifyDone('The next key signs from now on.')
        }}
      >
        Every token from now on is signed with the next key. You can go back as long as the old key is published.
      </ConfirmDialog>
    </Stack>
  )
}

function CleanUpStep({ rollover }: { rollover: RolloverResource }) {
  const mayChange = usePermission('keys.change')
  const [asked, setAsked] = useState<'undo' | 'retire'>()
  const undo = useChange({ method: 'POST', path: '/keys/rollover/undo', stale: ['/keys'] })
  const retire = useChange({ method: 'POST', path: `/keys/${rollover.previous ?? ''}/retire`, stale: ['/keys'] })
  const close = (): void => setAsked(undefined)
  return (
    <Stack gap="lg">
      <Text size="sm" maw={720}>
        The new key signs. The old certificate is published still
        {rollover.overlapEndsAt ? `, until it retires by itself at ${absoluteTime(rollover.overlapEndsAt)}` : ''}. If
        sign-ins fail now, go back. Leave the old certificate in Entra until then.
      </Text>
      <WhatEntraHas rollover={rollover} />
      {mayChange && (
        <Group>
          <Button variant="default" onClick={() => setAsked('undo')}>
            Go back to the old key
          </Button>
          <Button variant="default" color="red" onClick={() => setAsked('retire')}>
            Retire the old key now
          </Button>
        </Group>
      )}
      <ConfirmDialog
        isOpen={asked === 'undo'}
        onClose={close}
        title="Go back to the old key?"
        action="Go back"
        onConfirm={async () => {
          await undo.mutateAsync({ body: undefined })
          notifyDone('The old key signs again.')
        }}
      >
        The old key signs again from now on, and the new one is the next again. Entra must hold the old certificate
        still.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'retire'}
        onClose={close}
        title="Retire the old key?"
        action="Retire the old key"
        onConfirm={async () => {
          await retire.mutateAsync({ body: undefined })
          notifyDone('The old key is retired.')
        }}
      >
        Its certificate is published no more, and the switch cannot be undone any more.
      </ConfirmDialog>
    </Stack>
  )
}

function CallOff({ rollover }: { rollover: RolloverResource }) {
  const mayChange = usePermission('keys.change')
  const [isAsked, setAsked] = useState(false)
  const retire = useChange({ method: 'POST', path: `/keys/${rollover.next ?? ''}/retire`, stale: ['/keys'] })
  if (!mayChange || rollover.next === null) return null
  return (
    <>
      <Button size="xs" variant="subtle" color="red" onClick={() => setAsked(true)}>
        Call it off
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title="Call the roll-over off?"
        action="Retire the next key"
        onConfirm={async () => {
          await retire.mutateAsync({ body: undefined })
          notifyDone('The roll-over is called off.')
        }}
      >
        The next key is retired and published no more. The present key goes on signing. That Entra knows the next
        certificate already does no harm.
      </ConfirmDialog>
    </>
  )
}
