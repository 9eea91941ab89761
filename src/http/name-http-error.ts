import { IdpError } from '../errors.ts'

/** What the framework throws, in our names; `limit` is that of the body. */
export function nameHttpError(error: unknown, limit: number): IdpError {
  if (error instanceof IdpError) return error
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new IdpError('HTTP_BODY_TOO_LARGE', { limit })
  const message = error instanceof Error ? error.message : String(error)
  // ECONNRESET: the client went away in the middle of its body.
  if (typeof code === 'string' && (code.startsWith('FST_ERR_CTP_') || code === 'ECONNRESET'))
    return new IdpError('HTTP_BODY_BROKEN', { reason: message })
  return new IdpError('INTERNAL', { message }, error)
}
