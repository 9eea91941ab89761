/**
 * Cookies as we set and read them. [RFC6265 §4.1, §5.4]
 * In: the Cookie header (untrusted), or what to set. Out: the value of a name, or a Set-Cookie line. The prefix `__Host-` makes the
 * browser refuse a cookie of that name from any other host, by plain HTTP or with a path. Proves nothing about who sends it.
 */

/** Undefined when it is not there, or there twice: then nobody knows which of them is ours. */
export function findCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '').split(';').flatMap((pair) => {
    const [key = '', ...value] = pair.split('=')
    return key.trim() === name ? [value.join('=').trim()] : []
  })
  return values.length === 1 ? values[0] : undefined
}

/** `maxAgeSeconds` undefined: until the browser ends; 0: take it away. `value` must need no quoting. */
export function serializeHostCookie(
  name: string,
  value: string,
  maxAgeSeconds: number | undefined,
  sameSite: 'Lax' | 'Strict' = 'Lax',
): string {
  const lifetime = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`
  return `__Host-${name}=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}${lifetime}`
}
