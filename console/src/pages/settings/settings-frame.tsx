import type { ReactNode } from 'react'
import { PageFrame, type PageFrameProps } from '../../parts/page-frame.tsx'

/** A page below Settings. */
export function SettingsFrame({ children, ...frame }: Omit<PageFrameProps, 'above'> & { children: ReactNode }) {
  return (
    <PageFrame width="form" {...frame} above={[{ title: 'Settings', to: '/settings' }]}>
      {children}
    </PageFrame>
  )
}
