import { Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { GatewayInstanceAnswer } from '../../../../src/admin/gateways/instance-routes.ts'
import type { Gateway } from '../../../../src/config/gateway.ts'
import { usePermission } from '../../api/session.tsx'
import { useChange } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { notifyDone } from '../../parts/notify.ts'
import { RelativeTime } from '../../parts/relative-time.tsx'
import { Section } from '../../parts/section.tsx'
import { HealthBadge, useInstance } from './health-badge.tsx'

/** How the connections to the directory are now, and the way to make them anew. */
export function Overview({ gateway }: { gateway: Gateway }) {
  const read = useInstance(gateway.id)
  return (
    <Section
      title="Health"
      intro="Of the node that answers this page; each node has connections of its own."
      actions={<RestartButton gateway={gateway} />}
    >
      <Loaded query={read} what="the connections">
        {({ body }) =>
          (body._embedded.instances ?? []).map((one) => <Instance key={one.id} {...one} gateway={gateway} />)
        }
      </Loaded>
    </Section>
  )
}

function Instance(instance: Omit<GatewayInstanceAnswer, 'gateway'> & { gateway: Gateway }) {
  const { hostname, version, connections, waiting, currentErrors, gateway } = instance
  const { operationsPerSecond, responseTimeMillis, lastReportedAt, initializedAt } = instance
  return (
    <Stack>
      {currentErrors.map(({ code, means, fix }) => (
        <Alert key={code} color="red" title={code}>
          <Text size="sm">{means}</Text>
          <Text size="sm">{fix}</Text>
        </Alert>
      ))}
      <SimpleGrid cols={{ base: 2, sm: 3 }} component="dl" m={0}>
        <Figure name="State">
          <HealthBadge gatewayId={gateway.id} enabled={gateway.enabled} />
        </Figure>
        <Figure name="Last answer">{lastReportedAt ? <RelativeTime at={lastReportedAt} /> : 'none yet'}</Figure>
        <Figure name="Connected to">{[...new Set(connections)].join(', ') || 'nobody now'}</Figure>
        <Figure name="Operations per second">{operationsPerSecond}</Figure>
        <Figure name="Response time">
          {responseTimeMillis === undefined ? 'not measured' : `${responseTimeMillis} ms`}
        </Figure>
        <Figure name="Waiting">{waiting}</Figure>
        <Figure name="Node">{hostname}</Figure>
        <Figure name="Version">{version.versionNumber}</Figure>
        <Figure name="Connections made">{initializedAt ? <RelativeTime at={initializedAt} /> : 'not yet'}</Figure>
      </SimpleGrid>
    </Stack>
  )
}

export function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} size="sm" fw={550} className="long-text">
        {children}
      </Text>
    </div>
  )
}

function RestartButton({ gateway }: { gateway: Gateway }) {
  const mayChange = usePermission('settings.change')
  const [isOpen, { open, close }] = useDisclosure()
  const path = `/gateways/${encodeURIComponent(gateway.id)}`
  const restart = useChange<undefined>({ method: 'POST', path: `${path}/restart`, stale: [path] })
  if (!mayChange) return null
  return (
    <Group>
      <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={open}>
        Restart
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title={`Restart ${gateway.name}?`}
        action="Restart the gateway"
        color="joint"
        onConfirm={async () => {
          await restart.mutateAsync({ body: undefined })
          notifyDone('Restarted: connections and Kerberos keys are new.')
        }}
      >
        Connections are made anew, and salt and key version of the service account are read again, as after a new
        password or after AES was turned on. Requests under way end well, and none is refused meanwhile.
      </ConfirmDialog>
    </Group>
  )
}
