import { Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { KnownClaim } from '../../../../../src/admin/settings/claim-routes.ts'
import { useChange } from '../../../api/use-api.ts'
import { DialogButtons } from '../../../parts/dialog-buttons.tsx'
import { notifyDone } from '../../../parts/notify.ts'
import { NameFormatInput } from './name-format-input.tsx'
import { type MappingResource, mappingsPath, settingOf } from './use-mappings.ts'

export interface NameFormatDialogProps {
  readonly applicationId: string
  readonly mapping: MappingResource | undefined
  readonly claim: KnownClaim | undefined
  readonly onClose: () => void
}

/** "Update NameFormat", as people know it. */
export function NameFormatDialog({ mapping, onClose, ...rest }: NameFormatDialogProps) {
  return (
    <Modal
      opened={mapping !== undefined}
      onClose={onClose}
      title={`Update NameFormat of ${mapping?.name ?? ''}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {mapping && <NameFormatForm mapping={mapping} onClose={onClose} {...rest} />}
    </Modal>
  )
}

interface FormProps extends Omit<NameFormatDialogProps, 'mapping'> {
  readonly mapping: MappingResource
}

function NameFormatForm({ applicationId, mapping, claim, onClose }: FormProps) {
  const path = mappingsPath(applicationId)
  const [nameFormat, setNameFormat] = useState(mapping.nameFormat ?? '')
  const change = useChange<object>({ method: 'PUT', path: `${path}/${encodeURIComponent(mapping.id)}`, stale: [path] })
  const save = async (waive?: string): Promise<void> => {
    const { nameFormat: _before, ...rest } = settingOf(mapping)
    const body = { ...rest, ...(nameFormat.trim() && { nameFormat: nameFormat.trim() }) }
    await change.mutateAsync({ body, query: { waive } })
    notifyDone(`The NameFormat of ${mapping.name} is in force now.`)
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
        <NameFormatInput claim={claim} value={nameFormat} onChange={setNameFormat} />
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
