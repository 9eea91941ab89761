import { Alert, Button, Code, Fieldset, Group, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { LookupTestAnswer } from '../../../../../src/admin/gateways/lookup-test-routes.ts'
import { usePermission } from '../../../api/session.tsx'
import { useChange } from '../../../api/use-api.ts'
import { CodeBlock } from '../../../parts/code-block.tsx'
import { ErrorNotice } from '../../../parts/error-notice.tsx'
import { StatusBadge } from '../../../parts/status-badge.tsx'

export interface FilterTesterProps {
  /** Of the gateway in the API. */
  readonly path: string
  readonly gateway: Record<string, unknown>
  readonly userType: Record<string, unknown>
}

/** Tries the user type as it stands in the form on the live directory. */
export function FilterTester({ path, gateway, userType }: FilterTesterProps) {
  const mayTest = usePermission('settings.change')
  const [identifier, setIdentifier] = useState('')
  const test = useChange<object, LookupTestAnswer>({ method: 'POST', path: `${path}/lookupTests`, stale: [] })
  if (!mayTest) return null
  const name = identifier.trim()
  const run = (): void => {
    if (name !== '') test.mutate({ body: { identifier: name, userType, gateway: { ...gateway, userTypes: [] } } })
  }
  return (
    <Fieldset legend="Filter tester">
      <Stack>
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Identifier"
            description={
              userType.account === 'device'
                ? 'A computer as its ticket names it: WS01$.'
                : 'What a user would type: an account name, a UPN, a mail address.'
            }
            value={identifier}
            onChange={(event) => setIdentifier(event.currentTarget.value)}
            onKeyDown={(event) => {
              // Enter must not send the form around it.
              if (event.key !== 'Enter') return
              event.preventDefault()
              run()
            }}
            spellCheck={false}
            autoComplete="off"
          />
          <Button
            variant="default"
            leftSection={<IconSearch size={16} />}
            loading={test.isPending}
            disabled={name === ''}
            onClick={run}
          >
            Try
          </Button>
        </Group>
        {test.isError && <ErrorNotice error={test.error} />}
        {test.data && <Result {...test.data.body} />}
      </Stack>
    </Fieldset>
  )
}

function Result({ filter, base, found, links, profile, problems }: LookupTestAnswer) {
  const [entry] = found
  return (
    <Stack>
      <Text size="sm" className="long-text">
        <StatusBadge
          status={found.length === 1 ? 'good' : 'bad'}
          label={found.length === 1 ? 'exactly one entry' : found.length === 0 ? 'nobody' : 'several entries'}
        />{' '}
        under {base}, by <Code>{filter}</Code>
      </Text>
      {problems.map(({ code, means, fix }) => (
        <Alert key={code} color="yellow" title={code}>
          <Text size="sm" className="long-text">
            {means}
          </Text>
          <Text size="sm">{fix}</Text>
        </Alert>
      ))}
      {found.map(({ dn }) => (
        <Text key={dn} size="sm" fw={550} className="long-text">
          {dn}
        </Text>
      ))}
      {links.length > 0 && <Links links={links} />}
      {profile && (
        <div>
          <Text size="sm" fw={550}>
            The profile it maps to
          </Text>
          <CodeBlock text={JSON.stringify(profile, undefined, 2)} what="the profile" />
        </div>
      )}
      {found.length === 1 && entry && <Attributes attributes={entry.attributes} />}
    </Stack>
  )
}

function Links({ links }: { links: LookupTestAnswer['links'] }) {
  const first = links.find(({ matches }) => matches === 1)
  return (
    <Stack gap={6} component="ol" p={0} m={0} style={{ listStyle: 'none' }} aria-label="User link attributes">
      {links.map((link, index) => (
        <li key={link.attribute}>
          <Group gap="xs">
            <Text size="sm" fw={550}>
              {index + 1}. {link.attribute}
            </Text>
            {link.matches === undefined ? (
              <StatusBadge status="neutral" label="empty" />
            ) : (
              <StatusBadge
                status={link.matches === 1 ? 'good' : 'warning'}
                label={link === first ? 'one: this is used' : link.matches === 1 ? 'one' : 'several'}
              />
            )}
          </Group>
          <Text size="sm" c="dimmed" className="long-text">
            {link.value}
          </Text>
        </li>
      ))}
    </Stack>
  )
}

function Attributes({ attributes }: { attributes: Readonly<Record<string, readonly string[]>> }) {
  return (
    <Table aria-label="Attributes that were read" variant="vertical" layout="fixed">
      <Table.Tbody>
        {Object.entries(attributes).map(([name, values]) => (
          <Table.Tr key={name}>
            <Table.Th w="40%" className="long-text">
              {name}
            </Table.Th>
            <Table.Td className="long-text">{values.join(', ')}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
