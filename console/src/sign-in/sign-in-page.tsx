import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import type { PasswordAnswer } from '../../../src/http/console-session-schema.ts'
import { callApi } from '../api/request.ts'
import { queryClient } from '../api/use-api.ts'
import { FactorForm } from './factor-form.tsx'
import { SignInError } from './sign-in-error.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

const EnrolFactor = lazy(() => import('./enrol-factor.tsx'))
const RecoveryCodes = lazy(() => import('./recovery-codes.tsx'))

type Step =
  | { readonly next: 'password' }
  | PasswordAnswer
  | { readonly next: 'codes'; readonly codes: readonly string[] }

/** Nobody is signed in: a password, then a second factor; afterwards the page that was asked for. */
export function SignInPage() {
  const [step, setStep] = useState<Step>({ next: 'password' })
  const done = (): void => void queryClient.invalidateQueries({ queryKey: ['/console/session'] })
  if (step.next === 'password')
    return (
      <SignInFrame title="Sign in" intro="To the console of this installation.">
        <PasswordForm onAnswer={setStep} />
      </SignInFrame>
    )
  if (step.next === 'factor')
    return (
      <SignInFrame title="Second factor" intro="Prove in a second way that it is you.">
        <FactorForm question={step.question} onProved={done} />
        <Button variant="subtle" size="compact-sm" color="gray" onClick={() => setStep({ next: 'password' })}>
          Sign in as somebody else
        </Button>
      </SignInFrame>
    )
  return (
    <Suspense>
      {step.next === 'enrolment' ? (
        <SignInFrame title="Set up a second factor" intro="Administrators sign in with a password and something else.">
          <EnrolFactor
            question={step.question}
            onForm={(factor) => callApi({ method: 'POST', path: '/console/session/enrolment', body: factor })}
            onCodes={(codes) => setStep({ next: 'codes', codes })}
          />
        </SignInFrame>
      ) : (
        <SignInFrame title="Recovery codes" intro="For the day the telephone or the key is lost. Each is good once.">
          <RecoveryCodes codes={step.codes} onDone={done} />
        </SignInFrame>
      )}
    </Suspense>
  )
}

function PasswordForm({ onAnswer }: { onAnswer: (step: Step) => void }) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    setBusy(true)
    setError(undefined)
    try {
      const body = { name: fields.get('name'), password: fields.get('password') }
      onAnswer((await callApi<PasswordAnswer>({ method: 'POST', path: '/console/session', body })).body)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        {error !== undefined && <SignInError error={error} />}
        <TextInput
          name="name"
          label="User name"
          description="With an account of the directory: name@domain."
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          name="password"
          label="Password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={isBusy}>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}
