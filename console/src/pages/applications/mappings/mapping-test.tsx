import { Alert, Collapse, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { EvaluateAnswer } from '../../../../../src/admin/preview/expression-routes.ts'
import type { PreviewAnswer } from '../../../../../src/admin/preview/preview-routes.ts'
import type { Application, AttributeMapping } from '../../../../../src/config/application.ts'
import { callApi } from '../../../api/request.ts'
import { CodeBlock } from '../../../parts/code-block.tsx'
import { ErrorNotice } from '../../../parts/error-notice.tsx'
import { Section } from '../../../parts/section.tsx'
import { ClaimRow, Verdict } from '../preview/preview-result.tsx'
import { type ChosenSubject, SubjectInput } from '../subject-input.tsx'

export interface MappingTestProps {
  readonly application: Application
  /** As it would be. */
  readonly draft: AttributeMapping
  readonly others: readonly AttributeMapping[]
}

/** The mapping as it is typed, for a real account of the directory: nothing is saved for it. */
export function MappingTest({ application, draft, others }: MappingTestProps) {
  const test = useMutation({
    mutationFn: async (subject: ChosenSubject) => {
      const attributes = [...others, draft]
      const path = `/applications/${encodeURIComponent(application.id)}/preview`
      const ask = { ...subject, applicationId: application.id }
      const [preview, evaluated] = await Promise.all([
        callApi<PreviewAnswer>({ method: 'POST', path, body: { ...subject, attributes } }),
        callApi<EvaluateAnswer>({
          method: 'POST',
          path: '/expressions/evaluate',
          body: {
            expression: draft.value.includes('${') ? draft.value : `\${'${draft.value.replaceAll("'", "''")}'}`,
            subject: ask,
          },
        }),
      ])
      return { preview: preview.body, evaluated: evaluated.body }
    },
  })
  return (
    <Section title="Test" intro="With a real account, and without saving.">
      <SubjectInput action="Test" isBusy={test.isPending} onChoose={(subject) => test.mutate(subject)} />
      {test.isError && <ErrorNotice error={test.error} />}
      {test.data && (
        <Stack gap="sm" aria-live="polite">
          {test.data.preview.claims
            .filter(({ name }) => name === draft.name)
            .map((claim) => (
              <ClaimRow key={`${claim.name} ${claim.namespace}`} claim={claim} />
            ))}
          {test.data.evaluated.error && (
            <Alert color="red" title="The expression fails for this account">
              {test.data.evaluated.error.means} {test.data.evaluated.error.fix}
            </Alert>
          )}
          <Verdict preview={test.data.preview} />
          <Sample variables={test.data.evaluated.variables ?? {}} />
        </Stack>
      )}
    </Section>
  )
}

function Sample({ variables }: { variables: Readonly<Record<string, unknown>> }) {
  const [isShown, { toggle }] = useDisclosure()
  return (
    <>
      <UnstyledButton onClick={toggle} aria-expanded={isShown}>
        <Text size="sm" c="var(--mantine-color-anchor)">
          <IconChevronRight size={14} style={{ transform: isShown ? 'rotate(90deg)' : 'none' }} aria-hidden /> What the
          expression sees of this account
        </Text>
      </UnstyledButton>
      <Collapse expanded={isShown}>
        <CodeBlock text={JSON.stringify(variables, undefined, 2)} what="the sample data" />
      </Collapse>
    </>
  )
}
