import { Alert, Code, List, SimpleGrid, Stack, Table, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ClaimAnswer, PreviewAnswer } from '../../../../../src/admin/preview/preview-routes.ts'
import type { Application } from '../../../../../src/config/application.ts'
import { callApi } from '../../../api/request.ts'
import { ErrorNotice } from '../../../parts/error-notice.tsx'
import { Section } from '../../../parts/section.tsx'
import { Waiting } from '../../../parts/waiting.tsx'
import { type ChosenSubject, SubjectInput } from '../subject-input.tsx'
import { ClaimRow, Verdict } from './preview-result.tsx'

/** What a token would say of an account, and what Entra would make of it, before anybody signs in. */
export default function Preview({ application }: { application: Application }) {
  const path = `/applications/${encodeURIComponent(application.id)}`
  const preview = useMutation({
    mutationFn: async (subject: ChosenSubject) =>
      (await callApi<PreviewAnswer>({ method: 'POST', path: `${path}/preview`, body: subject })).body,
  })
  return (
    <Stack gap="md">
      <Section intro="Pick a computer or a person. The account is looked up and its claims are mapped as for a sign-in; nothing is signed, and nobody can sign in with what is shown here.">
        <SubjectInput action="Preview" isBusy={preview.isPending} onChoose={(subject) => preview.mutate(subject)} />
      </Section>
      {preview.isPending && <Waiting what="the directory entry and its claims" />}
      {preview.isError && <ErrorNotice error={preview.error} />}
      {preview.data && !preview.isPending && <Result preview={preview.data} mendAt={`${path}/mappings`} />}
    </Stack>
  )
}

function Result({ preview, mendAt }: { preview: PreviewAnswer; mendAt: string }) {
  return (
    <Stack gap="md" aria-live="polite">
      <Verdict preview={preview} />
      {preview.warnings.map(({ code, means, fix }) => (
        <Alert key={code} color="yellow" title={means}>
          {fix} <Code>{code}</Code>
        </Alert>
      ))}
      {preview.claims.length > 0 && <Claims claims={preview.claims} mendAt={mendAt} />}
      <Section title="The account, and what the assertion says beside its claims">
        <Facts
          rows={[
            ['Entry', preview.dn],
            ['Account name', preview.samAccountName],
            ['SID', preview.objectSid],
            ['Gateway', preview.gatewayId],
            ['Issuer', preview.issuer],
            ['Audience', preview.audience],
            ['Format of the Subject', preview.nameIdentifierFormat],
            ['Authentication method', preview.authenticationMethod],
          ]}
        />
      </Section>
    </Stack>
  )
}

/** What is wrong first; what does not concern this account in a line at the end. */
function Claims({ claims, mendAt }: { claims: readonly ClaimAnswer[]; mendAt: string }) {
  const isUnsent = ({ outcome }: ClaimAnswer): boolean => outcome === 'notReleased' || outcome === 'leftOut'
  const sent = claims.filter((claim) => !isUnsent(claim))
  const ordered = [...sent.filter(({ outcome }) => outcome !== 'ok'), ...sent.filter(({ outcome }) => outcome === 'ok')]
  const unsent = claims.filter(isUnsent)
  return (
    <Section title="Claims">
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
        {ordered.map((claim) => (
          <ClaimRow key={`${claim.name} ${claim.namespace}`} claim={claim} mendAt={mendAt} />
        ))}
      </SimpleGrid>
      {unsent.length > 0 && (
        <Stack gap={4}>
          <Text size="sm" fw={600}>
            Not sent for this account
          </Text>
          <List size="sm" aria-label="Not sent for this account">
            {unsent.map(({ name, verdict }) => (
              <List.Item key={name}>
                {name}{' '}
                <Text span c="dimmed" size="sm">
                  {verdict}
                </Text>
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </Section>
  )
}

function Facts({ rows }: { rows: readonly (readonly [string, string | undefined])[] }) {
  return (
    <Table aria-label="Facts" variant="vertical" layout="fixed">
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th w={{ base: 120, sm: 220 }}>{name}</Table.Th>
            <Table.Td className="long-text">
              {value === undefined ? (
                <Text size="sm" c="dimmed">
                  none: nothing is issued
                </Text>
              ) : (
                value
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
