import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ProofAnswer } from '../../../../src/admin/keys/rollover-resource.ts'
import { usePermission } from '../../api/session.tsx'
import { useChange } from '../../api/use-api.ts'
import { CodeBlock } from '../../parts/code-block.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { notifyDone } from '../../parts/notify.ts'

/** Takes what Entra printed of its settings. */
export function ProveForm({ domains }: { domains: readonly string[] }) {
  const mayChange = usePermission('keys.change')
  const [text, setText] = useState('')
  const [taken, setTaken] = useState('')
  const change = useChange<{ text: string; takenAt?: string }, ProofAnswer>({
    ...{ method: 'POST', path: '/keys/rollover/proofs', stale: ['/keys'] },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const takenAt = taken === '' ? {} : { takenAt: new Date(taken).toISOString() }
    change.mutate(
      { body: { text, ...takenAt } },
      { onSuccess: () => [setText(''), setTaken(''), notifyDone('Read and kept as evidence.')] },
    )
  }
  const command = domains.map((domain) => `Get-MgDomainFederationConfiguration -DomainId ${domain} | Format-List`)
  return (
    <Stack gap="sm">
      <Text size="sm" maw={720}>
        Show Joinery which certificates Entra has: run this in PowerShell, and paste all that it prints.
      </Text>
      <CodeBlock text={command.join('\n')} what="the command" />
      {mayChange && (
        <form onSubmit={submit}>
          <Stack gap="sm" maw={820}>
            <Textarea
              label="What it printed"
              placeholder={'ActiveSignInUri : https://…\nDisplayName     : …'}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              minRows={6}
              maxRows={16}
              autosize
              spellCheck={false}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
            />
            <TextInput
              type="datetime-local"
              label="When was it printed?"
              description="Left empty: just now. Of the last 24 hours."
              value={taken}
              onChange={(event) => setTaken(event.currentTarget.value)}
              w={{ base: '100%', sm: 260 }}
            />
            {change.error && <ErrorNotice error={change.error} />}
            <Group>
              <Button type="submit" loading={change.isPending} disabled={text.trim() === ''}>
                Check it
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Stack>
  )
}
