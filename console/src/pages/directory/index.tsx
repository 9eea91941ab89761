import { lazy, Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { usePermission } from '../../api/session.tsx'
import { DetailTabs } from '../../parts/detail-tabs.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { Accounts } from './accounts.tsx'
import { Attributes } from './attributes.tsx'
import { Lockouts } from './lockouts.tsx'
import { Populations } from './populations.tsx'
import { Sessions } from './sessions.tsx'

const UserPage = lazy(() => import('./user-page.tsx'))

export default function Directory() {
  return (
    <Routes>
      <Route
        path="accounts/:userId"
        element={
          <Suspense fallback={<Waiting what="the page" />}>
            <UserPage />
          </Suspense>
        }
      />
      <Route path="*" element={<Tabs />} />
    </Routes>
  )
}

function Tabs() {
  const maySettings = usePermission('settings.read')
  return (
    <PageFrame
      title="Directory"
      intro="Accounts live in Active Directory. Joinery keeps of them what it needs to find them again, and asks the directory at every sign-in."
    >
      <DetailTabs
        base="/directory"
        tabs={[
          { path: 'users', title: 'Users', content: <Accounts key="users" kind="user" /> },
          { path: 'computers', title: 'Computers', content: <Accounts key="computers" kind="computer" /> },
          ...(maySettings
            ? [
                { path: 'populations', title: 'Populations', content: <Populations /> },
                { path: 'attributes', title: 'Attributes', content: <Attributes /> },
              ]
            : []),
          { path: 'sessions', title: 'Sessions', content: <Sessions /> },
          { path: 'lockouts', title: 'Lockouts', content: <Lockouts /> },
        ]}
      />
    </PageFrame>
  )
}
