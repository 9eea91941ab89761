import { Affix, Button, Group, Paper, Text, Transition } from '@mantine/core'
import { useEffect } from 'react'

export interface SaveBarProps {
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly onDiscard: () => void
  /** Left out where the bar is inside of the form that it sends. */
  readonly onSave?: () => void
}

/** Appears with the first change of a form, and keeps the browser from leaving without a question. */
export function SaveBar({ isDirty, isSaving, onDiscard, onSave }: SaveBarProps) {
  useEffect(() => {
    if (!isDirty) return
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isDirty])
  return (
    <Affix position={{ bottom: 12, right: 12 }} withinPortal={false} zIndex={150}>
      <Transition mounted={isDirty} transition="slide-up" duration={120}>
        {(style) => (
          <Paper withBorder shadow="md" p="xs" radius="md" style={style} role="region" aria-label="Unsaved changes">
            <Group gap="sm" wrap="nowrap">
              <Text size="sm" px="xs">
                Unsaved changes
              </Text>
              <Button variant="default" size="sm" onClick={onDiscard} disabled={isSaving}>
                Discard
              </Button>
              <Button type={onSave ? 'button' : 'submit'} size="sm" loading={isSaving} onClick={onSave}>
                Save
              </Button>
            </Group>
          </Paper>
        )}
      </Transition>
    </Affix>
  )
}
