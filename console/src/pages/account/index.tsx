import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type {
  AccountAnswer,
  CodesAnswer,
  EnrolmentQuestionAnswer,
} from '../../../../src/http/console-session-schema.ts'
import { callApi } from '../../api/request.ts'
import { useSession } from '../../api/session.tsx'
import { queryClient, refresh, useResource } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { notifyDone } from '../../parts/notify.ts'
import { PageFrame } from '../../parts/page-frame.tsx'
import { Section } from '../../parts/section.tsx'
import EnrolFactor from '../../sign-in/enrol-factor.tsx'
import RecoveryCodes from '../../sign-in/recovery-codes.tsx'
import { FactorList } from './factor-list.tsx'
import { SessionList } from './session-list.tsx'

const path = '/console/session/account'
const reread = (): Promise<void> => refresh(queryClient, [path])

/** What administrators look after themselves: password, second factors, sessions. */
export default function Account() {
  const { administrator } = useSession()
  const account = useResource<AccountAnswer>(path)
  return (
    <PageFrame title="My account" intro={`You are signed in as ${administrator.name}.`} width="form">
      <Loaded query={account} what="your account">
        {({ body }) => (
          <>
            <Factors account={body} />
            {administrator.kind === 'local' ? (
              <Password />
            ) : (
              <Section
                title="Password"
                intro="Your password is that of your account in the directory; change it in Windows."
              >
                {null}
              </Section>
            )}
            <Section title="Sessions" intro="Where you are signed in to the console now.">
              <SessionList sessions={body.sessions} onEnded={reread} />
            </Section>
          </>
        )}
      </Loaded>
    </PageFrame>
  )
}

function Factors({ account }: { account: AccountAnswer }) {
  const [question, setQuestion] = useState<EnrolmentQuestionAnswer>()
  const [codes, setCodes] = useState<readonly string[]>()
  const [isRenewing, setRenewing] = useState(false)
  const [error, setError] = useState<unknown>()
  const add = async (): Promise<void> => {
    setError(undefined)
    try {
      setQuestion((await callApi<EnrolmentQuestionAnswer>({ path: '/console/session/factors/question' })).body)
    } catch (failure) {
      setError(failure)
    }
  }
  const renew = async (): Promise<void> => {
    const { body } = await callApi<CodesAnswer>({ method: 'POST', path: '/console/session/recovery-codes' })
    setCodes(body.recoveryCodes)
    await reread()
  }
  return (
    <Section
      title="Second factors"
      intro="What you prove your sign-in with beside the password. Two of them are better than one: either can be lost."
      actions={
        <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => void add()}>
          Add
        </Button>
      }
    >
      {error !== undefined && <ErrorNotice error={error} />}
      <FactorList factors={account.factors} onRemoved={reread} />
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {account.recoveryCodesLeft} recovery {account.recoveryCodesLeft === 1 ? 'code is' : 'codes are'} left.
        </Text>
        <Button size="xs" variant="default" onClick={() => setRenewing(true)}>
          New recovery codes
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isRenewing}
        onClose={() => setRenewing(false)}
        title="New recovery codes?"
        action="Make new codes"
        color="joint"
        onConfirm={renew}
      >
        Those you have are of no use any more.
      </ConfirmDialog>
      <Modal
        opened={question !== undefined || codes !== undefined}
        onClose={() => {
          setQuestion(undefined)
          setCodes(undefined)
        }}
        title={codes === undefined ? 'Add a second factor' : 'Recovery codes'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {codes !== undefined ? (
          <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
        ) : (
          question && (
            <EnrolFactor
              question={question}
              onForm={(factor) => callApi({ method: 'POST', path: '/console/session/factors', body: factor })}
              onCodes={(made) => {
                setQuestion(undefined)
                setCodes(made.length > 0 ? made : undefined)
                notifyDone('The second factor is set up.')
                void reread()
              }}
            />
          )
        )}
      </Modal>
    </Section>
  )
}

function Password() {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [repeated, setRepeated] = useState<string>()
  const change = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    setError(undefined)
    if (fields.get('wanted') !== fields.get('again')) return setRepeated('The two are not the same.')
    setRepeated(undefined)
    setBusy(true)
    try {
      const body = { current: fields.get('current'), wanted: fields.get('wanted') }
      await callApi({ method: 'POST', path: '/console/session/password', body })
      form.reset()
      notifyDone('The password is changed. Your other sessions have ended.')
      await reread()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  const eye = { 'aria-label': 'Show the password' }
  return (
    <Section title="Password" intro="Your other sessions end when you change it.">
      <form onSubmit={(event) => void change(event)}>
        <Stack gap="md" maw={440}>
          {error !== undefined && <ErrorNotice error={error} />}
          <PasswordInput
            name="current"
            label="Present password"
            autoComplete="current-password"
            visibilityToggleButtonProps={eye}
            required
            withAsterisk={false}
          />
          <PasswordInput
            name="wanted"
            label="New password"
            description="12 characters or more."
            autoComplete="new-password"
            visibilityToggleButtonProps={eye}
            required
            withAsterisk={false}
          />
          <PasswordInput
            name="again"
            label="The new password again"
            autoComplete="new-password"
            visibilityToggleButtonProps={eye}
            error={repeated}
            required
            withAsterisk={false}
          />
          <Group>
            <Button type="submit" loading={isBusy}>
              Change the password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
