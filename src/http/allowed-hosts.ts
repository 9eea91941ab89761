/**
 * Which Host header values the public listener answers to: the host of publicUrl, with or without its port.
 * Anything else gets 421 [RFC9110 §15.5.20], so that no address we publish can come from a caller.
 */
export function allowedHosts(publicUrl: string): ReadonlySet<string> {
  const url = new URL(publicUrl)
  const port = url.port === '' ? '443' : url.port
  return new Set([url.hostname.toLowerCase(), `${url.hostname}:${port}`.toLowerCase()])
}
