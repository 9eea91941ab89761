import { Button, Group, SegmentedControl, Select, SimpleGrid, Text } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Rehearsal } from '../../../../src/admin/activity/rehearsal-schema.ts'
import { usePermission } from '../../api/session.tsx'
import { type Collection, useChange, useResource } from '../../api/use-api.ts'
import { AccountInput } from '../../parts/account-input.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { Section } from '../../parts/section.tsx'

export interface WantedRehearsal {
  readonly kind: Rehearsal['kind']
  readonly computer: string
  readonly user?: string | undefined
  readonly applicationId?: string | undefined
}

/** Starts one and leads to it. */
export function useStartRehearsal() {
  const navigate = useNavigate()
  const change = useChange<WantedRehearsal, Rehearsal>({ method: 'POST', path: '/rehearsals', stale: ['/rehearsals'] })
  return {
    ...change,
    start: (body: WantedRehearsal) =>
      change.mutate({ body }, { onSuccess: ({ body: made }) => void navigate(`/rehearse/${made.id}`) }),
  }
}

export function NewRehearsal() {
  const [kind, setKind] = useState<Rehearsal['kind']>('join')
  const [computer, setComputer] = useState('')
  const [user, setUser] = useState('')
  const [applicationId, setApplicationId] = useState<string | null>(null)
  const { start, isPending, error } = useStartRehearsal()
  const isSignIn = kind === 'signIn'
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    start({
      kind,
      computer: computer.trim(),
      ...(isSignIn && { user: user.trim() }),
      ...(applicationId && { applicationId }),
    })
  }
  return (
    <Section
      title="New rehearsal"
      intro="The tickets come by the service account's own right (S4U2Self), so that no password of the computer or the person is needed."
    >
      <form onSubmit={submit}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" maw={820}>
          <div style={{ gridColumn: '1 / -1' }}>
            <Text size="sm" fw={500} mb={4} id="kind-label">
              What
            </Text>
            <SegmentedControl
              aria-labelledby="kind-label"
              value={kind}
              onChange={(value) => setKind(value === 'signIn' ? 'signIn' : 'join')}
              data={[
                { value: 'join', label: 'Join' },
                { value: 'signIn', label: 'Join, then sign in' },
              ]}
            />
          </div>
          <AccountInput
            kind="computer"
            label="Computer"
            description="How its name in Active Directory begins."
            value={computer}
            onChange={setComputer}
          />
          {isSignIn && (
            <AccountInput
              kind="user"
              label="Who signs in"
              description="The user principal name, as whoami /upn prints it."
              value={user}
              onChange={setUser}
            />
          )}
          <ApplicationSelect value={applicationId} onChange={setApplicationId} />
          <Group style={{ gridColumn: '1 / -1' }}>
            <Button
              type="submit"
              leftSection={<IconPlayerPlay size={16} />}
              loading={isPending}
              disabled={computer.trim() === '' || (isSignIn && !user.includes('@'))}
            >
              Rehearse
            </Button>
          </Group>
        </SimpleGrid>
      </form>
      {error && <ErrorNotice error={error} />}
    </Section>
  )
}

interface NamedApplication {
  readonly id: string
  readonly name: string
}

/** Only where there is a choice. */
function ApplicationSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const enabled = usePermission('settings.read')
  const { data } = useResource<Collection<NamedApplication>>('/applications', { enabled })
  const applications = data?.body._embedded.applications ?? []
  if (applications.length < 2) return null
  return (
    <Select
      label="Application"
      description="Left out, the first."
      value={value}
      onChange={onChange}
      clearable
      data={applications.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
