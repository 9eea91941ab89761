import type { TrustHttpRequest } from '../stages.ts'

/**
 * The id under which Windows logs this attempt, so that its event log and our sign-in log can be joined.
 * In: headers and query of an HTTP request (untrusted). Out: a GUID in lower case, or undefined; anything else is passed over.
 * Follows no specification; [WSTrust13 §3.1] leaves transport headers open. Proves nothing.
 */
export function findClientRequestId({
  headers,
  query,
}: Pick<TrustHttpRequest, 'headers' | 'query'>): string | undefined {
  const found = headers['client-request-id'] ?? new URLSearchParams(query).get('client-request-id') ?? ''
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(found) ? found.toLowerCase() : undefined
}
