import { Button, Checkbox, Group, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { FactorAnswer } from '../../../../src/admin/people/factor-routes.ts'
import type { UserAnswer } from '../../../../src/admin/people/user-answer.ts'
import { callApi } from '../../api/request.ts'
import { usePermission } from '../../api/session.tsx'
import { isRecord } from '../../api/settings-values.ts'
import { type Collection, queryClient, useChange, useResource } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { DownloadButton } from '../../parts/download-button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { notifyDone } from '../../parts/notify.ts'
import { PageFrame } from '../../parts/page-frame.tsx'
import { absoluteTime, RelativeTime } from '../../parts/relative-time.tsx'
import { Section } from '../../parts/section.tsx'
import { SessionTable } from './sessions.tsx'

/** All that is kept of one account, and the way to let it go. */
export default function UserPage() {
  const { userId = '' } = useParams()
  const path = `/users/${encodeURIComponent(userId)}`
  const read = useResource<UserAnswer>(path)
  return (
    <Loaded query={read} what="the account">
      {({ body }) => {
        const isDevice = body.joinery.account === 'device'
        const list = isDevice
          ? { title: 'Computers', to: '/directory/computers?where=kept' }
          : { title: 'Users', to: '/directory/users?where=kept' }
        return (
          <PageFrame
            title={nameOf(body)}
            above={[{ title: 'Directory', to: '/directory' }, list]}
            intro={`Kept since ${absoluteTime(body.createdAt)}. Claims come from Active Directory, read fresh at every sign-in.`}
            actions={<Actions path={path} user={body} />}
          >
            <Attributes user={body} />
            {!isDevice && (
              <>
                <SessionsOf path={path} />
                <Factors path={path} />
              </>
            )}
          </PageFrame>
        )
      }}
    </Loaded>
  )
}

/** The username of a device is a GUID. */
function nameOf(user: UserAnswer): string {
  const account = user.password.external.gateway.correlationAttributes.sAMAccountName
  return user.joinery.account === 'device' && account !== undefined ? account : user.username
}

function Attributes({ user }: { user: UserAnswer }) {
  const { password, joinery, environment, createdAt, updatedAt, ...profile } = user
  const { gateway } = password.external
  const rows: readonly (readonly [string, string])[] = [
    ...leaves(profile),
    ['gateway', gateway.id],
    ['user type', gateway.userType.id],
    ['SID', joinery.objectSid],
    ...Object.entries(gateway.correlationAttributes).map(([name, value]) => [`link ${name}`, value] as const),
    ['last changed', absoluteTime(updatedAt)],
  ]
  return (
    <Section title="Profile" intro="What the user type mapped, and the links by which the account is found again.">
      <Table aria-label="Profile" variant="vertical" layout="fixed">
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w="35%" className="long-text">
                {name}
              </Table.Th>
              <Table.Td className="long-text">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  )
}

function leaves(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (isRecord(value))
    return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`))
  return [[path, Array.isArray(value) ? value.join(', ') : String(value)]]
}

function SessionsOf({ path }: { path: string }) {
  return (
    <Section title="Sessions" intro="Browsers in which this person is signed in.">
      <SessionTable path={`${path}/sessions`} isOfOne />
    </Section>
  )
}

interface Factors extends Collection<FactorAnswer> {
  readonly recoveryCodesLeft: number
}

const kinds = { totp: 'App with codes', passkey: 'Passkey' } as const

function Factors({ path }: { path: string }) {
  const mayChange = usePermission('people.change')
  const [isOpen, { open, close }] = useDisclosure()
  const read = useResource<Factors>(`${path}/factors`)
  const reset = useChange({ method: 'DELETE', path: `${path}/factors`, stale: [path] })
  const factors = read.data?.body._embedded.factors ?? []
  return (
    <Section
      title="Second factors"
      actions={
        mayChange &&
        factors.length > 0 && (
          <Button variant="default" color="red" onClick={open}>
            Reset
          </Button>
        )
      }
    >
      <Loaded query={read} what="the second factors">
        {({ body }) =>
          factors.length === 0 ? (
            <Text size="sm" c="dimmed">
              None is set up.
            </Text>
          ) : (
            <Stack gap="xs">
              {factors.map(({ id, kind, label, createdAt, lastUsedAt }) => (
                <Text key={id} size="sm">
                  <b>{kinds[kind]}</b> {label}, set up <RelativeTime at={createdAt} />,{' '}
                  {lastUsedAt ? (
                    <>
                      last used <RelativeTime at={lastUsedAt} />
                    </>
                  ) : (
                    'never used'
                  )}
                </Text>
              ))}
              <Text size="sm" c="dimmed">
                {body.recoveryCodesLeft} recovery codes left.
              </Text>
            </Stack>
          )
        }
      </Loaded>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title="Reset all second factors?"
        action="Reset the second factors"
        onConfirm={async () => {
          await reset.mutateAsync({ body: undefined })
          notifyDone('The second factors are gone, and every session has ended.')
        }}
      >
        For somebody who lost them. Apps, passkeys and recovery codes stop working, and every session ends. At the next
        sign-in new ones are set up: whoever knows the password then can do that, so be sure who asks.
      </ConfirmDialog>
    </Section>
  )
}

function Actions({ path, user }: { path: string; user: UserAnswer }) {
  const mayChange = usePermission('people.change')
  const [isOpen, { open, close }] = useDisclosure()
  const [withSignIns, setWithSignIns] = useState(false)
  const navigate = useNavigate()
  const remove = useChange({ method: 'DELETE', path, stale: [] })
  if (!mayChange) return null
  return (
    <>
      <DownloadButton
        label="Export"
        size="sm"
        fileName={`user-${user.id}.json`}
        content={async () => JSON.stringify((await callApi({ path: `${path}/export` })).body, undefined, 2)}
      />
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={open}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title={`Delete what is kept of ${nameOf(user)}?`}
        action="Delete all of it"
        typed={nameOf(user)}
        onConfirm={async () => {
          await remove.mutateAsync({ body: undefined, query: { signIns: withSignIns } })
          await navigate(user.joinery.account === 'device' ? '/directory/computers' : '/directory/users', {
            replace: true,
          })
          // The lists alone: what lies below the user is gone, and may still be in sight for a moment.
          for (const list of ['/users', '/sessions', '/lockouts', '/populationCounts'])
            await queryClient.invalidateQueries({ queryKey: [list] })
        }}
      >
        <Stack>
          <span>
            Profile, sessions, second factors, counted wrong passwords and familiar networks go, at once and for good.
            The account in Active Directory is not touched: with its next sign-in a new profile is made.
          </span>
          <Group>
            <Checkbox
              label="Its entries in the sign-in log, too"
              checked={withSignIns}
              onChange={(event) => setWithSignIns(event.currentTarget.checked)}
            />
          </Group>
        </Stack>
      </ConfirmDialog>
    </>
  )
}
