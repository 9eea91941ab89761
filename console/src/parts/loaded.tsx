import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorNotice } from './error-notice.tsx'
import { Waiting } from './waiting.tsx'

export interface LoadedProps<T> {
  readonly query: UseQueryResult<T>
  /** "the sign-in log": said while it loads. */
  readonly what: string
  readonly children: (data: T) => ReactNode
}

/** What was read; until then that it is being read, or why it cannot be. What was read before stays in sight beside a later failure. */
export function Loaded<T>({ query, what, children }: LoadedProps<T>) {
  if (query.isPending) return <Waiting what={what} />
  const failure = query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return failure
  return (
    <>
      {failure}
      {children(query.data)}
    </>
  )
}
