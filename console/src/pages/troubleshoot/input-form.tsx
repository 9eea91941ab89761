import '@mantine/dropzone/styles.css'
import { Button, Checkbox, Group, Pill, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileUpload, IconStethoscope } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'react-router'
import type { Diagnosis } from '../../../../src/doctor/diagnosis.ts'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { Section } from '../../parts/section.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { askDoctor } from './ask-doctor.ts'

/** What the doctor was given; kept in the browser, so that a report to pass on is made of the same. */
export interface DoctorInput {
  readonly files: readonly File[]
  readonly pasted: string
  readonly live: boolean
  readonly account: { readonly kind: 'computer' | 'user'; readonly name: string } | undefined
}

const megabyte = 1024 * 1024
const mostBytes = 32 * megabyte

export function InputForm({ onFound }: { onFound: (diagnosis: Diagnosis, given: DoctorInput) => void }) {
  const [files, setFiles] = useState<readonly File[]>([])
  const [pasted, setPasted] = useState(usePastedElsewhere())
  const [live, setLive] = useState(false)
  const [kind, setKind] = useState<'computer' | 'user'>('computer')
  const [name, setName] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (given: DoctorInput) => ({ diagnosis: await askDoctor(given), given }),
    onSuccess: ({ diagnosis, given }) => onFound(diagnosis, given),
  })
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const isEmpty = files.length === 0 && pasted.trim() === '' && !live
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const account = live && name.trim() !== '' ? { kind, name: name.trim() } : undefined
    mutate({ files, pasted, live, account })
  }
  return (
    <Section title="What was printed">
      <form onSubmit={submit}>
        <Stack gap="md">
          <Textarea
            label="Paste"
            description="dsregcmd /join /debug or /status, events, Get-MgDomainFederationConfiguration, klist, setspn, an assertion, …"
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
            autosize
            minRows={5}
            maxRows={14}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
          />
          <Dropzone
            onDrop={(dropped) => setFiles([...files, ...dropped])}
            maxSize={mostBytes}
            inputProps={{ 'aria-label': 'Files' }}
            p="md"
          >
            <Group gap="sm" justify="center" wrap="nowrap">
              <IconFileUpload size={26} stroke={1.4} aria-hidden />
              <Text size="sm">
                Drop files here or choose them: text, .evtx, JSON, .zip of the collector, up to 32 MB
              </Text>
            </Group>
          </Dropzone>
          {files.length > 0 && (
            <Pill.Group>
              {files.map((file, index) => (
                <Pill
                  key={`${file.name} ${file.lastModified} ${file.size}`}
                  withRemoveButton
                  removeButtonProps={{ 'aria-label': `Remove ${file.name}`, 'aria-hidden': false, tabIndex: 0 }}
                  onRemove={() => setFiles(files.filter((_, place) => place !== index))}
                >
                  {file.name}
                </Pill>
              ))}
            </Pill.Group>
          )}
          <Checkbox
            label="Look at this server, its directories and keys, too"
            checked={live}
            onChange={(event) => setLive(event.currentTarget.checked)}
          />
          {live && (
            <Group align="flex-end" gap="sm">
              <SegmentedControl
                aria-label="Kind of account"
                value={kind}
                onChange={(value) => setKind(value === 'user' ? 'user' : 'computer')}
                data={[
                  { value: 'computer', label: 'Computer' },
                  { value: 'user', label: 'User' },
                ]}
              />
              <TextInput
                label="And the claims this one would get"
                placeholder={kind === 'computer' ? 'WS01$' : 'alice@corp.example.com'}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                spellCheck={false}
              />
            </Group>
          )}
          {bytes > mostBytes && (
            <Text size="sm" c="red">
              Together the files are {Math.ceil(bytes / megabyte)} MB; 32 MB are read at a time.
            </Text>
          )}
          <Group>
            <Button
              type="submit"
              leftSection={<IconStethoscope size={16} />}
              loading={isPending}
              disabled={isEmpty || bytes > mostBytes}
            >
              Find the cause
            </Button>
            {isPending && <Waiting what={live ? 'what was given, and this server' : 'what was given'} />}
          </Group>
          {error && <ErrorNotice error={error} />}
        </Stack>
      </form>
    </Section>
  )
}

/** What another page sent here to be read. */
function usePastedElsewhere(): string {
  const state: unknown = useLocation().state
  return typeof state === 'object' && state !== null && 'pasted' in state ? String(state.pasted) : ''
}
