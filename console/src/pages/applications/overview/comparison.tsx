import { Alert, Button, Code, Group, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { KeptComparison } from '../../../../../src/admin/federation/federation-routes.ts'
import { ApiError } from '../../../api/request.ts'
import { usePermission } from '../../../api/session.tsx'
import { useChange, useResource } from '../../../api/use-api.ts'
import { ErrorNotice } from '../../../parts/error-notice.tsx'
import { RelativeTime } from '../../../parts/relative-time.tsx'
import { Section } from '../../../parts/section.tsx'
import { type Status, StatusBadge } from '../../../parts/status-badge.tsx'

type Property = KeptComparison['properties'][number]

const looks: Readonly<Record<Property['state'], { readonly status: Status; readonly label: string }>> = {
  equal: { status: 'good', label: 'equal' },
  fits: { status: 'neutral', label: 'works too' },
  differs: { status: 'bad', label: 'differs' },
  missing: { status: 'warning', label: 'missing' },
}

/** What Entra has, as somebody pastes it, beside what it should have. The last paste is kept: Home judges by it. */
export function Comparison({ base, domainName }: { base: string; domainName: string }) {
  const path = `${base}/federationSettings`
  const mayKeep = usePermission('settings.change')
  const [text, setText] = useState('')
  const kept = useResource<KeptComparison>(path)
  const keep = useChange<{ text: string }, KeptComparison>({ method: 'PUT', path, stale: [path, '/road'] })
  const compare = useChange<{ text: string }, Omit<KeptComparison, 'pastedAt' | 'pastedBy'>>({
    method: 'POST',
    path: `${path}/comparison`,
    stale: [],
  })
  const { mutate, error, isPending } = mayKeep ? keep : compare
  const shown = (mayKeep ? keep.data?.body : compare.data?.body) ?? kept.data?.body
  const isNever = kept.error instanceof ApiError && kept.error.status === 404
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    mutate({ body: { text } })
  }
  return (
    <Section
      title="Compare with Entra"
      intro={
        <>
          Run{' '}
          <Code className="long-text">Get-MgDomainFederationConfiguration -DomainId '{domainName}' | Format-List</Code>{' '}
          and paste all that it prints. JSON of Graph and the output of the old MSOnline module are read, too.
        </>
      }
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Textarea
            label="What Entra has"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={4}
            maxRows={12}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8rem' } }}
          />
          <Group>
            <Button type="submit" loading={isPending} disabled={text.trim() === ''}>
              Compare
            </Button>
            {mayKeep && (
              <Text size="xs" c="dimmed">
                The settings that are read from it are kept; nothing else of the text is.
              </Text>
            )}
          </Group>
        </Stack>
      </form>
      {error && <ErrorNotice error={error} />}
      {!isNever && kept.error && <ErrorNotice error={kept.error} />}
      {shown && <Compared shown={shown} />}
    </Section>
  )
}

const verdicts = {
  equal: { color: 'green', title: 'Entra has what it should have' },
  warning: { color: 'yellow', title: 'It works, with something to know' },
  differs: { color: 'red', title: 'Something must change in Entra' },
} as const

function Compared({ shown }: { shown: Omit<KeptComparison, 'pastedAt' | 'pastedBy'> & Partial<KeptComparison> }) {
  const { color, title } = verdicts[shown.verdict]
  return (
    <Stack gap="md">
      <Alert color={color} variant="light" title={title} role="status">
        {shown.pastedAt && (
          <Text size="sm">
            As pasted by {shown.pastedBy} <RelativeTime at={shown.pastedAt} />.
          </Text>
        )}
      </Alert>
      <Stack component="ul" gap={0} m={0} p={0} aria-label="Properties compared" style={{ listStyle: 'none' }}>
        {shown.properties.map((one) => (
          <PropertyRow key={one.property} one={one} />
        ))}
      </Stack>
    </Stack>
  )
}

function PropertyRow({ one }: { one: Property }) {
  const { property, state, ours, theirs, why, finding, fix } = one
  const { status, label } = looks[state]
  return (
    <Stack component="li" gap={4} py="sm" className="long-text" style={{ borderTop: '1px solid var(--joinery-line)' }}>
      <Group gap="sm">
        <StatusBadge status={status} label={label} />
        <Text fw={600}>{property}</Text>
      </Group>
      <Text size="sm">{theirs ?? 'nothing'}</Text>
      {state !== 'equal' && ours !== undefined && (
        <Text size="sm">
          <b>Should be:</b> {ours}
        </Text>
      )}
      {(state === 'differs' || state === 'missing') && (
        <Text size="sm" c="dimmed">
          {finding !== '' && (/[.!?]$/.test(finding) ? finding : `${finding}.`)} {why}
        </Text>
      )}
      {fix.map(({ where, text }) => (
        <Text key={where + text} size="xs">
          <b>{where}:</b> {where.includes('PowerShell') ? <Code>{text}</Code> : text}
        </Text>
      ))}
    </Stack>
  )
}
