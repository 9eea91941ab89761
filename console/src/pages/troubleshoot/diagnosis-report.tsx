import { Accordion, Alert, Anchor, Badge, Code, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import type { DiagnosedFinding, Diagnosis, Outcome } from '../../../../src/doctor/diagnosis.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { DownloadButton } from '../../parts/download-button.tsx'
import { Section } from '../../parts/section.tsx'
import { type Status, StatusBadge } from '../../parts/status-badge.tsx'
import { reportToPassOn } from './ask-doctor.ts'
import type { DoctorInput } from './input-form.tsx'

const verdicts: Readonly<Record<Diagnosis['verdict'], { readonly color: string; readonly title: string }>> = {
  problem: { color: 'red', title: 'A problem was found' },
  warning: { color: 'yellow', title: 'Nothing is broken, but something will be' },
  healthy: { color: 'green', title: 'Nothing wrong was found' },
  unreadable: { color: 'gray', title: 'Nothing of this is known here' },
}

const groups: readonly { readonly outcomes: readonly Outcome[]; readonly title: string; readonly isOpen: boolean }[] = [
  { outcomes: ['fail'], title: 'What is wrong', isOpen: true },
  { outcomes: ['warn', 'crashed'], title: 'What to look at', isOpen: true },
  { outcomes: ['skipped'], title: 'Consequences of the above', isOpen: false },
  { outcomes: ['ok'], title: 'Looked at, and right', isOpen: false },
]

export function DiagnosisReport({ diagnosis, given }: { diagnosis: Diagnosis; given: DoctorInput }) {
  const { verdict, summary, findings, inputs, notes } = diagnosis
  const { color, title } = verdicts[verdict]
  const shut = groups.filter(({ isOpen, outcomes }) => !isOpen && pick(findings, outcomes).length > 0)
  return (
    <>
      <Section
        title="Diagnosis"
        actions={
          <>
            <DownloadButton
              label="Report to pass on"
              fileName="diagnosis.html"
              content={async () => new Blob([await reportToPassOn(given, 'html')], { type: 'text/html;charset=utf-8' })}
            />
            <DownloadButton
              label="Markdown"
              fileName="diagnosis.md"
              content={() => reportToPassOn(given, 'markdown')}
            />
          </>
        }
      >
        <Alert color={color} variant="light" title={title} role="status">
          <Text size="sm" className="long-text">
            {summary}
          </Text>
        </Alert>
        <Text size="xs" c="dimmed" className="long-text">
          Read: {inputs.map(({ source, kind, lines }) => `${source}, ${lines} (${kind})`).join('; ') || 'nothing'}. The
          report to pass on has pseudonyms for names, ids and addresses.
        </Text>
        {notes.length > 0 && (
          <List size="sm">
            {notes.map(({ source, text }) => (
              <List.Item key={`${source} ${text}`}>
                {source}: {text}
              </List.Item>
            ))}
          </List>
        )}
      </Section>
      {groups
        .filter(({ isOpen, outcomes }) => isOpen && pick(findings, outcomes).length > 0)
        .map(({ title: name, outcomes }) => (
          <Stack key={name} gap="sm" component="section" aria-label={name}>
            <Title order={2}>{name}</Title>
            {pick(findings, outcomes).map((finding) => (
              <FindingCard key={keyOf(finding)} finding={finding} />
            ))}
          </Stack>
        ))}
      {shut.length > 0 && (
        <Accordion variant="separated" multiple order={2}>
          {shut.map(({ title: name, outcomes }) => (
            <Accordion.Item key={name} value={name}>
              <Accordion.Control>
                {name} ({pick(findings, outcomes).length})
              </Accordion.Control>
              <Accordion.Panel>
                <List size="sm" spacing={4}>
                  {pick(findings, outcomes).map((finding) => (
                    <List.Item key={keyOf(finding)}>
                      {finding.title}
                      {finding.needs.length > 0 && (
                        <Text span size="sm" c="dimmed">
                          {' '}
                          (mend {finding.needs.join(', ')} first)
                        </Text>
                      )}
                    </List.Item>
                  ))}
                </List>
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </>
  )
}

const pick = (findings: Diagnosis['findings'], outcomes: readonly Outcome[]): readonly DiagnosedFinding[] =>
  findings.filter(({ outcome }) => outcomes.includes(outcome))

const keyOf = ({ id, device, title }: DiagnosedFinding): string => `${id} ${device} ${title}`

const looks: Readonly<Record<Outcome, { readonly status: Status; readonly label: string }>> = {
  fail: { status: 'bad', label: 'Wrong' },
  warn: { status: 'warning', label: 'Warning' },
  crashed: { status: 'warning', label: 'The check broke' },
  ok: { status: 'good', label: 'Right' },
  skipped: { status: 'neutral', label: 'Skipped' },
}

function FindingCard({ finding }: { finding: DiagnosedFinding }) {
  const { outcome, title, codes, evidence, expected, observed, fix, verify, links, causes, wouldTell, device } = finding
  return (
    <Paper withBorder radius="md" p="md">
      <Stack gap="sm">
        <Group gap="sm" align="flex-start">
          <StatusBadge {...looks[outcome]} />
          <Title order={3} size="h4" style={{ flex: 1, minWidth: 220 }} className="long-text">
            {title}
          </Title>
        </Group>
        <Group gap="xs">
          {codes.map((code) => (
            <Anchor key={code} component={Link} to={`/troubleshoot?code=${encodeURIComponent(code)}`} size="sm">
              <Code>{code}</Code>
            </Anchor>
          ))}
          {device && <Badge variant="default">{device}</Badge>}
          <Text size="xs" c="dimmed">
            {finding.id}
            {finding.inferred && ', inferred from what is missing'}
          </Text>
        </Group>
        <Evidence evidence={evidence} />
        <Comparison expected={expected} observed={observed} />
        {causes.length > 1 && (
          <Text size="sm">
            Could have led to it: {causes.map((cause) => cause.title).join('; ')}.
            {wouldTell.length > 0 && ` One could be certain with ${wouldTell.join(', ')}.`}
          </Text>
        )}
        {fix.map(({ where, text }) => (
          <Group key={`${where} ${text}`} gap="xs" wrap="nowrap" align="flex-start">
            <Text size="sm" style={{ flex: 1 }} className="long-text">
              <Text span fw={600} size="sm">
                {where}:
              </Text>{' '}
              {text}
            </Text>
            <CopyButton value={text} what="the fix" />
          </Group>
        ))}
        {verify && (
          <Text size="sm" c="dimmed" className="long-text">
            Then: {verify}
          </Text>
        )}
        <Group gap="sm">
          {links.map((link) => (
            <Anchor key={link} href={link} target="_blank" rel="noreferrer" size="xs" className="long-text">
              {new URL(link).hostname}
            </Anchor>
          ))}
        </Group>
      </Stack>
    </Paper>
  )
}

/** The lines that prove it. */
function Evidence({ evidence }: { evidence: DiagnosedFinding['evidence'] }) {
  if (evidence.length === 0) return null
  return (
    <Stack gap={4}>
      {evidence.map(({ source, line, text }) => (
        <div key={`${source} ${line} ${text}`}>
          <Text size="xs" c="dimmed" className="long-text">
            {source}, line {line}
          </Text>
          <Code block className="long-text" style={{ whiteSpace: 'pre-wrap' }}>
            {text}
          </Code>
        </div>
      ))}
    </Stack>
  )
}

function Comparison({ expected, observed }: { expected: string; observed: string }) {
  if (expected === '' && observed === '') return null
  return (
    <div>
      {observed && (
        <Text size="sm" className="long-text">
          Is: {observed}
        </Text>
      )}
      {expected && (
        <Text size="sm" className="long-text">
          Should be: {expected}
        </Text>
      )}
    </div>
  )
}
