import {
  Box,
  Button,
  ColorInput,
  FileButton,
  Grid,
  Group,
  Image,
  Input,
  SegmentedControl,
  Select,
  Stack,
  Text,
} from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SettingSchema } from '../../../../src/config/setting-schema.ts'
import { callApi } from '../../api/request.ts'
import { usePermission } from '../../api/session.tsx'
import { withoutEmpty } from '../../api/settings-values.ts'
import { useResource } from '../../api/use-api.ts'
import { schemaAt, useSettingsSchema } from '../../api/use-settings-schema.ts'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { SchemaFields, type SettingsFormState, type SettingValues } from '../../parts/schema-fields.tsx'
import { Section } from '../../parts/section.tsx'
import { SettingsForm } from '../../parts/settings-form.tsx'
import { styleNonce } from '../../style-nonce.ts'
import { SettingsFrame } from './settings-frame.tsx'

/** How the pages for users look, beside the sign-in page as it would be. */
export default function Branding() {
  const schema = useSettingsSchema()
  const stored = useResource<SettingValues>('/settings/branding')
  return (
    <SettingsFrame title="Branding" intro="What people see when they sign in or prove a second factor." width="full">
      <Loaded query={schema} what="the settings">
        {(whole) => (
          <Loaded query={stored} what="the branding">
            {(answer) => (
              <SettingsForm
                path="/settings/branding"
                base="branding"
                schema={schemaAt(whole, 'branding')}
                stored={answer}
              >
                {(form) => <FormAndPreview form={form} schema={schemaAt(whole, 'branding')} />}
              </SettingsForm>
            )}
          </Loaded>
        )}
      </Loaded>
    </SettingsFrame>
  )
}

function FormAndPreview({ form, schema }: { form: SettingsFormState; schema: SettingSchema }) {
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Section>
          <SchemaFields form={form} schema={schema} only={['organisationName']} />
          <Logo form={form} schema={schema} />
          <ColorInput
            label="Accent colour"
            description={schema.properties.accentColour?.description}
            {...form.getInputProps('accentColour')}
            swatches={['#1f5fbf', '#0b6e4f', '#7a3e9d', '#b3261e', '#8a4b08', '#37474f']}
            swatchesPerRow={6}
            styles={{ wrapper: { maxWidth: 220 } }}
            eyeDropperButtonProps={{ 'aria-label': 'Take a colour from the screen' }}
          />
          <SchemaFields
            form={form}
            schema={schema}
            without={['organisationName', 'logo', 'accentColour', 'defaultLanguage']}
          />
          <Select
            label="Default language"
            description={schema.properties.defaultLanguage?.description}
            data={languages}
            allowDeselect={false}
            {...form.getInputProps('defaultLanguage')}
            styles={{ wrapper: { maxWidth: 220 } }}
          />
        </Section>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Preview values={form.values} schema={schema} />
      </Grid.Col>
    </Grid>
  )
}

/** A data: address of this length is what the page may carry. */
const logoBytes = 12 * 1024

function Logo({ form, schema }: { form: SettingsFormState; schema: SettingSchema }) {
  const { value, error } = form.getInputProps('logo')
  const disabled = !usePermission('settings.change')
  const take = async (file: File | null): Promise<void> => {
    if (file === null) return
    if (file.size > logoBytes) {
      form.setFieldError(
        'logo',
        `The file has ${Math.ceil(file.size / 1024)} KB; at most 12 KB are taken. Make it smaller, or use SVG.`,
      )
      return
    }
    form.setFieldValue('logo', await dataAddressOf(file))
  }
  return (
    <Input.Wrapper label="Logo" description={schema.properties.logo?.description} error={error} labelElement="div">
      <Group mt={6}>
        {typeof value === 'string' && value !== '' && (
          <Image src={value} alt="The logo" h={40} w="auto" maw={160} fit="contain" />
        )}
        <FileButton
          onChange={(file) => void take(file)}
          accept="image/png,image/svg+xml,image/webp,image/gif,image/jpeg"
          disabled={disabled}
        >
          {(button) => (
            <Button {...button} variant="default" size="xs" disabled={disabled}>
              Choose an image
            </Button>
          )}
        </FileButton>
        {value && (
          <Button
            variant="subtle"
            color="red"
            size="xs"
            disabled={disabled}
            onClick={() => form.setFieldValue('logo', '')}
          >
            Remove
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  )
}

function dataAddressOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

const languages = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
  { value: 'fr', label: 'Français' },
  { value: 'es', label: 'Español' },
]

function Preview({ values, schema }: { values: SettingValues; schema: SettingSchema }) {
  const [language, setLanguage] = useState('en')
  const [branding] = useDebouncedValue(withoutEmpty(values, schema), 300)
  const page = useQuery({
    queryKey: ['branding preview', language, branding],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const path = '/settings/branding/preview'
      return (await callApi<{ html: string }>({ method: 'POST', path, body: { branding, language }, signal })).body.html
    },
  })
  return (
    <Section
      title="Preview"
      actions={
        <SegmentedControl size="xs" data={languages} value={language} onChange={setLanguage} aria-label="Language" />
      }
    >
      <Stack gap="sm">
        {page.isError && <ErrorNotice error={page.error} />}
        {page.data && (
          <Box
            component="iframe"
            title="The sign-in page as it would be"
            // No script, no forms: a picture of the page. Its styles need the nonce of ours.
            sandbox=""
            srcDoc={page.data.replaceAll('nonce="preview"', `nonce="${styleNonce}"`).replaceAll(' autofocus', '')}
            w="100%"
            h={620}
            bd="1px solid var(--joinery-line)"
            style={{ borderRadius: 8, colorScheme: 'normal' }}
          />
        )}
        <Text size="xs" c="dimmed">
          The page follows the light or dark colours of each user's device. What is shown here is not saved until you
          save it.
        </Text>
      </Stack>
    </Section>
  )
}
