import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import type { Explanation } from '../../../../src/doctor/explain-code.ts'
import { ApiError } from '../../api/request.ts'
import { useResource } from '../../api/use-api.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { useFilter } from '../../parts/resource-table.tsx'
import { Section } from '../../parts/section.tsx'

/** A code in words; the code stands in the address, so that other pages lead here. */
export function ExplainCode() {
  const [code, setCode] = useFilter('code')
  const [typed, setTyped] = useState(code)
  useEffect(() => setTyped(code), [code])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setCode(typed.trim())
  }
  return (
    <Section
      title="A code in words"
      intro="An AADSTS number, an HRESULT or NTSTATUS, an event id, a Kerberos error, a code of Joinery, or an endpoint such as usernamemixed."
    >
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm" wrap="nowrap">
          <TextInput
            label="Code"
            placeholder="AADSTS51004"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            style={{ flex: 1 }}
            spellCheck={false}
          />
          <Button type="submit" variant="default" disabled={typed.trim() === ''}>
            Explain
          </Button>
        </Group>
      </form>
      {code !== '' && <Explained code={code} />}
    </Section>
  )
}

function Explained({ code }: { code: string }) {
  const read = useResource<{ readonly explanations: readonly Explanation[] }>(`/codes/${encodeURIComponent(code)}`)
  if (read.error instanceof ApiError && read.error.status === 404)
    return <Text size="sm">{code} is not known here. Paste the whole output: it may hold a code that says more.</Text>
  return (
    <Loaded query={read} what="the code">
      {({ body }) => (
        <Stack gap="md">
          {body.explanations.map((explanation) => (
            <Meaning key={`${explanation.whose} ${explanation.code} ${explanation.phase}`} explanation={explanation} />
          ))}
        </Stack>
      )}
    </Loaded>
  )
}

function Meaning({ explanation }: { explanation: Explanation }) {
  const { code, name, whose, phase, meaning, remedy, collect, sources } = explanation
  return (
    <Stack gap={4}>
      <Text fw={600} className="long-text">
        {[code, name].filter((part) => part !== '').join(' · ')}
      </Text>
      <Text size="xs" c="dimmed">
        {whose}
        {phase && `, phase ${phase}`}
      </Text>
      <Text size="sm" className="long-text">
        {meaning}
      </Text>
      <Text size="sm" className="long-text">
        <Text span fw={600} size="sm">
          What to do:{' '}
        </Text>
        {remedy || `no remedy is known; collect ${collect}`}
      </Text>
      <Text size="xs" c="dimmed" className="long-text">
        Known from{' '}
        {sources.map(({ title, url }, index) => (
          <span key={title}>
            {index > 0 && ', '}
            {url ? (
              <Anchor href={url} target="_blank" rel="noreferrer" size="xs">
                {title}
              </Anchor>
            ) : (
              title
            )}
          </span>
        ))}
      </Text>
    </Stack>
  )
}
