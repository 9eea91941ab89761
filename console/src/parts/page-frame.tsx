import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'

export interface PageFrameProps {
  readonly title: string
  /** One or two sentences for whoever is here the first time. */
  readonly intro?: ReactNode
  /** The pages above this one, outermost first. */
  readonly above?: readonly { readonly title: string; readonly to: string }[]
  /** Buttons for the page as a whole. */
  readonly actions?: ReactNode
  /** Widest a page of text and forms is; tables and code take what there is. */
  readonly width?: 'form' | 'full'
  readonly children: ReactNode
}

/** The head of every page: its title (of the document too), what it is for, its actions. The focus begins here. */
export function PageFrame({ title, intro, above = [], actions, width = 'full', children }: PageFrameProps) {
  useDocumentTitle([title, ...above.map((page) => page.title).reverse(), 'Joinery'].join(' · '))
  const heading = useFocusAfterNavigation()
  return (
    <Stack gap="lg" maw={width === 'form' ? 820 : 1400}>
      <Stack gap={6}>
        {above.length > 0 && (
          <Breadcrumbs aria-label="Pages above" component="nav">
            {above.map((page) => (
              <Anchor key={page.to} component={Link} to={page.to} size="sm">
                {page.title}
              </Anchor>
            ))}
          </Breadcrumbs>
        )}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Title order={1} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
        {intro && (
          <Text c="dimmed" size="sm" maw={760}>
            {intro}
          </Text>
        )}
      </Stack>
      {children}
    </Stack>
  )
}

/** Whoever followed a link hears the new page's title; whoever just opened the console is left alone. */
function useFocusAfterNavigation() {
  const heading = useRef<HTMLHeadingElement>(null)
  const isFirst = useLocation().key === 'default'
  // biome-ignore lint/correctness/useExhaustiveDependencies: only once for each page
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true })
  }, [])
  return heading
}
