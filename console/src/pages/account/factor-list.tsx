import { Button, Group, Stack, Text } from '@mantine/core'
import { IconDeviceMobile, IconFingerprint } from '@tabler/icons-react'
import { useState } from 'react'
import type { AccountAnswer } from '../../../../src/http/console-session-schema.ts'
import { callApi } from '../../api/request.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { RelativeTime } from '../../parts/relative-time.tsx'

type Factor = AccountAnswer['factors'][number]

export function FactorList({ factors, onRemoved }: { factors: readonly Factor[]; onRemoved: () => Promise<void> }) {
  const [removed, setRemoved] = useState<Factor>()
  return (
    <Stack gap="sm">
      {factors.map((factor) => {
        const { id, kind, label, host, createdAt, lastUsedAt } = factor
        const Icon = kind === 'passkey' ? IconFingerprint : IconDeviceMobile
        return (
          <Group key={id} justify="space-between" wrap="nowrap" gap="sm">
            <Group gap="sm" wrap="nowrap">
              <Icon size={22} stroke={1.5} aria-hidden />
              <Stack gap={0}>
                <Text size="sm" fw={550}>
                  {label || (kind === 'passkey' ? 'Passkey' : 'App')}
                </Text>
                <Text size="xs" c="dimmed">
                  {kind === 'passkey' ? `A passkey for ${host}` : 'Codes from an app'}, set up{' '}
                  <RelativeTime at={createdAt} />
                  {lastUsedAt && (
                    <>
                      , used <RelativeTime at={lastUsedAt} />
                    </>
                  )}
                </Text>
              </Stack>
            </Group>
            <Button
              size="xs"
              variant="subtle"
              color="red"
              disabled={factors.length === 1}
              onClick={() => setRemoved(factor)}
              aria-label={`Remove ${label || kind}`}
            >
              Remove
            </Button>
          </Group>
        )
      })}
      <ConfirmDialog
        isOpen={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title="Remove this second factor?"
        action="Remove it"
        onConfirm={async () => {
          await callApi({ method: 'DELETE', path: `/console/session/factors/${removed?.id}` })
          await onRemoved()
        }}
      >
        You cannot sign in with it any more. The others stay.
      </ConfirmDialog>
    </Stack>
  )
}
