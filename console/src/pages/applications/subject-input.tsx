import { Button, Group, SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { AccountInput } from '../../parts/account-input.tsx'

export interface ChosenSubject {
  readonly account: 'device' | 'user'
  readonly name: string
}

export interface SubjectInputProps {
  readonly action: string
  readonly isBusy: boolean
  readonly onChoose: (subject: ChosenSubject) => void
  readonly first?: ChosenSubject['account']
}

/** A computer or a user of the directory. */
export function SubjectInput({ action, isBusy, onChoose, first = 'device' }: SubjectInputProps) {
  const [account, setAccount] = useState<ChosenSubject['account']>(first)
  const [name, setName] = useState('')
  const choose = (): void => {
    if (name.trim() !== '') onChoose({ account, name: name.trim() })
  }
  return (
    <Stack
      gap="sm"
      onKeyDown={(event) => {
        // Inside of another form Enter must not send that one.
        if (event.key === 'Enter' && !event.defaultPrevented) {
          event.preventDefault()
          choose()
        }
      }}
    >
      <SegmentedControl
        aria-label="Kind of account"
        data={[
          { value: 'device', label: 'Computer' },
          { value: 'user', label: 'User' },
        ]}
        value={account}
        onChange={(value) => {
          setAccount(value === 'user' ? 'user' : 'device')
          setName('')
        }}
        style={{ alignSelf: 'flex-start' }}
      />
      <Group align="flex-end" gap="sm">
        <AccountInput
          kind={account === 'device' ? 'computer' : 'user'}
          label={account === 'device' ? 'Computer' : 'User'}
          description={account === 'device' ? 'Begin to type its name.' : 'Begin to type a name.'}
          value={name}
          onChange={setName}
        />
        <Button variant="default" loading={isBusy} disabled={name.trim() === ''} onClick={choose}>
          {action}
        </Button>
      </Group>
    </Stack>
  )
}
