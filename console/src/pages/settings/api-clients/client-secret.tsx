import { Alert, Stack, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { environmentId } from '../../../api/request.ts'
import { CopyField } from '../../../parts/copy-field.tsx'
import type { MadeSecret } from './api-client.ts'

/** A secret, told once, and how a token is had for it. */
export function ClientSecret({ made: { clientId, clientSecret } }: { made: MadeSecret }) {
  return (
    <Alert variant="light" icon={<IconKey size={18} />} title="Keep this secret now">
      <Stack gap="xs">
        <Text size="sm">It is shown this once: only a hash of it is kept. A token lasts 15 minutes.</Text>
        <CopyField label="Client ID" value={clientId} />
        <CopyField label="Client secret" value={clientSecret} />
        <CopyField label="Token endpoint" value={`${window.location.origin}/${environmentId}/as/token`} />
      </Stack>
    </Alert>
  )
}
