import {
  Autocomplete,
  Button,
  Code,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { KnownClaim } from '../../../../../src/admin/settings/claim-routes.ts'
import type { Application, AttributeMapping } from '../../../../../src/config/application.ts'
import { usePermission } from '../../../api/session.tsx'
import { useChange } from '../../../api/use-api.ts'
import { DialogButtons } from '../../../parts/dialog-buttons.tsx'
import { notifyDone } from '../../../parts/notify.ts'
import { Waiting } from '../../../parts/waiting.tsx'
import { MappingTest } from './mapping-test.tsx'
import { type MappingValue, readValue, type ValueKind, writeValue } from './mapping-value.ts'
import { NameFormatInput } from './name-format-input.tsx'
import { type MappingResource, mappingsPath, settingOf } from './use-mappings.ts'

const ValueEditor = lazy(() => import('./value-editor.tsx'))

export interface MappingDialogProps {
  readonly application: Application
  readonly mappings: readonly MappingResource[]
  readonly claims: readonly KnownClaim[]
  /** undefined: a new one. */
  readonly mapping: MappingResource | undefined
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function MappingDialog({ isOpen, onClose, ...rest }: MappingDialogProps) {
  const title = rest.mapping ? `Mapping of ${rest.mapping.name}` : 'Add a mapping'
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <MappingForm {...rest} onClose={onClose} />
    </Modal>
  )
}

const kinds: readonly { readonly value: ValueKind; readonly label: string }[] = [
  { value: 'expression', label: 'Expression' },
  { value: 'constant', label: 'Constant' },
  { value: 'template', label: 'Text with ${…}' },
]

interface Draft {
  readonly name: string
  readonly nameFormat: string
  readonly value: MappingValue
  readonly required: boolean
  readonly releaseTo: AttributeMapping['releaseTo']
}

function draftOf(mapping: MappingResource | undefined): Draft {
  return {
    name: mapping?.name ?? '',
    nameFormat: mapping?.nameFormat ?? '',
    value: mapping ? readValue(mapping.value) : { kind: 'expression', text: '' },
    required: mapping?.required ?? false,
    releaseTo: mapping?.releaseTo,
  }
}

function mappingOf({ name, nameFormat, value, required, releaseTo }: Draft): AttributeMapping {
  const format = nameFormat.trim()
  return settingOf({
    name: name.trim(),
    value: writeValue(value),
    required,
    releaseTo,
    nameFormat: format === '' ? undefined : format,
  })
}

function MappingForm({ application, mappings, claims, mapping, onClose }: Omit<MappingDialogProps, 'isOpen'>) {
  const [draft, setDraft] = useState(() => draftOf(mapping))
  const set = (change: Partial<Draft>): void => setDraft((now) => ({ ...now, ...change }))
  const path = mappingsPath(application.id)
  const change = useChange<AttributeMapping>({
    method: mapping ? 'PUT' : 'POST',
    path: mapping ? `${path}/${encodeURIComponent(mapping.id)}` : path,
    stale: [path],
  })
  const mayTest = usePermission('people.read')
  const claim = claims.find(({ name }) => name === draft.name.trim())
  const unused = claims.filter(({ name }) => !mappings.some((one) => one.name === name))
  const others = mappings.filter(({ id }) => id !== mapping?.id).map(settingOf)
  const save = async (waive?: string): Promise<void> => {
    await change.mutateAsync({ body: mappingOf(draft), query: { waive } })
    notifyDone(`The mapping of ${draft.name} is in force now.`)
    onClose()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        // What fails is shown below.
        save().catch(() => {})
      }}
    >
      <Stack>
        <Autocomplete
          label="Attribute"
          description={claim?.meaning ?? 'The name of the claim.'}
          data={unused.map(({ name }) => name)}
          value={draft.name}
          onChange={(name) => set({ name })}
          disabled={mapping !== undefined}
          required
          withAsterisk={false}
          data-autofocus={mapping === undefined || undefined}
        />
        {draft.name.trim() !== '' && (
          <NameFormatInput
            key={claim?.name}
            claim={claim}
            value={draft.nameFormat}
            onChange={(nameFormat) => set({ nameFormat })}
          />
        )}
        <ValueField value={draft.value} claim={claim} onChange={(value) => set({ value })} />
        <Group align="flex-start" gap="xl">
          <Select
            label="Goes to"
            description="Who gets the claim."
            w={280}
            data={[
              { value: '', label: 'whoever Entra needs it of' },
              { value: 'everyone', label: 'everyone' },
              { value: 'users', label: 'users' },
              { value: 'devices', label: 'devices' },
            ]}
            value={draft.releaseTo ?? ''}
            onChange={(to) =>
              set({ releaseTo: to === 'everyone' || to === 'users' || to === 'devices' ? to : undefined })
            }
            allowDeselect={false}
          />
          <Switch
            mt={24}
            label="Required"
            description="No token is issued when it yields nothing."
            checked={draft.required}
            onChange={(event) => set({ required: event.currentTarget.checked })}
          />
        </Group>
        {mayTest && draft.name.trim() !== '' && (
          <MappingTest application={application} draft={mappingOf(draft)} others={others} />
        )}
        <DialogButtons
          change={change}
          onClose={onClose}
          onSaveAnyway={(waive) => {
            save(waive).catch(() => {})
          }}
        />
      </Stack>
    </form>
  )
}

interface ValueFieldProps {
  readonly value: MappingValue
  readonly claim: KnownClaim | undefined
  readonly onChange: (value: MappingValue) => void
}

function ValueField({ value, claim, onChange }: ValueFieldProps) {
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          aria-label="Kind of value"
          size="xs"
          data={[...kinds]}
          value={value.kind}
          onChange={(kind) =>
            onChange({ ...value, kind: kinds.find((one) => one.value === kind)?.value ?? 'expression' })
          }
        />
        {claim && writeValue(value) !== claim.usualValue && (
          <Button variant="subtle" size="xs" onClick={() => onChange(readValue(claim.usualValue))}>
            Use the usual value
          </Button>
        )}
      </Group>
      {value.kind === 'constant' ? (
        <TextInput
          label="Value"
          description="The same for everybody."
          value={value.text}
          onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
        />
      ) : (
        <Suspense fallback={<Waiting what="the editor" />}>
          <ValueEditor value={value} onChange={onChange} />
        </Suspense>
      )}
      {claim && (
        <Text size="xs" c="dimmed" className="long-text">
          Right in nearly every environment: <Code>{claim.usualValue}</Code>
        </Text>
      )}
    </Stack>
  )
}
