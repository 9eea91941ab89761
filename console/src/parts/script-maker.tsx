import { Button, Collapse, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ListedScript, RenderedScript } from '../../../src/admin/scripts/script-routes.ts'
import { callApi } from '../api/request.ts'
import { type Collection, useResource } from '../api/use-api.ts'
import { ErrorNotice } from './error-notice.tsx'
import { Loaded } from './loaded.tsx'
import { ScriptBlock } from './script-block.tsx'
import { Waiting } from './waiting.tsx'

export interface ScriptMakerProps {
  readonly name: string
  /** Of whose settings the parameters are filled; left out, by `known` alone. */
  readonly applicationId?: string | undefined
  readonly known?: Readonly<Record<string, unknown>>
  readonly isOpen?: boolean
}

/** A script for another system: asks what only the administrator knows, then shows it whole. */
export function ScriptMaker({ name, applicationId, known = {}, isOpen = false }: ScriptMakerProps) {
  const base = applicationId === undefined ? '' : `/applications/${encodeURIComponent(applicationId)}`
  const query = useResource<Collection<ListedScript>>(`${base}/scripts`)
  return (
    <Loaded query={query} what="the script">
      {({ body }) => {
        const listed = body._embedded.scripts?.find((one) => one.name === name)
        return listed && <Filled listed={listed} base={base} known={known} isOpen={isOpen} />
      }}
    </Loaded>
  )
}

interface FilledProps {
  readonly listed: ListedScript
  readonly base: string
  readonly known: Readonly<Record<string, unknown>>
  readonly isOpen: boolean
}

interface Property {
  readonly description?: string
  readonly type?: string
  readonly enum?: readonly string[]
}

function Filled({ listed, base, known, isOpen }: FilledProps) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [tenantId, setTenantId] = useLocalStorage({ key: 'joinery-tenant-id', defaultValue: '' })
  const [isMore, { toggle }] = useDisclosure()
  const properties = propertiesOf(listed)
  const filled = { ...listed.parameters, ...known }
  const asked = listed.missing.filter((name) => known[name] === undefined)
  const optional = Object.keys(properties).filter((name) => !asked.includes(name) && isPlain(properties[name], name))
  const shownValue = (name: string): string =>
    name === 'tenantId' ? tenantId : (typed[name] ?? String(filled[name] ?? ''))
  const set = (name: string, value: string): void =>
    name === 'tenantId' ? setTenantId(value.trim()) : setTyped({ ...typed, [name]: value })
  const field = (name: string) => (
    <TextInput
      key={name}
      label={labelOf(name)}
      description={properties[name]?.description}
      value={shownValue(name)}
      onChange={(event) => set(name, event.currentTarget.value)}
      autoComplete="off"
      spellCheck={false}
    />
  )
  const given = Object.fromEntries(
    [...asked, ...optional].flatMap((name) => (shownValue(name) === '' ? [] : [[name, shownValue(name)]])),
  )
  const isReady = asked.every((name) => shownValue(name) !== '')
  return (
    <Stack gap="sm">
      {asked.length > 0 && <SimpleGrid cols={{ base: 1, sm: 2 }}>{asked.map(field)}</SimpleGrid>}
      {isReady ? (
        <Rendered listed={listed} base={base} parameters={{ ...known, ...given }} isOpen={isOpen} />
      ) : (
        <Text size="sm" c="dimmed">
          {listed.title}: fill in what is missing, and the script is here.
        </Text>
      )}
      {optional.length > 0 && (
        <div>
          <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={isMore}>
            {isMore ? 'Fewer parameters' : 'Change parameters'}
          </Button>
          <Collapse expanded={isMore}>
            <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
              {optional.map(field)}
            </SimpleGrid>
          </Collapse>
        </div>
      )}
    </Stack>
  )
}

interface RenderedProps {
  readonly listed: ListedScript
  readonly base: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly isOpen: boolean
}

function Rendered({ listed, base, parameters, isOpen }: RenderedProps) {
  const { name, title, about, where, needs, undo, fileName } = listed
  const path = `${base}/scripts/${name}`
  const { data, error } = useQuery({
    queryKey: [path, parameters],
    queryFn: ({ signal }) => callApi<RenderedScript>({ method: 'POST', path, body: { parameters }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (error) return <ErrorNotice error={error} />
  if (data === undefined) return <Waiting what="the script" />
  const script = {
    title,
    fileName,
    text: data.body.text,
    where: `${where}. Needs ${needs}`,
    does: about.split(/(?<=[.!?]) /),
    undo,
  }
  return <ScriptBlock script={script} isOpen={isOpen} />
}

function propertiesOf({ schema }: ListedScript): Readonly<Record<string, Property>> {
  const { properties } = schema
  // Made by the API of the script's own schema.
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, Property>) : {}
}

/** What a person may want to type: no lists, no certificates, none of the addresses that are ours. */
function isPlain(property: Property | undefined, name: string): boolean {
  return property?.type === 'string' && !/Certificate$|Uri$|^cloud$/.test(name)
}

const labels: Readonly<Record<string, string>> = {
  tenantId: 'Tenant id',
  targetDn: 'Organisational unit',
  dnsDomain: 'AD domain',
  accountName: 'Account name',
  userPrincipalName: 'User principal name',
  policyName: 'Name of the group policy',
  path: 'OU for the account',
  savedFile: 'Saved file',
  federatedIdpMfaBehavior: 'Second factor',
  displayName: 'Display name',
}

function labelOf(name: string): string {
  return labels[name] ?? `${name[0]?.toUpperCase()}${name.slice(1)}`
}
