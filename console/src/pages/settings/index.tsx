import { Card, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { type ComponentType, lazy } from 'react'
import { Link, Route, Routes } from 'react-router'
import { useSession } from '../../api/session.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { settingsPages } from './settings-pages.ts'

const routes = settingsPages.map((page) => ({ ...page, Page: lazy<ComponentType>(page.load) }))

export default function Settings() {
  return (
    <Routes>
      <Route index element={<Overview />} />
      {routes.map(({ path, Page }) => (
        <Route key={path} path={`${path}/*`} element={<Page />} />
      ))}
    </Routes>
  )
}

function Overview() {
  const { permissions } = useSession()
  return (
    <PageFrame title="Settings" intro="What holds for this installation as a whole.">
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {settingsPages
          .filter(({ permission }) => permissions.includes(permission))
          .map(({ path, title, description, icon: Icon }) => (
            <Card key={path} component={Link} to={path} withBorder radius="md" padding="md">
              <Stack gap={6} align="flex-start">
                <ThemeIcon variant="light" size="lg">
                  <Icon size={20} stroke={1.6} />
                </ThemeIcon>
                <Title order={2} size="h3">
                  {title}
                </Title>
                <Text size="sm" c="dimmed">
                  {description}
                </Text>
              </Stack>
            </Card>
          ))}
      </SimpleGrid>
    </PageFrame>
  )
}
