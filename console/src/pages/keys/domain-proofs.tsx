import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { RolloverResource } from '../../../../src/admin/keys/rollover-resource.ts'
import { usePermission } from '../../api/session.tsx'
import { useChange } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { notifyDone } from '../../parts/notify.ts'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { type Status, StatusBadge } from '../../parts/status-badge.tsx'

type Domain = RolloverResource['domains'][number]

const verdicts: Readonly<
  Record<Domain['verdict'], { status: Status; next: string; previous: string; active: string }>
> = {
  proved: {
    status: 'good',
    next: 'Entra has the next certificate',
    previous: 'Entra has the old certificate',
    active: 'Entra has the certificate',
  },
  overridden: {
    status: 'warning',
    next: 'On the word of an owner',
    previous: 'On the word of an owner',
    active: 'On the word of an owner',
  },
  missing: {
    status: 'neutral',
    next: 'Not shown yet',
    previous: 'Not shown since the switch',
    active: 'Not shown yet',
  },
  refuted: {
    status: 'bad',
    next: 'Entra lacks the next certificate',
    previous: 'Entra lacks the old certificate',
    active: 'Entra lacks the certificate',
  },
}

/** Each federated domain: whether Entra holds the certificate there, and what shows it. */
export function DomainProofs({ rollover }: { rollover: RolloverResource }) {
  const { domains, next, previous } = rollover
  const which = next !== null ? 'next' : previous !== null ? 'previous' : 'active'
  if (domains.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No application signs with this key, so there is nothing to prove.
      </Text>
    )
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {domains.map((domain) => (
        <Paper withBorder p="sm" radius="sm" key={domain.applicationId} component="li">
          <Group justify="space-between" gap="xs">
            <Text fw={550} size="sm">
              {domain.domainName}
            </Text>
            <StatusBadge status={verdicts[domain.verdict].status} label={verdicts[domain.verdict][which]} />
          </Group>
          <Group justify="space-between" gap="xs" align="flex-end">
            <Evidence evidence={domain.evidence} />
            {which === 'next' && <Override domain={domain} />}
          </Group>
        </Paper>
      ))}
    </Stack>
  )
}

function Evidence({ evidence }: { evidence: Domain['evidence'] }) {
  if (evidence === null) return null
  return (
    <Text size="xs" c="dimmed" className="long-text">
      {evidence.recordedBy}, <RelativeTime at={evidence.takenAt} />: {evidence.statement}
    </Text>
  )
}

/** For owners, who answer for it. */
function Override({ domain }: { domain: Domain }) {
  const mayOverride = usePermission('keys.override')
  const [isAsked, setAsked] = useState(false)
  const change = useChange<{ applicationId: string; sentence: string }>({
    ...{ method: 'POST', path: '/keys/rollover/override', stale: ['/keys'] },
  })
  const { applicationId, domainName, overrideSentence: sentence, verdict } = domain
  if (!mayOverride || verdict === 'proved' || verdict === 'overridden') return null
  return (
    <>
      <Button size="compact-xs" variant="subtle" color="red" onClick={() => setAsked(true)}>
        Go on without proof
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={`Go on without proof for ${domainName}?`}
        action="Take it on my word"
        typed={sentence}
        onConfirm={async () => {
          await change.mutateAsync({ body: { applicationId, sentence } })
          notifyDone('Taken on your word, and written down.')
        }}
      >
        If Entra does not hold the next certificate, every sign-in and every join of {domainName} fails after the
        switch. Your name is kept with this.
      </ConfirmDialog>
    </>
  )
}
