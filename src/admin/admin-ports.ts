import type { AdministratorPorts } from '../administrators/administrator-ports.ts'
import type { Branding, Language } from '../config/branding.ts'
import type { ApiClientRepository } from '../ports/api-clients.ts'
import type { AuditLog } from '../ports/audit.ts'
import type { KeyRollover } from '../ports/key-rollover.ts'
import type { PublicCertificate } from '../ports/public-certificate.ts'
import type { RehearsalRepository } from '../ports/rehearsals.ts'
import type { SettingsEditor, StoredSecret } from '../ports/settings-editor.ts'
import type { SignInSearch } from '../ports/sign-in-search.ts'
import type { Clock, Randomness } from '../ports.ts'
import type { RehearsalQueue } from './activity/rehearsal-queue.ts'
import type { PeoplePorts } from './people-ports.ts'
import type { RoadPorts } from './road/road-ports.ts'

/** What the routes need of the rest of Joinery; joined in compose.ts. One line for each part. */
export interface AdminPorts extends PeoplePorts, RoadPorts {
  readonly clock: Clock
  readonly randomness: Randomness
  readonly settings: SettingsEditor
  readonly audit: AuditLog
  readonly apiClients: ApiClientRepository
  readonly listSecrets: () => Promise<readonly StoredSecret[]>
  readonly administration: AdministratorPorts
  /** The sign-in page as users would see it, HTML; its style bears the nonce `preview`. */
  readonly renderSignIn: (branding: Branding, language: Language) => string
  /** undefined: a proxy ends TLS. */
  readonly publicCertificate: () => Promise<PublicCertificate | undefined>
  readonly signIns: SignInSearch
  readonly rehearsals: RehearsalRepository
  readonly rollover: KeyRollover
  readonly rehearsalQueue: RehearsalQueue
  /** What `doctor --live` judges: plain values, no token. */
  readonly gatherEvidence: (subject: EvidenceSubject | undefined) => Promise<unknown>
}

/** One whose claims are asked for. */
export interface EvidenceSubject {
  readonly account: 'device' | 'user'
  /** `WS01$`, or a UPN. */
  readonly name: string
}
