import { Radio, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { KnownClaim } from '../../../../../src/admin/settings/claim-routes.ts'

export interface NameFormatInputProps {
  readonly claim: KnownClaim | undefined
  /** Empty: the default of the attribute. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: string | undefined
}

/** The formats that Entra is known to take, and any other URI. */
export function NameFormatInput({ claim, value, onChange, error }: NameFormatInputProps) {
  const formats = claim?.formats ?? []
  const [isOther, setOther] = useState(value !== '' && !formats.includes(value))
  if (claim?.name === 'Subject')
    return (
      <Text size="sm" c="dimmed">
        The format of Subject is the <i>Subject NameIdentifier Format</i> under Configuration.
      </Text>
    )
  if (claim === undefined)
    return (
      <TextInput
        label="NameFormat"
        description="The namespace of the claim, a URI. Entra reads no claim of this name: it is for whoever else does."
        placeholder="http://schemas.example.com/claims"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        required
      />
    )
  return (
    <Stack gap="xs">
      <Radio.Group
        label="NameFormat"
        description={`The namespace of the claim. Entra finds ${claim.name} in ${formats.length === 1 ? 'this one only' : 'these only'}.`}
        value={isOther ? 'other' : value === '' ? 'default' : value}
        onChange={(chosen) => {
          setOther(chosen === 'other')
          if (chosen !== 'other') onChange(chosen === 'default' ? '' : chosen)
        }}
        error={isOther ? undefined : error}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="default" label="Default" description={formats[0]} styles={longText} />
          {formats.map((format) => (
            <Radio key={format} value={format} label={format} styles={longText} />
          ))}
          <Radio value="other" label="Another URI" />
        </Stack>
      </Radio.Group>
      {isOther && (
        <TextInput
          aria-label="Another NameFormat"
          placeholder="http://"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error}
          data-autofocus
        />
      )}
    </Stack>
  )
}

const longText = { label: { overflowWrap: 'anywhere' }, description: { overflowWrap: 'anywhere' } } as const
