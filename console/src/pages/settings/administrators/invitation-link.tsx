import { Alert, Stack, Text } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import type { MadeInvitation } from '../../../../../src/admin/administrators/administrator-schema.ts'
import { CopyField } from '../../../parts/copy-field.tsx'
import { absoluteTime } from '../../../parts/relative-time.tsx'

/** A link, told once. */
export function InvitationLink({ invitation: { link, expiresAt } }: { invitation: MadeInvitation }) {
  return (
    <Alert variant="light" icon={<IconLink size={18} />} title="Send this link">
      <Stack gap="xs">
        <Text size="sm">
          By a way that only its reader sees: whoever opens it becomes this administrator. It is shown this once, good
          once, until {absoluteTime(expiresAt)}.
        </Text>
        <CopyField label="Link" value={`${window.location.origin}${link}`} />
      </Stack>
    </Alert>
  )
}
