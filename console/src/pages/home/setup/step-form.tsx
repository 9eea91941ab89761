import { Button, Group, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { ErrorNotice } from '../../../parts/error-notice.tsx'
import { Section } from '../../../parts/section.tsx'

export interface StepFormProps {
  readonly title: string
  readonly intro: ReactNode
  readonly children: ReactNode
  readonly next?: string
  readonly isReady: boolean
  readonly isBusy?: boolean
  readonly error?: unknown
  readonly onBack?: (() => void) | undefined
  readonly onNext: () => void
}

/** One decision: what is asked, and two buttons. Going on tries the answer. */
export function StepForm(props: StepFormProps) {
  const { title, intro, children, next = 'Next', isReady, isBusy = false, error, onBack, onNext } = props
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isReady) onNext()
  }
  return (
    <form onSubmit={submit}>
      <Section title={title} intro={intro}>
        <Stack gap="md">
          {children}
          {error !== undefined && error !== null && <ErrorNotice error={error} />}
          <Group>
            {onBack && (
              <Button variant="default" onClick={onBack}>
                Back
              </Button>
            )}
            <Button type="submit" disabled={!isReady} loading={isBusy}>
              {next}
            </Button>
          </Group>
        </Stack>
      </Section>
    </form>
  )
}
