import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import type { Gateway } from '../../../../src/config/gateway.ts'
import type { Answer } from '../../api/request.ts'
import { useResource } from '../../api/use-api.ts'
import { DeleteButton } from '../../parts/delete-button.tsx'
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
            actions={
              <DeleteButton
                path={path}
                etag={answer.etag}
                name={answer.body.name}
                what="gateway"
                typed={answer.body.id}
                to="/gateways"
              >
                Nobody of this directory signs in any more, and its stored passwords and Kerberos keys are gone. It is
                refused while an application uses one of its user types.
              </DeleteButton>
            }
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
