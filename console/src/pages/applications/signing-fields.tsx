import { Select } from '@mantine/core'
import type { SettingSchema } from '../../../../src/config/setting-schema.ts'
import { usePermission } from '../../api/session.tsx'
import { isRecord } from '../../api/settings-values.ts'
import { type Collection, useResource } from '../../api/use-api.ts'
import { SchemaField, type SettingsFormState } from '../../parts/schema-fields.tsx'

interface KeyRow {
  readonly id: string
  readonly name: string
  readonly expiresAt: string
}

/** The algorithm, and the key where it is not the default one. */
export function SigningFields({ form, schema }: { form: SettingsFormState; schema: SettingSchema }) {
  const keys = useResource<Collection<KeyRow>>('/keys', { enabled: usePermission('keys.read') })
  const mayChange = usePermission('settings.change')
  const signing = form.values.idpSigning
  const key = isRecord(signing) && isRecord(signing.key) ? String(signing.key.id) : ''
  const listed = keys.data?.body._embedded.keys ?? []
  const names = listed.map(({ id, name, expiresAt }) => ({
    value: id,
    label: `${name}, until ${expiresAt.slice(0, 10)}`,
  }))
  const unlisted = key !== '' && !listed.some(({ id }) => id === key) ? [{ value: key, label: key }] : []
  const algorithm = schema.properties.idpSigning?.properties.algorithm
  return (
    <>
      {algorithm && (
        <SchemaField form={form} schema={algorithm} path="idpSigning.algorithm" title="Signature algorithm" />
      )}
      <Select
        label="Signing key"
        description="The default key rolls over by itself; one that is named here stays until you name another."
        data={[{ value: '', label: 'The default key' }, ...names, ...unlisted]}
        value={key}
        onChange={(id) =>
          form.setFieldValue('idpSigning', {
            ...(isRecord(signing) ? signing : {}),
            key: id === null || id === '' ? undefined : { id },
          })
        }
        error={form.errors['idpSigning.key.id'] ?? form.errors['idpSigning.key']}
        allowDeselect={false}
        disabled={!mayChange}
        styles={{ wrapper: { maxWidth: 420 } }}
      />
    </>
  )
}
