import type { Branding, Language } from '../config/branding.ts'
import type { AuditLog } from '../ports/audit.ts'
import type { PublicCertificate } from '../ports/public-certificate.ts'
import type { SettingsEditor } from '../ports/settings-editor.ts'
import type { Clock, Randomness } from '../ports.ts'

/** What the routes need of the rest of Joinery; joined in compose.ts. One line for each part. */
export interface AdminPorts {
  readonly clock: Clock
  readonly randomness: Randomness
  readonly settings: SettingsEditor
  readonly audit: AuditLog
  /** The sign-in page as users would see it, HTML; its style bears the nonce `preview`. */
  readonly renderSignIn: (branding: Branding, language: Language) => string
  /** undefined: a proxy ends TLS. */
  readonly publicCertificate: () => Promise<PublicCertificate | undefined>
}
