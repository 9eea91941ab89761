import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core'
import { type ComponentType, lazy, Suspense } from 'react'
import { Navigate, Route, Routes, useLocation } from 'react-router'
import { SessionProvider, useFindSession } from './api/session.tsx'
import { Frame } from './frame.tsx'
import { pages } from './pages.ts'
import { ErrorNotice } from './parts/error-notice.tsx'
import { SignInPage } from './sign-in/sign-in-page.tsx'
import { StepUp } from './sign-in/step-up.tsx'

/** Signed out, or the frame with its pages. Each page is a chunk of its own. */

const routes = pages.map((page) => ({ ...page, Page: lazy<ComponentType>(page.load) }))

const InvitationPage = lazy(() => import('./sign-in/invitation-page.tsx'))
const AccountPage = lazy(() => import('./pages/account/index.tsx'))

export function App() {
  // Whoever has a link is nobody yet, or somebody who lost what they sign in with.
  if (useLocation().pathname === '/invitation')
    return (
      <Suspense fallback={<Starting />}>
        <InvitationPage />
      </Suspense>
    )
  return <Console />
}

function Console() {
  const session = useFindSession()
  if (session.isPending) return <Starting />
  if (session.isError)
    return (
      <Center mih="100vh" p="md">
        <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />
      </Center>
    )
  if (session.data === null) return <SignInPage />
  const { permissions } = session.data
  const first = pages.find(({ permission }) => permissions.includes(permission))
  return (
    <SessionProvider session={session.data}>
      <Frame>
        <Routes>
          {first && <Route path="/" element={<Navigate to={`/${first.path}`} replace />} />}
          {routes.map(({ path, Page }) => (
            <Route key={path} path={`/${path}/*`} element={<Page />} />
          ))}
          <Route path="/account/*" element={<AccountPage />} />
          <Route path="*" element={<NothingHere />} />
        </Routes>
      </Frame>
      <StepUp />
    </SessionProvider>
  )
}

function Starting() {
  return (
    <Center mih="100vh">
      <Loader aria-label="Starting" />
    </Center>
  )
}

function NothingHere() {
  return (
    <Stack align="flex-start">
      <Title order={1}>There is no such page</Title>
      <Text>The address is not one of this console. A link may come from another version.</Text>
      <Button component="a" href="/console/" variant="default">
        To the first page
      </Button>
    </Stack>
  )
}
