import { Button, Center, Code, Divider, Group, Image, Stack, Text, TextInput } from '@mantine/core'
import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from '@simplewebauthn/browser'
import { IconFingerprint } from '@tabler/icons-react'
import { useState } from 'react'
import type { CodesAnswer, EnrolmentQuestionAnswer } from '../../../src/http/console-session-schema.ts'
import type { Answer } from '../api/request.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { SignInError } from './sign-in-error.tsx'

export interface EnrolFactorProps {
  readonly question: EnrolmentQuestionAnswer
  /** Sends what was made. */
  readonly onForm: (factor: unknown) => Promise<Answer<unknown>>
  readonly onCodes: (codes: readonly string[]) => void
}

/** Sets a second factor up: a passkey, or an app that makes codes. */
export default function EnrolFactor({ question, onForm, onCodes }: EnrolFactorProps) {
  const { app, passkeyCreation } = question
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState<'code' | 'passkey'>()
  const [error, setError] = useState<unknown>()
  const attempt = async (kind: 'code' | 'passkey', factor: () => Promise<unknown>): Promise<void> => {
    setBusy(kind)
    setError(undefined)
    try {
      const { recoveryCodes } = (await onForm(await factor())).body as CodesAnswer
      onCodes(recoveryCodes)
    } catch (failure) {
      setError(failure)
      setCode('')
    }
    setBusy(undefined)
  }
  return (
    <Stack gap="md">
      {error !== undefined && <SignInError error={error} />}
      {passkeyCreation !== undefined && (
        <>
          <Text size="sm">A passkey is the safest: your device, its screen lock, or a security key.</Text>
          <Button
            leftSection={<IconFingerprint size={18} />}
            loading={busy === 'passkey'}
            onClick={() =>
              void attempt('passkey', async () => ({
                ...{ kind: 'enrolPasskey', label: `Passkey at ${window.location.hostname}` },
                response: await startRegistration({
                  optionsJSON: passkeyCreation as PublicKeyCredentialCreationOptionsJSON,
                }),
              }))
            }
          >
            Set up a passkey
          </Button>
          {app && <Divider label="or an app that makes codes" />}
        </>
      )}
      {app && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            event.stopPropagation()
            void attempt('code', async () => ({ kind: 'enrolTotp', code, label: 'App' }))
          }}
        >
          <Stack gap="md">
            <Text size="sm">Scan this with an authenticator app, then type the code it shows.</Text>
            <Center>
              <Image src={app.picture} w={180} h={180} radius="sm" alt="QR code of the secret below" />
            </Center>
            <Group gap={4} justify="center" wrap="nowrap">
              <Code>{app.secret.replace(/(.{4})(?=.)/g, '$1 ')}</Code>
              <CopyButton value={app.secret} what="the secret" />
            </Group>
            <TextInput
              label="Code from your app"
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              autoComplete="one-time-code"
              inputMode="numeric"
              required
              withAsterisk={false}
            />
            <Button
              type="submit"
              variant={passkeyCreation === undefined ? 'filled' : 'default'}
              loading={busy === 'code'}
            >
              Set up the app
            </Button>
          </Stack>
        </form>
      )}
    </Stack>
  )
}
