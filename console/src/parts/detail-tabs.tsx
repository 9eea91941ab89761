import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'

export interface DetailTab {
  /** The last part of the address. */
  readonly path: string
  readonly title: string
  readonly content: ReactNode
}

/** The tabs of one thing, each with an address of its own below `base`, so that a link leads to it. */
export function DetailTabs({ base, tabs }: { base: string; tabs: readonly DetailTab[] }) {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const here = pathname.slice(base.length).split('/')[1]
  const shown = tabs.find(({ path }) => path === here) ?? tabs[0]
  return (
    <Tabs
      value={shown?.path ?? null}
      onChange={(path) => void navigate(`${base}/${path}`)}
      keepMounted={false}
      activateTabWithKeyboard={false}
    >
      <Tabs.List mb="md" style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
        {tabs.map(({ path, title }) => (
          <Tabs.Tab key={path} value={path} style={{ flexShrink: 0 }}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ path, content }) => (
        <Tabs.Panel key={path} value={path}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
