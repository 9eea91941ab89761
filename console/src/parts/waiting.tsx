import { Group, Loader, Text } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { useState } from 'react'

/** Said only when it takes long enough to be seen. */
export function Waiting({ what }: { what: string }) {
  const [isShown, setShown] = useState(false)
  useTimeout(() => setShown(true), 250, { autoInvoke: true })
  return (
    <Group gap="sm" mih={40} role="status" aria-live="polite">
      {isShown && (
        <>
          <Loader aria-hidden />
          <Text c="dimmed">Loading {what}…</Text>
        </>
      )}
    </Group>
  )
}
