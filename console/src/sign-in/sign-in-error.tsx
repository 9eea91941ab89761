import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { ApiError } from '../api/request.ts'

/** Why a sign-in did not go on, in words for the one who sits there. */
export function SignInError({ error }: { error: unknown }) {
  const { text, fix } = wordsOf(error)
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
      <Text size="sm">{text}</Text>
      {fix && (
        <Text size="sm" mt={6}>
          {fix}
        </Text>
      )}
    </Alert>
  )
}

/** What the server says to users is said for users: these are its words for administrators. */
const texts: Readonly<Record<string, string>> = {
  AUTHENTICATE_SECOND_FACTOR_REFUSED: 'This code is not right, or was used already. Wait for the next one.',
  AUTHENTICATE_SECOND_FACTOR_LOCKED: 'There were too many wrong codes. Wait half an hour, or use a passkey.',
  AUTHENTICATE_PASSKEY_REFUSED: 'This passkey was not accepted. Try again, or use another one.',
  AUTHENTICATE_RATE_LIMITED: 'There were too many tries from this network. Wait a minute.',
  AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE:
    'None of your second factors works at this address: a passkey belongs to the name it was set up under. Open the console under that name.',
}

function wordsOf(error: unknown): { readonly text: string; readonly fix?: string | undefined } {
  if (error instanceof ApiError) {
    const { status, message, body } = error
    if (status === 0) return { text: 'The server does not answer. It may be restarting; try again in a moment.' }
    const known = texts[body.joinery?.code ?? '']
    return known === undefined ? { text: message, fix: body.joinery?.fix } : { text: known }
  }
  const isCancelled = error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name)
  if (isCancelled) return { text: 'The browser did not get an answer from your passkey. Try again.' }
  if (error instanceof Error && error.name === 'InvalidStateError') return { text: 'This passkey is set up already.' }
  return { text: error instanceof Error ? error.message : String(error) }
}
