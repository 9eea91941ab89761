import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type Answer, type ApiCall, ApiError, callApi, type QueryValues } from './request.ts'

/** Reading and changing over the API. A query's key is its path, so a change names the paths it makes stale. */

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What was refused stays refused; a network that blinked may be there again.
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && [0, 502, 503, 504].includes(error.status),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

export interface ReadOptions {
  readonly query?: QueryValues | undefined
  readonly enabled?: boolean
  /** Milliseconds; false: not again by itself. */
  readonly refetchInterval?: number | false | ((body: never) => number | false)
}

/** One resource with its ETag. */
export function useResource<T>(path: string, options: ReadOptions = {}): UseQueryResult<Answer<T>> {
  const { query, enabled = true, refetchInterval = false } = options
  return useQuery({
    queryKey: [path, query ?? {}],
    queryFn: ({ signal }) => callApi<T>({ path, query, signal }),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval:
      typeof refetchInterval === 'function'
        ? ({ state }) => (state.data ? refetchInterval(state.data.body as never) : false)
        : refetchInterval,
  })
}

/** A page of a collection in the API's HAL form. */
export interface Collection<T> {
  readonly _embedded: Readonly<Record<string, readonly T[]>>
  readonly _links?: { readonly next?: { readonly href: string } }
  readonly size?: number
}

export interface Change<B> extends Omit<ApiCall, 'path' | 'body'> {
  /** Of what is changed, when it depends on what is given. */
  readonly path: string | ((body: B) => string)
  /** The paths that are stale afterwards, with everything below them. Left out: the changed one and the collection it is in. */
  readonly stale?: readonly string[]
}

export interface ChangeInput<B> {
  readonly body: B
  readonly etag?: string | undefined
  readonly query?: QueryValues
}

export function useChange<B = void, T = unknown>(
  change: Change<B>,
): UseMutationResult<Answer<T>, Error, ChangeInput<B>> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ body, etag, query }: ChangeInput<B>) => {
      const path = typeof change.path === 'function' ? change.path(body) : change.path
      const isBodyless = change.method === 'DELETE'
      return callApi<T>({ ...change, path, query, etag, ...(!isBodyless && { body }) })
    },
    onSuccess: async (_answer, { body }) => {
      const path = typeof change.path === 'function' ? change.path(body) : change.path
      await refresh(client, change.stale ?? [path.replace(/\/[^/]+$/, '') || path, path])
    },
  })
}

/** Everything that was read below these paths is read again. */
export function refresh(client: QueryClient, paths: readonly string[]): Promise<void> {
  const isBelow = (read: unknown): boolean =>
    paths.some((path) => read === path || String(read).startsWith(`${path}/`) || String(read).startsWith(`${path}?`))
  return client.invalidateQueries({ predicate: ({ queryKey }) => isBelow(queryKey[0]) })
}
