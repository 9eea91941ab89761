import { keyRollover } from '../../keys/key-rollover.ts'
import type { AuditChange } from '../../ports/audit.ts'
import type { KeyRollover } from '../../ports/key-rollover.ts'
import { readInForce } from '../../storage/apply-settings.ts'
import { systemClock, systemRandomness } from '../../system-ports.ts'
import { commandLineName } from '../command-line-name.ts'
import type { Io } from '../io.ts'
import { withRepositories } from '../with-repositories.ts'
import type { KeysRequest } from './keys-options.ts'

/** What was done goes into the audit log, as what is done in the console does. */
export type Audit = (change: AuditChange) => Promise<void>

/** The life of the keys over the database itself, beside a running server if there is one: it follows within a second. */
export function withRollover<Result>(
  { config, data }: KeysRequest,
  io: Io,
  work: (rollover: KeyRollover, audit: Audit) => Promise<Result>,
): Promise<Result> {
  return withRepositories({ config, data, create: false }, io, (repositories) => {
    const { settings: repository, secretNames, publicUrl, signingKeys: keys, keyEvidence: evidence } = repositories
    const settings = async () => {
      const { settings: managed, version } = await readInForce({ repository, secretNames, publicUrl })
      return { managed, version }
    }
    const audit: Audit = (change) => repositories.audit.add({ ...change, ...newRecord() })
    return work(keyRollover({ keys, evidence, settings, clock: systemClock, randomness: systemRandomness }), audit)
  })
}

function newRecord() {
  const name = commandLineName()
  const actor = { kind: 'commandLine', id: name, name, role: 'owner', remoteAddress: '' } as const
  return { id: systemRandomness.uuid(), at: systemClock.now(), actor }
}
