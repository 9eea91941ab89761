import { Button, Divider, Stack, TextInput } from '@mantine/core'
import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from '@simplewebauthn/browser'
import { IconFingerprint } from '@tabler/icons-react'
import { useState } from 'react'
import type { FactorQuestionAnswer } from '../../../src/http/console-session-schema.ts'
import { callApi } from '../api/request.ts'
import { SignInError } from './sign-in-error.tsx'

export interface FactorFormProps {
  readonly question: FactorQuestionAnswer
  readonly onProved: () => void
}

/** Asks for the second factor: a passkey, a code of an app, or a recovery code. */
export function FactorForm({ question, onProved }: FactorFormProps) {
  const { takesCode, takesRecoveryCode, passkeyRequest } = question
  const [byRecoveryCode, setByRecoveryCode] = useState(!takesCode && passkeyRequest === undefined)
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState<'code' | 'passkey'>()
  const [error, setError] = useState<unknown>()
  const attempt = async (kind: 'code' | 'passkey', factor: () => Promise<unknown>): Promise<void> => {
    setBusy(kind)
    setError(undefined)
    try {
      await callApi({ method: 'POST', path: '/console/session/factor', body: await factor() })
      onProved()
    } catch (failure) {
      setError(failure)
      setCode('')
    }
    setBusy(undefined)
  }
  const isCodeShown = takesCode || byRecoveryCode
  return (
    <Stack gap="md">
      {error !== undefined && <SignInError error={error} />}
      {passkeyRequest !== undefined && (
        <Button
          leftSection={<IconFingerprint size={18} />}
          loading={busy === 'passkey'}
          onClick={() => void attempt('passkey', usePasskey)}
          data-autofocus
        >
          Use a passkey
        </Button>
      )}
      {passkeyRequest !== undefined && isCodeShown && <Divider label="or" />}
      {isCodeShown && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            event.stopPropagation()
            void attempt('code', async () => ({ kind: byRecoveryCode ? 'recoveryCode' : 'totp', code }))
          }}
        >
          <Stack gap="md">
            <TextInput
              key={String(byRecoveryCode)}
              label={byRecoveryCode ? 'Recovery code' : 'Code from your app'}
              description={byRecoveryCode ? 'One of the codes you kept when you set this account up.' : 'Six digits.'}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              autoComplete="one-time-code"
              inputMode={byRecoveryCode ? 'text' : 'numeric'}
              required
              withAsterisk={false}
              autoFocus={passkeyRequest === undefined}
            />
            <Button
              type="submit"
              variant={passkeyRequest === undefined ? 'filled' : 'default'}
              loading={busy === 'code'}
            >
              Continue
            </Button>
          </Stack>
        </form>
      )}
      {takesRecoveryCode && (takesCode || passkeyRequest !== undefined) && (
        <Button variant="subtle" size="compact-sm" onClick={() => setByRecoveryCode(!byRecoveryCode)}>
          {byRecoveryCode ? 'Back to the usual way' : 'Use a recovery code'}
        </Button>
      )}
    </Stack>
  )

  /** Its challenge is good once, so each try asks for a new one. */
  async function usePasskey(): Promise<unknown> {
    const { body } = await callApi<FactorQuestionAnswer>({ path: '/console/session/factor' })
    const optionsJSON = body.passkeyRequest as PublicKeyCredentialRequestOptionsJSON
    return { kind: 'passkey', response: await startAuthentication({ optionsJSON }) }
  }
}
