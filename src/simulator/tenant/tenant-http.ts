/** What the endpoints of the tenant take and give; HTTP itself is in start-tenant.ts. */
export interface TenantRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
  /** The named parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
}

export interface TenantAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function answerJson(status: number, value: unknown): TenantAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store, no-cache' },
    body: JSON.stringify(value),
  }
}

export function answerText(status: number, type: string, body: string): TenantAnswer {
  return { status, headers: { 'content-type': `${type}; charset=utf-8` }, body }
}

export function answerRedirect(location: string, headers: TenantAnswer['headers'] = {}): TenantAnswer {
  return { status: 302, headers: { location, 'cache-control': 'no-store', ...headers }, body: '' }
}

export const answerNothing = (status: number): TenantAnswer => ({ status, headers: {}, body: '' })

/** The body as JSON, or undefined where it is none. */
export function parseJsonBody(request: TenantRequest): unknown {
  try {
    return JSON.parse(Buffer.from(request.body).toString('utf8'))
  } catch {
    return undefined
  }
}

/** The caller's id for this request, when it is a GUID; errors carry it as correlation id. */
export function clientRequestId(request: TenantRequest): string | undefined {
  const id = request.headers['client-request-id'] ?? request.query.get('client-request-id') ?? ''
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.toLowerCase() : undefined
}
