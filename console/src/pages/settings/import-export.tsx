import { Alert, Button, Checkbox, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Problem } from '../../../../src/config/problem.ts'
import type { SettingChange } from '../../../../src/config/setting-changes.ts'
import { ApiError, callApi } from '../../api/request.ts'
import { usePermission } from '../../api/session.tsx'
import { CodeEditor } from '../../parts/code-editor.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { DiffTable } from '../../parts/diff-table.tsx'
import { DownloadButton } from '../../parts/download-button.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { notifyDone } from '../../parts/notify.ts'
import { ProblemList } from '../../parts/problem-list.tsx'
import { Section } from '../../parts/section.tsx'
import { SettingsFrame } from './settings-frame.tsx'

/** All settings as one document: out as a file, in only after a look at what would change. */
export default function ImportExport() {
  const mayChange = usePermission('settings.change')
  return (
    <SettingsFrame
      title="Import and export"
      intro="The same document that joinery config export and joinery config apply use. Secrets are never in it: those that are stored stay."
      width="full"
    >
      <Section
        title="Export"
        intro="Everything that can be set, as YAML, in an order that does not change: two exports of the same settings are the same text."
        actions={<DownloadButton label="Export" fileName="joinery-settings.yaml" content={readYaml} />}
      >
        <Text size="sm">Keep it beside your other configuration to review changes before they are applied.</Text>
      </Section>
      {mayChange && <Import />}
    </SettingsFrame>
  )
}

async function readYaml(): Promise<string> {
  return (await callApi<string>({ path: '/settings', accept: 'application/yaml' })).body
}

interface Plan {
  /** Of the settings it was made against. */
  readonly etag?: string | undefined
  readonly version: number
  readonly refused: boolean
  readonly problems: readonly Problem[]
  readonly changes: readonly SettingChange[]
}

function Import() {
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [waived, setWaived] = useState<readonly string[]>([])
  const [plan, setPlan] = useState<Plan>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const send = (isDryRun: boolean, waive: readonly string[], etag: string | undefined) =>
    callApi<Plan>({
      method: 'PUT',
      path: '/settings',
      etag,
      query: { dryRun: isDryRun, waive: waive.join(',') },
      body: new Blob([text], { type: 'application/yaml' }),
    })
  const edit = (value: string): void => {
    setText(value)
    setPlan(undefined)
    setError(undefined)
  }
  const look = async (waive = waived): Promise<void> => {
    setBusy(true)
    setError(undefined)
    setWaived(waive)
    try {
      const { etag } = await callApi({ path: '/settings' })
      setPlan({ ...(await send(true, waive, etag)).body, etag })
    } catch (failure) {
      setPlan(undefined)
      setError(failure)
    }
    setBusy(false)
  }
  const problems = plan?.problems ?? (error instanceof ApiError ? error.problems : [])
  return (
    <Section
      title="Import"
      intro="Paste a document or choose a file. Nothing is changed until you have seen the differences and applied them."
    >
      <CodeEditor
        label="Settings, YAML"
        value={text}
        onChange={edit}
        minHeight={180}
        maxHeight={420}
        placeholder={'lockout:\n  mode: logOnly'}
        marks={problems.flatMap(({ line, severity, reason, fix }) =>
          line === undefined
            ? []
            : [{ line, severity: severity === 'note' ? ('info' as const) : severity, message: `${reason}; ${fix}` }],
        )}
      />
      <Group>
        <Button onClick={() => void look()} loading={isBusy} disabled={text.trim() === ''}>
          See what would change
        </Button>
        <FileButton onChange={(file) => void file?.text().then(edit)} accept=".yaml,.yml,application/yaml">
          {(button) => (
            <Button {...button} variant="default" leftSection={<IconUpload size={16} />}>
              Choose a file
            </Button>
          )}
        </FileButton>
        <Button variant="subtle" onClick={() => void readYaml().then(edit)}>
          Begin with what is in force
        </Button>
      </Group>
      {error !== undefined && <ErrorNotice error={error} />}
      {plan && (
        <Stack>
          <ProblemList problems={plan.problems} />
          <Waivers problems={plan.problems} waived={waived} onChange={(waive) => void look(waive)} />
          {!(plan.refused && plan.changes.length === 0) && (
            <DiffTable changes={plan.changes} beforeTitle="In force" afterTitle="In this document" />
          )}
          {plan.refused ? (
            <Alert color="red">It would be refused: mend the errors above first.</Alert>
          ) : (
            plan.changes.length > 0 && (
              <Group>
                <Button onClick={() => setAsking(true)}>Apply {countOf(plan.changes.length)}</Button>
              </Group>
            )
          )}
        </Stack>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title="Apply this document?"
        action="Apply"
        color="joint"
        onConfirm={async () => {
          // What was shown is what is applied, or nothing: somebody else may have changed the settings since.
          await send(false, waived, plan?.etag)
          await client.invalidateQueries()
          edit('')
          notifyDone('Applied. The settings are in force.')
        }}
      >
        {countOf(plan?.changes.length ?? 0)} come into force at once, and what is not in the document is taken away.
        History has the way back.
      </ConfirmDialog>
    </Section>
  )
}

interface WaiversProps {
  readonly problems: readonly Problem[]
  readonly waived: readonly string[]
  readonly onChange: (waived: readonly string[]) => void
}

/** Errors that may be taken on purpose: Joinery can run with them, Entra or Windows will refuse. */
function Waivers({ problems, waived, onChange }: WaiversProps) {
  const checks = [...new Set([...problems.filter(({ waivable }) => waivable).map(({ check }) => check), ...waived])]
  if (checks.length === 0) return null
  return (
    <Checkbox.Group label="Take these on purpose" value={[...waived]} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {checks.map((check) => (
          <Checkbox key={check} value={check} label={check} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}

function countOf(changes: number): string {
  return changes === 1 ? '1 change' : `${changes} changes`
}
