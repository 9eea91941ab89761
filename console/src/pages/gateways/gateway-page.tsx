import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTrash } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Gateway } from '../../../../src/config/gateway.ts'
import type { Answer } from '../../api/request.ts'
import { usePermission } from '../../api/session.tsx'
import { useChange, useResource } from '../../api/use-api.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { DetailTabs } from '../../parts/detail-tabs.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import type { SettingValues } from '../../parts/schema-fields.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { Connection } from './connection.tsx'
import { Credentials } from './credentials.tsx'
import { HealthBadge } from './health-badge.tsx'
import { Overview } from './overview.tsx'

const Lookup = lazy(() => import('./lookup/lookup.tsx'))
const Kerberos = lazy(() => import('./kerberos.tsx'))

export function GatewayPage() {
  const { gatewayId: id = '' } = useParams()
  const path = `/gateways/${encodeURIComponent(id)}`
  const read = useResource<Gateway>(path)
  return (
    <Loaded query={read} what="the gateway">
      {(answer) => {
        const { name, enabled, vendor } = answer.body
        // One object, as the settings form sees it.
        const tab = { id, path, stored: answer as unknown as Answer<SettingValues> }
        return (
          <PageFrame
            title={name}
            above={[{ title: 'Gateways', to: '/gateways' }]}
            intro={
              <>
                {vendor} <HealthBadge gatewayId={id} enabled={enabled} />
              </>
            }
            actions={<DeleteButton gateway={answer.body} etag={answer.etag} />}
          >
            <Suspense fallback={<Waiting what="the page" />}>
              <DetailTabs
                base={path}
                tabs={[
                  { path: 'overview', title: 'Overview', content: <Overview gateway={answer.body} /> },
                  { path: 'connection', title: 'Connection', content: <Connection {...tab} /> },
                  { path: 'credentials', title: 'Credentials', content: <Credentials {...tab} /> },
                  { path: 'lookup', title: 'Lookup', content: <Lookup {...tab} /> },
                  { path: 'kerberos', title: 'Kerberos', content: <Kerberos {...tab} /> },
                ]}
              />
            </Suspense>
          </PageFrame>
        )
      }}
    </Loaded>
  )
}

/** What each tab with a form is given. */
export interface GatewayTabProps {
  readonly id: string
  /** Of the gateway in the API. */
  readonly path: string
  readonly stored: Answer<SettingValues>
}

function DeleteButton({ gateway, etag }: { gateway: Gateway; etag: string | undefined }) {
  const { id, name } = gateway
  const mayChange = usePermission('settings.change')
  const [isOpen, { open, close }] = useDisclosure()
  const navigate = useNavigate()
  const remove = useChange({ method: 'DELETE', path: `/gateways/${encodeURIComponent(id)}`, stale: [] })
  if (!mayChange) return null
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={open}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title={`Delete ${name}?`}
        action="Delete the gateway"
        typed={id}
        onConfirm={async () => {
          await remove.mutateAsync({ body: undefined, etag })
          await navigate('/gateways', { replace: true })
        }}
      >
        Nobody of this directory signs in any more, and its stored passwords and Kerberos keys are gone. It is refused
        while an application uses one of its user types.
      </ConfirmDialog>
    </>
  )
}
