import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPlus, IconTags } from '@tabler/icons-react'
import { useState } from 'react'
import { ApiError } from '../../api/request.ts'
import { usePermission } from '../../api/session.tsx'
import { fieldErrors, withoutEmpty } from '../../api/settings-values.ts'
import { useChange } from '../../api/use-api.ts'
import { schemaAt, useSettingsSchema } from '../../api/use-settings-schema.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { DialogButtons } from '../../parts/dialog-buttons.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { type Column, ResourceTable } from '../../parts/resource-table.tsx'
import { SchemaFields, type SettingValues } from '../../parts/schema-fields.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'

interface Attribute {
  readonly id: string
  readonly name: string
  readonly displayName?: string
  readonly description?: string
  readonly type: string
  readonly schemaType: 'CORE' | 'STANDARD' | 'CUSTOM'
  readonly enabled: boolean
  readonly unique: boolean
  readonly multiValued: boolean
}

const path = '/schemas/user/attributes'
const stale = [path, '/settings', '/expressions']

/** The attributes of profiles: those that are built in, and those of this installation. */
export function Attributes() {
  const mayChange = usePermission('settings.change')
  const [edited, setEdited] = useState<Attribute | 'new'>()
  const [deleted, setDeleted] = useState<Attribute>()
  const remove = useChange<string>({ method: 'DELETE', path: (id) => `${path}/${encodeURIComponent(id)}`, stale })
  const columns: readonly Column<Attribute>[] = [
    {
      title: 'Attribute',
      cell: ({ name, displayName }) => (
        <>
          <Text size="sm" fw={550}>
            {displayName ?? name}
          </Text>
          <Text size="xs" c="dimmed">
            {name}
          </Text>
        </>
      ),
    },
    { title: 'Kind', cell: ({ schemaType, type }) => `${kinds[schemaType]}, ${types[type] ?? type}`, isMinor: true },
    {
      title: 'Values',
      cell: ({ multiValued, unique }) => `${multiValued ? 'several' : 'one'}${unique ? ', unique' : ''}`,
    },
    {
      title: 'State',
      cell: ({ enabled }) => <StatusBadge status={enabled ? 'good' : 'neutral'} label={enabled ? 'on' : 'off'} />,
      isMinor: true,
    },
    ...(mayChange
      ? [{ title: 'Change', cell: (row: Attribute) => <RowActions {...{ row, setEdited, setDeleted }} /> }]
      : []),
  ]
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw={760}>
        User types map LDAP attributes to these, and the mappings of applications read them. A custom attribute is
        declared (text, or true and false) or JSON. One value may become several, never the other way round; only text
        can be unique.
      </Text>
      {mayChange && (
        <Group>
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
            Add an attribute
          </Button>
        </Group>
      )}
      <ResourceTable<Attribute>
        path={path}
        list="attributes"
        what="the attributes"
        columns={columns}
        rowKey={({ id }) => id}
        pageSize={300}
        empty={
          <EmptyState icon={IconTags} title="No attribute">
            The built-in attributes are always there.
          </EmptyState>
        }
      />
      <Modal
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited === 'new' ? 'Add an attribute' : 'Change the attribute'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {edited !== undefined && (
          <AttributeForm attribute={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
        )}
      </Modal>
      <ConfirmDialog
        isOpen={deleted !== undefined}
        onClose={() => setDeleted(undefined)}
        title={`Delete ${deleted?.displayName ?? deleted?.name}?`}
        action="Delete the attribute"
        onConfirm={() => remove.mutateAsync({ body: deleted?.id ?? '' })}
      >
        Profiles lose its values with their next sign-in. It is refused while a mapping or an expression uses it.
      </ConfirmDialog>
    </Stack>
  )
}

const kinds = { CORE: 'built in, fixed', STANDARD: 'built in', CUSTOM: 'custom' } as const
const types: Readonly<Record<string, string>> = { STRING: 'text', JSON: 'JSON', BOOLEAN: 'true or false' }

interface RowActionsProps {
  readonly row: Attribute
  readonly setEdited: (row: Attribute) => void
  readonly setDeleted: (row: Attribute) => void
}

function RowActions({ row, setEdited, setDeleted }: RowActionsProps) {
  if (row.schemaType !== 'CUSTOM') return null
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" onClick={() => setEdited(row)} aria-label={`Edit ${row.name}`}>
        Edit
      </Button>
      <Button size="xs" variant="subtle" color="red" onClick={() => setDeleted(row)} aria-label={`Delete ${row.name}`}>
        Delete
      </Button>
    </Group>
  )
}

function AttributeForm({ attribute, onClose }: { attribute: Attribute | undefined; onClose: () => void }) {
  const whole = useSettingsSchema()
  const { id, ...values } = attribute ?? { id: '', name: '', type: 'STRING', enabled: true }
  const form = useForm<SettingValues>({ mode: 'controlled', initialValues: { ...values } })
  const save = useChange<SettingValues>({
    method: attribute ? 'PUT' : 'POST',
    path: attribute ? `${path}/${encodeURIComponent(id)}` : path,
    stale,
  })
  return (
    <Loaded query={whole} what="the settings">
      {(schema) => {
        const fields = schemaAt(schema, 'schemaAttributes')
        const submit = async (typed: SettingValues): Promise<void> => {
          try {
            await save.mutateAsync({ body: withoutEmpty(typed, fields) as SettingValues })
            onClose()
          } catch (error) {
            if (error instanceof ApiError)
              form.setErrors(fieldErrors(error.problems, `schemaAttributes/${typed.name}`, typed))
          }
        }
        return (
          <form onSubmit={form.onSubmit((typed) => void submit(typed))} noValidate>
            <Stack>
              <SchemaFields form={form} schema={fields} without={attribute ? ['name', 'schemaType'] : ['schemaType']} />
              <DialogButtons change={save} onClose={onClose} />
            </Stack>
          </form>
        )
      }}
    </Loaded>
  )
}
