import type { Role } from '../config/roles.ts'

/** Who changed what. Secrets never are in a record: a secret that was typed shows as `(set)`. */

/** Who acts: by the admin API, or on the machine itself. */
export interface Actor {
  readonly kind: 'administrator' | 'apiClient' | 'commandLine'
  /** Stays the same when the name changes. */
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Empty for the command line. */
  readonly remoteAddress: string
  /** Of administrators in the console: when they proved their second factor last. */
  readonly factorAt?: Date | undefined
}

/** What an act did. */
export interface AuditChange {
  /** A verb: create, update, delete, restart, rollOver, … */
  readonly action: string
  /** What it was done to, as below the environment in the admin API: `applications/m365`. */
  readonly resource: string
  /** Plain values, as the API shows them; left out where there is nothing to compare. */
  readonly before?: unknown
  readonly after?: unknown
}

export interface AuditRecord extends AuditChange {
  readonly id: string
  readonly at: Date
  readonly actor: Actor
}

export interface AuditFilter {
  readonly from?: Date | undefined
  /** Not including it. */
  readonly until?: Date | undefined
  readonly actorId?: string | undefined
  readonly action?: string | undefined
  /** This one and what lies below it. */
  readonly resource?: string | undefined
}

export interface AuditLog {
  /** On disk before this returns. */
  add(record: AuditRecord): Promise<void>
  /** Newest first; `after` is the last record of the page before. */
  list(filter: AuditFilter, limit: number, after?: Pick<AuditRecord, 'id' | 'at'>): Promise<readonly AuditRecord[]>
  /** How many went. */
  removeBefore(at: Date): Promise<number>
}
