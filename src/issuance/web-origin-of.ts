import { type PublicAddresses, publicOrigins } from '../config/public-hosts.ts'
import type { BrowserRequest } from './stages.ts'

/**
 * The origin a browser sees us under. In: a Host header (untrusted). Out: one of the origins that the settings name, publicUrl's where the
 * header names none: passkeys belong to a host name [WebAuthn3 §5.1.3]. The header chooses among our own names and can add none.
 */
export function webOriginOf({ headers }: BrowserRequest, settings: PublicAddresses): string {
  const origins = publicOrigins(settings)
  const host = (headers.host ?? '').toLowerCase().replace(/:443$/, '')
  return origins.find((origin) => new URL(origin).host === host) ?? origins[0] ?? settings.publicUrl
}
