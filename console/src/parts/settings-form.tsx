import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconLock } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Problem } from '../../../src/config/problem.ts'
import { settingChanges } from '../../../src/config/setting-changes.ts'
import type { SettingSchema } from '../../../src/config/setting-schema.ts'
import { type Answer, ApiError, callApi } from '../api/request.ts'
import { usePermission } from '../api/session.tsx'
import { fieldErrors, withoutEmpty } from '../api/settings-values.ts'
import { queryClient, refresh, useChange } from '../api/use-api.ts'
import { DiffTable } from './diff-table.tsx'
import { ErrorNotice } from './error-notice.tsx'
import { notifyDone } from './notify.ts'
import { SaveAnyway } from './save-anyway.tsx'
import { SaveBar } from './save-bar.tsx'
import { SchemaFields, type SettingsFormState, type SettingValues } from './schema-fields.tsx'

export interface SettingsFormProps {
  /** Where it is read and written: `/settings/sessions`, `/applications/m365`. */
  readonly path: string
  /** Where the object stands in the document of settings: `sessions`, `applications/m365`. */
  readonly base: string
  readonly schema: SettingSchema
  /** As it was read. */
  readonly stored: Answer<SettingValues>
  readonly permission?: string
  readonly without?: readonly string[]
  readonly titles?: Readonly<Record<string, string>>
  /** Left out: an input for each setting of the schema. */
  readonly children?: (form: SettingsFormState) => ReactNode
}

/** A form over one object of the settings: refused changes are explained at their fields, changes of others are not overwritten unseen. */
export function SettingsForm(props: SettingsFormProps) {
  const { path, base, schema, stored, permission = 'settings.change', without, titles, children } = props
  const mayChange = usePermission(permission)
  const form = useForm<SettingValues>({
    mode: 'controlled',
    initialValues: withoutFrame(stored.body),
    enhanceGetInputProps,
  })
  const [etag, setEtag] = useState(stored.etag)
  const [theirs, setTheirs] = useState<Answer<SettingValues>>()
  const change = useChange<SettingValues, SettingValues>({ method: 'PUT', path, stale: [path, '/settings', '/audit'] })

  function enhanceGetInputProps() {
    return { disabled: !mayChange }
  }
  const take = ({ body, etag: readEtag }: Answer<SettingValues>): void => {
    const values = withoutFrame(body)
    form.setInitialValues(values)
    form.setValues(values)
    form.clearErrors()
    setEtag(readEtag)
  }
  const showErrors = (errors: Record<string, string>): void => {
    form.setErrors(errors)
    const [first] = Object.keys(errors)
    if (first !== undefined) form.getInputNode(first)?.focus()
  }
  const save = async (values: SettingValues, over = etag, waive?: string): Promise<void> => {
    setTheirs(undefined)
    try {
      const sent = withoutEmpty(values, schema) as SettingValues
      take(await change.mutateAsync({ body: sent, etag: over, query: { waive } }))
      notifyDone('Saved. It is in force now.')
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.status === 412) setTheirs(await callApi<SettingValues>({ path }))
      else showErrors(fieldErrors(error.problems, base, values))
    }
  }
  return (
    <form onSubmit={form.onSubmit((values) => save(values))} noValidate>
      <Stack gap="md">
        {!mayChange && (
          <Alert color="gray" icon={<IconLock size={18} />}>
            Your role may look at these settings, and not change them.
          </Alert>
        )}
        {children ? children(form) : <SchemaFields schema={schema} form={form} without={without} titles={titles} />}
        {change.isError && theirs === undefined && <ErrorNotice error={change.error} />}
        <SaveAnyway
          error={change.error}
          isBusy={change.isPending}
          onSave={(waive) => void save(form.values, etag, waive)}
        />
        <Warnings answer={change.data} />
      </Stack>
      <SaveBar
        isDirty={form.isDirty()}
        isSaving={change.isPending}
        onDiscard={() => {
          form.reset()
          form.clearErrors()
          change.reset()
        }}
      />
      <ChangedMeanwhile
        theirs={theirs}
        mine={form.values}
        onClose={() => setTheirs(undefined)}
        onTakeTheirs={async (answer) => {
          take(answer)
          change.reset()
          setTheirs(undefined)
          await refresh(queryClient, [path])
        }}
        onKeepMine={(answer) => save(form.values, answer.etag)}
      />
    </form>
  )
}

interface ChangedMeanwhileProps {
  readonly theirs: Answer<SettingValues> | undefined
  readonly mine: SettingValues
  readonly onClose: () => void
  readonly onTakeTheirs: (theirs: Answer<SettingValues>) => Promise<void>
  readonly onKeepMine: (theirs: Answer<SettingValues>) => Promise<void>
}

function ChangedMeanwhile({ theirs, mine, onClose, onTakeTheirs, onKeepMine }: ChangedMeanwhileProps) {
  return (
    <Modal
      opened={theirs !== undefined}
      onClose={onClose}
      title="Somebody else changed this meanwhile"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {theirs && (
        <Stack>
          <Text size="sm">Nothing of yours was saved yet. These are the differences between theirs and yours:</Text>
          <DiffTable
            changes={settingChanges(withoutFrame(theirs.body), mine)}
            beforeTitle="Theirs, in force"
            afterTitle="Yours"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => void onTakeTheirs(theirs)} data-autofocus>
              Take theirs
            </Button>
            <Button color="red" onClick={() => void onKeepMine(theirs)}>
              Save yours over theirs
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

/** An answer's own parts are no settings. */
function withoutFrame(body: SettingValues): SettingValues {
  const { _links, _embedded, joinery, ...values } = body
  return values
}

/** What the checks have to say of settings that were taken. */
function Warnings({ answer }: { answer: Answer<unknown> | undefined }) {
  const problems = problemsOf(answer?.body)
  if (problems.length === 0) return null
  return (
    <Alert color="yellow" title="Saved, with warnings">
      {problems.map(({ path, reason, fix }) => (
        <Text size="sm" key={`${path} ${reason}`}>
          {path}: {reason}; {fix}
        </Text>
      ))}
    </Alert>
  )
}

function problemsOf(body: unknown): readonly Problem[] {
  const joinery: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'joinery') : undefined
  const problems: unknown =
    typeof joinery === 'object' && joinery !== null ? Reflect.get(joinery, 'problems') : undefined
  return Array.isArray(problems) ? problems : []
}
