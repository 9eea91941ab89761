import { Button, Group } from '@mantine/core'
import { ErrorNotice } from './error-notice.tsx'
import { SaveAnyway } from './save-anyway.tsx'

export interface DialogButtonsProps {
  /** Of the change that the form sends. */
  readonly change: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown }
  readonly onClose: () => void
  readonly action?: string
  /** Where what the checks refuse may be saved on purpose. */
  readonly onSaveAnyway?: (waive: string) => void
}

/** The end of a form in a dialog: why it was refused, the way back, the way on. */
export function DialogButtons({ change, onClose, action = 'Save', onSaveAnyway }: DialogButtonsProps) {
  return (
    <>
      {change.isError && <ErrorNotice error={change.error} />}
      {onSaveAnyway && <SaveAnyway error={change.error} isBusy={change.isPending} onSave={onSaveAnyway} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={change.isPending}>
          {action}
        </Button>
      </Group>
    </>
  )
}
