import {
  ActionIcon,
  Button,
  Checkbox,
  Fieldset,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { SettingSchema } from '../../../src/config/setting-schema.ts'
import { titleOf } from '../api/settings-values.ts'

/** Values of settings as the API writes them. */
export type SettingValues = Record<string, unknown>
export type SettingsFormState = UseFormReturnType<SettingValues>

export interface SchemaFieldsProps {
  /** Of an object. */
  readonly schema: SettingSchema
  readonly form: SettingsFormState
  /** Of the object within the form: '' or `staySignedIn`. */
  readonly path?: string
  /** Only these, in this order; left out, all in the order of the schema. */
  readonly only?: readonly string[]
  /** What the page shows in a way of its own. */
  readonly without?: readonly string[]
  /** Instead of the names in words. */
  readonly titles?: Readonly<Record<string, string>>
}

/** An input for every setting of the schema, with its explanation and its default: what the schema gains, the console shows. */
export function SchemaFields({ schema, form, path = '', only, without = [], titles = {} }: SchemaFieldsProps) {
  const names = (only ?? Object.keys(schema.properties)).filter((name) => !without.includes(name))
  return (
    <Stack gap="md">
      {names.map((name) => {
        const field = schema.properties[name]
        if (field === undefined) return null
        const at = path === '' ? name : `${path}.${name}`
        return <SchemaField key={name} schema={field} form={form} path={at} title={titles[name] ?? titleOf(name)} />
      })}
    </Stack>
  )
}

interface FieldProps {
  readonly schema: SettingSchema
  readonly form: SettingsFormState
  readonly path: string
  readonly title: string
}

export function SchemaField(props: FieldProps) {
  const { schema, form, path, title } = props
  if (schema.kind === 'object')
    return (
      <Fieldset legend={title}>
        {schema.description && (
          <Text size="xs" c="dimmed" mb="sm">
            {schema.description}
          </Text>
        )}
        <SchemaFields schema={schema} form={form} path={path} />
      </Fieldset>
    )
  if (schema.kind === 'list')
    return schema.items?.kind === 'object' ? <ObjectList {...props} /> : <TextList {...props} />
  return <SimpleField {...props} />
}

function SimpleField({ schema, form, path, title }: FieldProps) {
  const shared = {
    label: title,
    description: descriptionOf(schema),
    withAsterisk: schema.required,
    ...form.getInputProps(path, { type: schema.kind === 'switch' ? 'checkbox' : 'input' }),
  }
  if (schema.kind === 'switch') return <Switch {...shared} />
  const widest = Math.max(0, ...(schema.choices ?? []).map((choice) => String(choice).length))
  if (schema.choices !== undefined)
    return (
      <Select
        {...shared}
        value={form.getInputProps(path).value ?? null}
        data={schema.choices.map((choice) => ({ value: String(choice), label: choiceTitle(String(choice)) }))}
        allowDeselect={!schema.required && schema.default === undefined}
        checkIconPosition="right"
        styles={{ wrapper: { maxWidth: widest > 40 ? 640 : 420 } }}
      />
    )
  if (schema.kind === 'number')
    return (
      <NumberInput
        {...shared}
        value={form.getInputProps(path).value ?? ''}
        min={schema.minimum}
        max={schema.maximum}
        clampBehavior="none"
        allowDecimal={false}
        styles={{ wrapper: { maxWidth: 160 } }}
      />
    )
  if (schema.secret)
    return (
      <PasswordInput
        {...shared}
        value={shared.value ?? ''}
        autoComplete="new-password"
        styles={{ wrapper: { maxWidth: widest > 40 ? 640 : 420 } }}
      />
    )
  const value = String(shared.value ?? '')
  if (value.length > 90) return <Textarea {...shared} value={value} autosize maxRows={6} />
  return <TextInput {...shared} value={value} />
}

function TextList({ schema, form, path, title }: FieldProps) {
  const { items } = schema
  const input = form.getInputProps(path)
  const values: readonly unknown[] = Array.isArray(input.value) ? input.value : []
  const errors = values.flatMap((_, index) => form.errors[`${path}.${index}`] ?? [])
  if (items?.choices !== undefined)
    return (
      <Checkbox.Group
        label={title}
        description={descriptionOf(schema)}
        {...input}
        value={values.map(String)}
        error={input.error ?? errors[0]}
      >
        <Group mt="xs">
          {items.choices.map((choice) => (
            <Checkbox key={String(choice)} value={String(choice)} label={choiceTitle(String(choice))} />
          ))}
        </Group>
      </Checkbox.Group>
    )
  return (
    <TagsInput
      label={title}
      description={descriptionOf(schema)}
      placeholder={values.length === 0 ? 'Type one, then press Enter' : undefined}
      {...input}
      value={values.map(String)}
      error={input.error ?? errors[0]}
      acceptValueOnBlur
      splitChars={[',', ' ']}
    />
  )
}

function ObjectList({ schema, form, path, title }: FieldProps) {
  const { items } = schema
  if (items === undefined) return null
  const entries: readonly unknown[] = valueAt(form, path)
  const one = title.replace(/s$/, '')
  return (
    <Fieldset legend={title}>
      <Stack gap="md">
        {schema.description && (
          <Text size="xs" c="dimmed">
            {schema.description}
          </Text>
        )}
        {entries.map((_, index) => (
          <Fieldset key={form.key(`${path}.${index}`)} legend={`${one} ${index + 1}`}>
            <Group justify="flex-end" mb={-12}>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={`Remove ${one} ${index + 1}`}
                onClick={() => form.removeListItem(path, index)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
            <SchemaFields schema={items} form={form} path={`${path}.${index}`} />
          </Fieldset>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem(path, {})}
          style={{ alignSelf: 'flex-start' }}
        >
          Add
        </Button>
      </Stack>
    </Fieldset>
  )
}

function valueAt(form: SettingsFormState, path: string): readonly unknown[] {
  const { value } = form.getInputProps(path)
  return Array.isArray(value) ? value : []
}

function descriptionOf({ description = '', default: byItself, kind, choices, items }: SettingSchema): string {
  const words = inWords(description, choices ?? items?.choices ?? [])
  const isShown = byItself !== undefined && byItself !== '' && !(Array.isArray(byItself) && byItself.length === 0)
  if (!isShown || kind === 'object') return words
  const word = (value: unknown): string => ((choices ?? items?.choices) ? choiceTitle(String(value)) : String(value))
  const shown = Array.isArray(byItself) ? byItself.map(word).join(', ') : word(byItself)
  return `${words} Default: ${kind === 'switch' ? (byItself ? 'on' : 'off') : shown}.`.trim()
}

/** Explanations name the choices as they are written; the inputs beside them show words. */
function inWords(description: string, choices: readonly unknown[]): string {
  const named = (text: string, choice: string): string =>
    text.replace(new RegExp(`(?<![\\w-])${choice}(?=[:,])`, 'g'), choiceTitle(choice))
  return choices
    .map(String)
    .filter((choice) => /^\w+$/.test(choice))
    .reduce(named, description)
}

/** Words of ours in words; what the outside calls so stays as it is. */
function choiceTitle(choice: string): string {
  return /^[a-z]+([A-Z][a-z]+)*$/.test(choice) && choice.length > 2 ? titleOf(choice) : choice
}
