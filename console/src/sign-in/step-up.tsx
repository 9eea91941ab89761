import { Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { FactorQuestionAnswer } from '../../../src/http/console-session-schema.ts'
import { callApi, onFactorStale } from '../api/request.ts'
import { FactorForm } from './factor-form.tsx'

interface Asking {
  readonly question: FactorQuestionAnswer
  readonly answer: (isProved: boolean) => void
}

/** Asks for the second factor again, before something that must not be done from a browser somebody left open. */
export function StepUp() {
  const [asking, setAsking] = useState<Asking>()
  useEffect(() => {
    onFactorStale(async () => {
      const { body } = await callApi<FactorQuestionAnswer>({ path: '/console/session/factor' })
      return new Promise((resolve) => setAsking({ question: body, answer: resolve }))
    })
    return () => onFactorStale(async () => false)
  }, [])
  const close = (isProved: boolean): void => {
    asking?.answer(isProved)
    setAsking(undefined)
  }
  return (
    <Modal
      opened={asking !== undefined}
      onClose={() => close(false)}
      title="Prove that it is you"
      closeButtonProps={{ 'aria-label': 'Close' }}
      zIndex={400}
    >
      {asking && (
        <Stack>
          <Text size="sm">
            This asks for your second factor again when the last time is more than five minutes ago.
          </Text>
          <FactorForm question={asking.question} onProved={() => close(true)} />
        </Stack>
      )}
    </Modal>
  )
}
