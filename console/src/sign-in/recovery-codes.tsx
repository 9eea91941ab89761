import { Alert, Button, Checkbox, Code, Group, SimpleGrid, Stack } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { CopyButton } from '../parts/copy-button.tsx'
import { DownloadButton } from '../parts/download-button.tsx'

/** Codes that are shown this once. */
export default function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [isKept, setKept] = useState(false)
  const text = `${codes.join('\n')}\n`
  return (
    <Stack gap="md">
      <Alert variant="light" icon={<IconKey size={18} />}>
        They are shown this once. Keep them where you would find them without this device: on paper, or in a password
        manager.
      </Alert>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        {codes.map((code) => (
          <Code key={code} ta="center" fz="xs">
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group gap="xs">
        <CopyButton value={text} what="the codes" label="Copy" />
        <DownloadButton label="Download" fileName="joinery-recovery-codes.txt" content={() => text} />
      </Group>
      <Checkbox label="I have kept them" checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <Button disabled={!isKept} onClick={onDone}>
        Continue
      </Button>
    </Stack>
  )
}
