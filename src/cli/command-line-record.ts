import type { AuditChange, AuditRecord } from '../ports/audit.ts'
import { systemClock, systemRandomness } from '../system-ports.ts'
import { userName } from './command-line-name.ts'

/** What was done on the machine itself, for the audit log: whoever may do that may do everything. */
export function commandLineRecord(change: AuditChange): AuditRecord {
  const name = userName()
  const actor = { kind: 'commandLine', id: name, name, role: 'owner', remoteAddress: '' } as const
  return { id: systemRandomness.uuid(), at: systemClock.now(), actor, ...change }
}
