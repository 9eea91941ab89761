import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { EvaluateAnswer, Vocabulary } from '../../../../../src/admin/preview/expression-routes.ts'
import { callApi } from '../../../api/request.ts'
import { CodeEditor } from '../../../parts/code-editor.tsx'
import { expressionCompletion } from './expression-completion.ts'

export interface ExpressionEditorProps {
  readonly label: string
  readonly description: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly evaluated: EvaluateAnswer | undefined
}

/** One line of the expression language, with completion, and errors at their column. */
export default function ExpressionEditor({ evaluated, value, ...props }: ExpressionEditorProps) {
  const vocabulary = useQuery({
    queryKey: ['/expressions/vocabulary'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await callApi<Vocabulary>({ path: '/expressions/vocabulary', signal })).body,
  })
  const extensions = useMemo(() => (vocabulary.data ? expressionCompletion(vocabulary.data) : []), [vocabulary.data])
  const error = evaluated?.error
  const marks = useMemo(
    () =>
      error === undefined
        ? []
        : [
            {
              line: 1,
              severity: 'error' as const,
              message: error.means,
              ...(error.column && { column: error.column }),
            },
          ],
    [error],
  )
  return (
    <CodeEditor
      {...props}
      value={value}
      extensions={extensions}
      marks={marks}
      isSingleLine
      error={error && `${error.column === undefined ? '' : `Column ${error.column}: `}${error.means} ${error.fix}`}
    />
  )
}

/** What the server makes of it, a moment after the typing stops. */
export function useEvaluated(expression: string) {
  const [settled] = useDebouncedValue(expression, 350)
  return useQuery({
    queryKey: ['/expressions/evaluate', settled],
    enabled: settled.trim() !== '',
    staleTime: 10_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const body = { expression: settled }
      return (await callApi<EvaluateAnswer>({ method: 'POST', path: '/expressions/evaluate', body, signal })).body
    },
  })
}
