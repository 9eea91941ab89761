import { Box, Code } from '@mantine/core'
import { CopyButton } from './copy-button.tsx'

/** Text as it is, to be read and copied. */
export function CodeBlock({ text, what, maxHeight = 360 }: { text: string; what: string; maxHeight?: number }) {
  return (
    <Box pos="relative">
      <Code block mah={maxHeight} pr={48} style={{ overflow: 'auto' }} tabIndex={0} role="region" aria-label={what}>
        {text}
      </Code>
      <Box pos="absolute" top={4} right={12}>
        <CopyButton value={text} what={what} />
      </Box>
    </Box>
  )
}
