import type { Problem } from '../../../src/config/problem.ts'

/** One call of the admin API. Every changing call carries a header that no form of another site can send. */

export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below /v1/environments/{environmentId}, `/applications/m365`; or a whole path that begins with /v1/ or /console/. */
  readonly path: string
  readonly query?: QueryValues | undefined
  /** JSON, or text as it is (YAML), or a file, or a form with files. */
  readonly body?: unknown
  /** The ETag that was read: the call is refused with 412 when somebody changed the resource since. */
  readonly etag?: string | undefined
  readonly accept?: string
  readonly signal?: AbortSignal
}

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>

export interface Answer<T> {
  readonly body: T
  readonly etag: string | undefined
}

/** The API's error form, with Joinery's own part. */
export interface ErrorBody {
  readonly id?: string
  readonly code: string
  readonly message: string
  readonly details?: readonly { readonly code: string; readonly target?: string; readonly message: string }[]
  readonly joinery?: {
    readonly code: string
    readonly means?: string
    readonly fix?: string
    readonly problems?: readonly Problem[]
  }
}

/** status 0: the server was not reached. */
export class ApiError extends Error {
  readonly status: number
  readonly body: ErrorBody
  constructor(status: number, body: ErrorBody) {
    super(body.joinery?.means ?? body.message)
    this.status = status
    this.body = body
  }
  get problems(): readonly Problem[] {
    return this.body.joinery?.problems ?? []
  }
}

const environmentName = document.querySelector<HTMLMetaElement>('meta[name=joinery-environment]')?.content ?? ''
/** The development server fills nothing in. */
export const environmentId = environmentName.startsWith('%') ? 'default' : environmentName

export function addressOf(path: string, query: QueryValues = {}): string {
  const whole = /^\/(v1|console)\//.test(path) ? path : `/v1/environments/${encodeURIComponent(environmentId)}${path}`
  const values = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(values.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? whole : `${whole}?${text}`
}

/** Throws ApiError. What asks for the second factor again is done once that was proved. */
export async function callApi<T>(call: ApiCall): Promise<Answer<T>> {
  try {
    return await callOnce<T>(call)
  } catch (error) {
    const isStale = error instanceof ApiError && error.body.joinery?.code === 'ADMINISTRATORS_FACTOR_STALE'
    if (isStale && (await askForFactor())) return callOnce<T>(call)
    throw error
  }
}

let askForFactor = async (): Promise<boolean> => false

/** How the second factor is asked for again: true once it was proved, false when the administrator thought better of it. */
export function onFactorStale(ask: () => Promise<boolean>): void {
  askForFactor = ask
}

async function callOnce<T>(call: ApiCall): Promise<Answer<T>> {
  const response = await send(call)
  const etag = response.headers.get('etag') ?? undefined
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
  const body: unknown = response.status === 204 ? undefined : isJson ? await response.json() : await response.text()
  if (!response.ok) {
    if (response.status === 401) for (const listener of signedOutListeners) listener()
    throw new ApiError(response.status, errorBodyOf(body, response.status))
  }
  // The route's own schema made this answer; the caller names its type.
  return { body: body as T, etag }
}

async function send({ method = 'GET', path, query, body, etag, accept, signal }: ApiCall): Promise<Response> {
  const { type, content } = contentOf(body)
  try {
    return await fetch(addressOf(path, query), {
      method,
      headers: {
        accept: accept ?? 'application/json',
        ...(method !== 'GET' && { 'x-joinery-console': '1' }),
        ...(type && { 'content-type': type }),
        ...(etag && { 'if-match': etag }),
      },
      credentials: 'same-origin',
      ...(content !== undefined && { body: content }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, { code: 'UNREACHABLE', message: 'The server did not answer.' })
  }
}

function contentOf(body: unknown): { type?: string; content?: BodyInit } {
  if (body === undefined) return {}
  if (typeof body === 'string') return { type: 'text/plain; charset=utf-8', content: body }
  // The browser names the boundary between its parts.
  if (body instanceof FormData) return { content: body }
  if (body instanceof Blob) return { type: body.type || 'application/octet-stream', content: body }
  return { type: 'application/json', content: JSON.stringify(body) }
}

function errorBodyOf(body: unknown, status: number): ErrorBody {
  if (typeof body === 'object' && body !== null && 'code' in body && 'message' in body) return body as ErrorBody
  const message =
    typeof body === 'string' && body !== '' && !body.startsWith('<') ? body : `The server answered ${status}.`
  return { code: String(status), message }
}

const signedOutListeners = new Set<() => void>()

/** Told whenever the server answers that nobody is signed in. Gives back what ends it. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}
