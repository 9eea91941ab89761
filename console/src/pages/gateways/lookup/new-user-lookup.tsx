import {
  ActionIcon,
  Autocomplete,
  Button,
  Fieldset,
  Group,
  Input,
  Paper,
  Select,
  Stack,
  TextInput,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { SettingSchema } from '../../../../../src/config/setting-schema.ts'
import { usePermission } from '../../../api/session.tsx'
import { isRecord } from '../../../api/settings-values.ts'
import { type Collection, useResource } from '../../../api/use-api.ts'
import { SchemaField, type SettingsFormState } from '../../../parts/schema-fields.tsx'

export interface NewUserLookupProps {
  readonly form: SettingsFormState
  /** Of `newUserLookup`. */
  readonly schema: SettingSchema
  readonly path: string
}

/** How an entry not seen before is found, which population it joins, and what of it becomes the profile. */
export function NewUserLookup({ form, schema, path }: NewUserLookupProps) {
  const { ldapFilterPattern } = schema.properties
  return (
    <Fieldset legend="New users: filter and mapping">
      <Stack>
        {ldapFilterPattern && (
          <SchemaField
            form={form}
            schema={ldapFilterPattern}
            path={`${path}.ldapFilterPattern`}
            title="LDAP filter pattern"
          />
        )}
        <Population form={form} path={`${path}.population`} />
        <Mappings form={form} path={`${path}.attributeMappings`} />
      </Stack>
    </Fieldset>
  )
}

interface FieldProps {
  readonly form: SettingsFormState
  readonly path: string
}

function Population({ form, path }: FieldProps) {
  const mayChange = usePermission('settings.change')
  const { data } = useResource<Collection<{ id: string; name: string }>>('/populations', { query: { limit: 500 } })
  const { value } = form.getInputProps(path)
  const id: unknown = isRecord(value) ? value.id : undefined
  return (
    <Select
      label="Population"
      description="The population its profiles belong to; populations are made under Directory."
      placeholder="None"
      clearable
      disabled={!mayChange}
      data={(data?.body._embedded.populations ?? []).map((one) => ({ value: one.id, label: one.name }))}
      value={typeof id === 'string' ? id : null}
      onChange={(chosen) => form.setFieldValue(path, chosen === null ? undefined : { id: chosen })}
      error={form.errors[path] ?? form.errors[`${path}.id`]}
      styles={{ wrapper: { maxWidth: 420 } }}
    />
  )
}

function Mappings({ form, path }: FieldProps) {
  const mayChange = usePermission('settings.change')
  const { data } = useResource<Collection<{ name: string }>>('/schemas/user/attributes', { query: { limit: 500 } })
  const names = (data?.body._embedded.attributes ?? []).map(({ name }) => name)
  const { value } = form.getInputProps(path)
  const rows: readonly unknown[] = Array.isArray(value) ? value : []
  return (
    <Input.Wrapper
      label="Attribute mappings"
      description="Profile attribute from LDAP attribute, as ${ldapAttributes.mail}; username must be among them."
      error={form.errors[path]}
      labelElement="div"
    >
      <Stack gap={6} mt="xs">
        {rows.map((row, index) => {
          const name = isRecord(row) ? String(row.name ?? '') : ''
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name while it is being written
            <Paper key={index} withBorder p={6}>
              <Group gap="xs" wrap="nowrap" align="flex-start">
                <Group gap="xs" flex={1} grow preventGrowOverflow={false}>
                  <Autocomplete
                    aria-label={`Profile attribute ${index + 1}`}
                    data={names}
                    miw={140}
                    size="xs"
                    {...form.getInputProps(`${path}.${index}.name`)}
                  />
                  <TextInput
                    aria-label={`Value of ${name || index + 1}`}
                    miw={180}
                    size="xs"
                    {...form.getInputProps(`${path}.${index}.value`)}
                  />
                </Group>
                <ActionIcon
                  variant="subtle"
                  color="red"
                  disabled={!mayChange}
                  aria-label={`Remove the mapping of ${name || index + 1}`}
                  onClick={() => form.removeListItem(path, index)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
            </Paper>
          )
        })}
        {mayChange && (
          <Group>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              onClick={() => form.insertListItem(path, { name: '', value: '' })}
            >
              Add a mapping
            </Button>
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  )
}
