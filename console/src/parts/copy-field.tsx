import { TextInput } from '@mantine/core'
import { CopyButton } from './copy-button.tsx'

export interface CopyFieldProps {
  readonly label: string
  readonly value: string
  readonly description?: string
}

/** A value to be used elsewhere: an address, an issuer. */
export function CopyField({ label, value, description }: CopyFieldProps) {
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
      rightSection={<CopyButton value={value} what={label} />}
      styles={{
        input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 'var(--mantine-font-size-xs)' },
      }}
    />
  )
}
