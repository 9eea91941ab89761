import { Radio, Stack, Textarea, TextInput } from '@mantine/core'
import type { Role } from '../../../../../src/config/roles.ts'
import { roleChoices } from '../../../parts/role-names.ts'

export interface ClientValues {
  readonly name: string
  readonly description: string
  readonly role: Role
}

export interface ClientFieldsProps {
  readonly values: ClientValues
  readonly onChange: (values: ClientValues) => void
  readonly isReadOnly?: boolean
}

export function ClientFields({ values, onChange, isReadOnly = false }: ClientFieldsProps) {
  const { name, description, role } = values
  return (
    <Stack>
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => onChange({ ...values, name: event.currentTarget.value })}
        readOnly={isReadOnly}
        required
        data-autofocus
      />
      <Textarea
        label="Description"
        description="What it is for, and who looks after it."
        value={description}
        onChange={(event) => onChange({ ...values, description: event.currentTarget.value })}
        readOnly={isReadOnly}
        autosize
      />
      <Radio.Group label="Role" value={role} onChange={(value) => onChange({ ...values, role: value as Role })}>
        <Stack gap="xs" mt="xs">
          {roleChoices.map((choice) => (
            <Radio key={choice.value} {...choice} disabled={isReadOnly} />
          ))}
        </Stack>
      </Radio.Group>
    </Stack>
  )
}

/** As the API takes them. */
export function clientBody({ name, description, role }: ClientValues, enabled = true) {
  return { name, role, enabled, ...(description !== '' && { description }) }
}
