import { Alert, Button, Text } from '@mantine/core'
import { ApiError } from '../api/request.ts'

export interface SaveAnywayProps {
  /** What a change was refused with. */
  readonly error: unknown
  readonly isBusy: boolean
  /** Saves with these checks waived, for the `waive` of the query. */
  readonly onSave: (waive: string) => void
}

/** Where Joinery itself can run with what the checks refuse: the way to do it on purpose. */
export function SaveAnyway({ error, isBusy, onSave }: SaveAnywayProps) {
  const errors = error instanceof ApiError ? error.problems.filter(({ severity }) => severity === 'error') : []
  if (errors.length === 0 || !errors.every(({ waivable }) => waivable)) return null
  const waive = [...new Set(errors.map(({ check }) => check))].join(',')
  return (
    <Alert color="yellow" title="On purpose?">
      <Text size="sm" mb="xs">
        Joinery can run with this, but Entra or Windows will refuse what comes of it. The problem stays in sight as a
        warning.
      </Text>
      <Button size="xs" variant="default" loading={isBusy} onClick={() => onSave(waive)}>
        Save it all the same
      </Button>
    </Alert>
  )
}
