import { Affix, Button, Group, Paper, Text, Transition } from '@mantine/core'
import { useEffect, useState } from 'react'
import { ConfirmDialog } from './confirm-dialog.tsx'

export interface SaveBarProps {
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly onDiscard: () => void
  /** Left out where the bar is inside of the form that it sends. */
  readonly onSave?: () => void
}

/** Appears with the first change of a form, and asks before a link, a tab or the browser would lose it. */
export function SaveBar({ isDirty, isSaving, onDiscard, onSave }: SaveBarProps) {
  return (
    <>
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
      {isDirty && <LeaveGuard />}
    </>
  )
}

function LeaveGuard() {
  const [way, setWay] = useState<HTMLElement>()
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    const hold = (event: MouseEvent): void => {
      const pressed = event.target instanceof Element ? event.target.closest('a[href], [role=tab]') : null
      if (!(pressed instanceof HTMLElement) || pressed === allowed || pressed.getAttribute('target') === '_blank')
        return
      if (event.ctrlKey || event.metaKey || event.shiftKey || pressed.hasAttribute('download')) return
      event.preventDefault()
      event.stopPropagation()
      setWay(pressed)
    }
    window.addEventListener('beforeunload', ask)
    document.addEventListener('click', hold, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', ask)
      document.removeEventListener('click', hold, { capture: true })
    }
  }, [])
  return (
    <ConfirmDialog
      isOpen={way !== undefined}
      onClose={() => setWay(undefined)}
      title="Leave without saving?"
      action="Leave"
      onConfirm={async () => {
        allowed = way
        way?.click()
        allowed = undefined
      }}
    >
      What you changed on this page has not been saved, and would be lost.
    </ConfirmDialog>
  )
}

/** The way that is being gone after the question. */
let allowed: HTMLElement | undefined
