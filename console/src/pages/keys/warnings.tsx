import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import type { RolloverResource } from '../../../../src/admin/keys/rollover-resource.ts'

/** What needs attention before it hurts. */
export function Warnings({ warnings }: Pick<RolloverResource, 'warnings'>) {
  if (warnings.length === 0) return null
  return (
    <Stack gap="sm">
      {warnings.map(({ level, code, keyId, means, fix }) => {
        const isAlarm = level === 'alarm'
        return (
          <Alert
            key={`${code} ${keyId}`}
            color={isAlarm ? 'red' : 'yellow'}
            variant="light"
            icon={isAlarm ? <IconAlertTriangle size={18} /> : <IconClock size={18} />}
            title={isAlarm ? 'Act now' : 'Act soon'}
            role={isAlarm ? 'alert' : 'status'}
          >
            <Text size="sm">{means}</Text>
            <Text size="sm" mt={4}>
              {fix}
            </Text>
          </Alert>
        )
      })}
    </Stack>
  )
}
