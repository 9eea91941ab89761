import { Box, Input } from '@mantine/core'
import { lazy, Suspense, useId } from 'react'
import type { CodeMirrorProps } from './code-mirror.tsx'
import { Waiting } from './waiting.tsx'

const CodeMirror = lazy(() => import('./code-mirror.tsx'))

export interface CodeEditorProps extends Omit<CodeMirrorProps, 'labelledBy'> {
  readonly label: string
  readonly description?: string
  readonly error?: string | undefined
}

/** An editor for text with a grammar. It is loaded when it is first shown. */
export function CodeEditor({ label, description, error, ...editor }: CodeEditorProps) {
  const id = useId()
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div" labelProps={{ id }}>
      <Box mt={6}>
        <Suspense fallback={<Waiting what="the editor" />}>
          <CodeMirror {...editor} labelledBy={id} />
        </Suspense>
      </Box>
    </Input.Wrapper>
  )
}
