import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import type { SignedInAnswer } from '../../../src/http/console-session-schema.ts'
import { ApiError, callApi, onSignedOut } from './request.ts'

/** Who is signed in, and what they may do. The server decides again at every call; here it only hides what would be refused. */

export interface Session extends Omit<SignedInAnswer, 'permissions'> {
  readonly permissions: readonly string[]
}

const SessionContext = createContext<Session | undefined>(undefined)

/** undefined: nobody is signed in. */
export function useFindSession() {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['/console/session'],
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<Session | null> => {
      try {
        return (await callApi<Session>({ path: '/console/session', signal })).body
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null
        throw error
      }
    },
  })
  useEffect(() => onSignedOut(() => client.setQueryData(['/console/session'], null)), [client])
  return query
}

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('used outside of SessionProvider')
  return session
}

/** Whether the administrator who is signed in may do this. */
export function usePermission(permission: string): boolean {
  return useSession().permissions.includes(permission)
}
