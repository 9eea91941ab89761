import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import type { Application } from '../../../../src/config/application.ts'
import type { Answer } from '../../api/request.ts'
import { usePermission } from '../../api/session.tsx'
import { useResource } from '../../api/use-api.ts'
import { DeleteButton } from '../../parts/delete-button.tsx'
import { DetailTabs } from '../../parts/detail-tabs.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import type { SettingValues } from '../../parts/schema-fields.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { Configuration } from './configuration.tsx'

const Overview = lazy(() => import('./overview/overview.tsx'))
const Mappings = lazy(() => import('./mappings/mappings.tsx'))
const Preview = lazy(() => import('./preview/preview.tsx'))

const above = [{ title: 'Applications', to: '/applications' }]

export function ApplicationPage() {
  const { applicationId: id = '' } = useParams()
  const path = `/applications/${encodeURIComponent(id)}`
  const read = useResource<Application>(path)
  const mayPreview = usePermission('people.read')
  return (
    <Loaded query={read} what="the application">
      {(answer) => {
        const { name, domainName, enabled } = answer.body
        return (
          <PageFrame
            title={name}
            above={above}
            intro={
              <>
                {domainName} {!enabled && <StatusBadge status="neutral" label="off" />}
              </>
            }
            actions={
              <DeleteButton
                path={path}
                etag={answer.etag}
                name={name}
                what="application"
                typed={domainName}
                to="/applications"
              >
                Its addresses stop answering at once: nobody of {domainName} signs in to Microsoft 365 and no computer
                joins until Entra sends them elsewhere. Its issuer and its mappings are gone; History under Settings can
                bring them back.
              </DeleteButton>
            }
          >
            <Suspense fallback={<Waiting what="the page" />}>
              <DetailTabs
                base={path}
                tabs={[
                  { path: 'overview', title: 'Overview', content: <Overview application={answer.body} /> },
                  {
                    path: 'configuration',
                    title: 'Configuration',
                    content: <Configuration id={id} stored={answer as unknown as Answer<SettingValues>} />,
                  },
                  { path: 'mappings', title: 'Attribute mappings', content: <Mappings application={answer.body} /> },
                  ...(mayPreview
                    ? [{ path: 'preview', title: 'Preview', content: <Preview application={answer.body} /> }]
                    : []),
                ]}
              />
            </Suspense>
          </PageFrame>
        )
      }}
    </Loaded>
  )
}
