import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { EnrolmentQuestionAnswer, InvitationAnswer } from '../../../src/http/console-session-schema.ts'
import { callApi } from '../api/request.ts'
import { roleNames } from '../parts/role-names.ts'
import { Waiting } from '../parts/waiting.tsx'
import EnrolFactor from './enrol-factor.tsx'
import RecoveryCodes from './recovery-codes.tsx'
import { SignInError } from './sign-in-error.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

interface Chosen {
  readonly token: string
  readonly name: string
  readonly password: string
}

type Step =
  | { readonly kind: 'account' }
  | { readonly kind: 'factor'; readonly chosen: Chosen; readonly question: EnrolmentQuestionAnswer }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }

/** From the link: name and password, a second factor, recovery codes. The account is there once all of it is. */
export default function InvitationPage() {
  const token = window.location.hash.slice(1)
  const [step, setStep] = useState<Step>({ kind: 'account' })
  const offer = useQuery({
    queryKey: ['invitation', token],
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async () =>
      (await callApi<InvitationAnswer>({ method: 'POST', path: '/console/session/invitation', body: { token } })).body,
  })
  if (step.kind === 'codes')
    return (
      <SignInFrame title="Recovery codes" intro="For the day the telephone or the key is lost. Each is good once.">
        <RecoveryCodes codes={step.codes} onDone={() => window.location.assign('/console/')} />
      </SignInFrame>
    )
  if (step.kind === 'factor')
    return (
      <SignInFrame title="Set up a second factor" intro="Step 2 of 3. You sign in with your password and this.">
        <EnrolFactor
          question={step.question}
          onForm={(factor) => {
            const body = { ...step.chosen, factor }
            return callApi({ method: 'POST', path: '/console/session/invitation/accept', body })
          }}
          onCodes={(codes) => setStep({ kind: 'codes', codes })}
        />
        <Button variant="subtle" size="compact-sm" color="gray" onClick={() => setStep({ kind: 'account' })}>
          Back
        </Button>
      </SignInFrame>
    )
  return (
    <SignInFrame {...headOf(offer.data)}>
      {offer.isPending && <Waiting what="the invitation" />}
      {offer.isError && (
        <>
          <SignInError error={offer.error} />
          <Button component="a" href="/console/" variant="default">
            To the sign-in
          </Button>
        </>
      )}
      {offer.data && <AccountForm token={token} offer={offer.data} onStep={setStep} />}
    </SignInFrame>
  )
}

function headOf(offer: InvitationAnswer | undefined): { title: string; intro: string } {
  if (offer === undefined) return { title: 'Welcome', intro: 'A link makes an administrator of this installation.' }
  if (offer.purpose === 'first')
    return { title: 'The first administrator', intro: 'Step 1 of 3. You will be the owner of this installation.' }
  const role = roleNames[offer.role] ?? offer.role
  if (offer.purpose === 'reset')
    return { title: 'A new beginning', intro: `Step 1 of 3. A new password and second factor for ${offer.name}.` }
  return { title: 'You are invited', intro: `Step 1 of 3. You will administer this installation as: ${role}.` }
}

interface AccountFormProps {
  readonly token: string
  readonly offer: InvitationAnswer
  readonly onStep: (step: Step) => void
}

function AccountForm({ token, offer, onStep }: AccountFormProps) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [repeated, setRepeated] = useState<string>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const textOf = (name: string): string => String(fields.get(name) ?? '')
    setError(undefined)
    if (textOf('password') !== textOf('again')) return setRepeated('The two are not the same.')
    setRepeated(undefined)
    const chosen = { token, name: textOf('name'), password: textOf('password') }
    setBusy(true)
    try {
      const path = '/console/session/invitation/question'
      const { body: question } = await callApi<EnrolmentQuestionAnswer>({ method: 'POST', path, body: chosen })
      onStep({ kind: 'factor', chosen, question })
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  const eye = { 'aria-label': 'Show the password' }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        {error !== undefined && <SignInError error={error} />}
        <TextInput
          name="name"
          label="User name"
          description="What you sign in with: letters, digits, dots, spaces, hyphens."
          defaultValue={offer.name ?? ''}
          readOnly={offer.purpose === 'reset'}
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          name="password"
          label="Password"
          description="12 characters or more; a few words that have nothing to do with each other are good."
          autoComplete="new-password"
          visibilityToggleButtonProps={eye}
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="again"
          label="The password again"
          autoComplete="new-password"
          visibilityToggleButtonProps={eye}
          error={repeated}
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={isBusy}>
          Continue
        </Button>
        <Text size="xs" c="dimmed">
          This link is good until {new Date(offer.expiresAt).toLocaleString()}, once.
        </Text>
      </Stack>
    </form>
  )
}
