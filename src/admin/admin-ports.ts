import type { AuditLog } from '../ports/audit.ts'
import type { SettingsEditor } from '../ports/settings-editor.ts'
import type { Clock, Randomness } from '../ports.ts'

/** What the routes need of the rest of Joinery; joined in compose.ts. One line for each part. */
export interface AdminPorts {
  readonly clock: Clock
  readonly randomness: Randomness
  readonly settings: SettingsEditor
  readonly audit: AuditLog
}
