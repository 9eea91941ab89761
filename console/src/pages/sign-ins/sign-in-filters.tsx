import { Button, Checkbox, Collapse, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconFilter, IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useFilter } from '../../parts/resource-table.tsx'
import { outcomeLooks } from './outcome-badge.tsx'
import { filterNames, ranges } from './use-sign-in-query.ts'

const moreNames = ['code', 'stage', 'applicationId', 'remoteAddress', 'requestId', 'from', 'until', 'steps']
const stageNames = ['accept', 'authenticate', 'lookup', 'map', 'mint', 'reply']

/** The usual ones in sight, the others one click away; open when one of them is set. */
export function SignInFilters() {
  const [parameters, setParameters] = useSearchParams()
  const [isOpen, setOpen] = useState(() => moreNames.some((name) => parameters.has(name)))
  const [when, setWhen] = useFilter('when')
  const [outcome, setOutcome] = useFilter('outcome')
  const [stage, setStage] = useFilter('stage')
  const [steps, setSteps] = useFilter('steps')
  const isFiltered = [...filterNames, 'when', 'steps'].some((name) => parameters.has(name))
  const clear = (): void =>
    setParameters(new URLSearchParams(parameters.has('live') ? { live: 'on' } : {}), { replace: true })
  return (
    <Stack gap="sm" component="search" aria-label="Filters">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        <TextFilter name="principal" label="Who" placeholder="how the name begins" />
        <Select
          label="Outcome"
          placeholder="any"
          clearable
          value={outcome || null}
          onChange={(value) => setOutcome(value ?? '')}
          data={Object.entries(outcomeLooks).map(([value, { label }]) => ({ value, label }))}
        />
        <Select
          label="When"
          placeholder="any time"
          clearable
          value={when || null}
          onChange={(value) => setWhen(value ?? '')}
          data={Object.entries(ranges).map(([value, { label }]) => ({ value, label }))}
        />
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <Button
            variant="default"
            leftSection={<IconFilter size={16} />}
            onClick={() => setOpen(!isOpen)}
            aria-expanded={isOpen}
            aria-label={isOpen ? 'Fewer filters' : 'More filters'}
          >
            {isOpen ? 'Fewer' : 'More'}
          </Button>
          {isFiltered && (
            <Button variant="subtle" leftSection={<IconX size={16} />} onClick={clear}>
              Clear
            </Button>
          )}
        </Group>
      </SimpleGrid>
      <Collapse expanded={isOpen}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
          <TextFilter name="code" label="Code" placeholder="AUTHENTICATE_CLOCK_SKEW" />
          <Select
            label="Stage that ended it"
            placeholder="any"
            clearable
            value={stage || null}
            onChange={(value) => setStage(value ?? '')}
            data={stageNames}
          />
          <TextFilter name="remoteAddress" label="From address" placeholder="10.1.2.3" />
          <TextFilter
            name="requestId"
            label="Trace id or client request id"
            placeholder="from an error page or Windows"
          />
          <TextFilter name="applicationId" label="Application" placeholder="its id" />
          <TimeFilter name="from" label="From" />
          <TimeFilter name="until" label="Until" />
          <Checkbox
            label="Steps that only asked for more"
            checked={steps === 'on'}
            onChange={(event) => setSteps(event.currentTarget.checked ? 'on' : '')}
            style={{ alignSelf: 'end' }}
          />
        </SimpleGrid>
      </Collapse>
    </Stack>
  )
}

/** Taken up when the typing pauses. */
function TextFilter({ name, label, placeholder }: { name: string; label: string; placeholder: string }) {
  const [value, setValue] = useFilter(name)
  const [typed, setTyped] = useState(value)
  const take = useDebouncedCallback((text: string) => setValue(text.trim()), 350)
  useEffect(() => setTyped(value), [value])
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      leftSection={name === 'principal' ? <IconSearch size={16} /> : undefined}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        take(event.currentTarget.value)
      }}
      spellCheck={false}
    />
  )
}

/** In the zone of the reader; in the address as the API takes it. */
function TimeFilter({ name, label }: { name: string; label: string }) {
  const [value, setValue] = useFilter(name)
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={value === '' ? '' : localTime(new Date(value))}
      onChange={({ currentTarget }) =>
        setValue(currentTarget.value === '' ? '' : new Date(currentTarget.value).toISOString())
      }
    />
  )
}

function localTime(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
