import type {
  AdministratorRepository,
  AdministratorSessionRepository,
  InvitationRepository,
} from '../ports/administrators.ts'
import type { ApiClientRepository } from '../ports/api-clients.ts'
import type { AuditLog } from '../ports/audit.ts'
import type { PasswordCounters } from '../ports/password-counters.ts'
import type { PersonData } from '../ports/person-data.ts'
import type { ProfileSearch } from '../ports/profile-search.ts'
import type { RehearsalRepository } from '../ports/rehearsals.ts'
import type { FactorChallenges, SecondFactorRepository } from '../ports/second-factors.ts'
import type { StoredSecret } from '../ports/settings-editor.ts'
import type { TenantEvidenceRepository } from '../ports/tenant-evidence.ts'
import type {
  KeyEvidenceRepository,
  ProfileRepository,
  SecretStore,
  ServiceKeyStore,
  SessionRepository,
  SigningKeyRepository,
} from '../ports.ts'
import { administratorRepository } from './administrator-repository.ts'
import { administratorSessionRepository } from './administrator-session-repository.ts'
import { apiClientRepository } from './api-client-repository.ts'
import { auditRepository } from './audit-repository.ts'
import { cachedProfiles } from './cached-profiles.ts'
import { factorChallengeRepository } from './factor-challenge-repository.ts'
import { followingSealer } from './following-sealer.ts'
import { invitationRepository } from './invitation-repository.ts'
import { keyEvidenceRepository } from './key-evidence-repository.ts'
import { type DatabaseOptions, type OpenDatabase, openDatabase } from './open-database.ts'
import type { SealerOptions } from './open-sealer.ts'
import { passwordCounterRepository } from './password-counter-repository.ts'
import { personData } from './person-data.ts'
import { profileRepository } from './profile-repository.ts'
import { profileSearch } from './profile-search.ts'
import { rehearsalRepository } from './rehearsal-repository.ts'
import { daysBefore, type Kept, Retention } from './retention.ts'
import type { Sealer } from './sealer.ts'
import { secondFactorRepository } from './second-factor-repository.ts'
import { listSecretNames, listStoredSecrets, secretRepository } from './secret-repository.ts'
import { serviceKeyRepository } from './service-key-repository.ts'
import { sessionRepository } from './session-repository.ts'
import { type SettingsRepository, settingsRepository } from './settings-repository.ts'
import { SettingsStore } from './settings-store.ts'
import { type SignInRecords, signInRecords } from './sign-in-records.ts'
import { SignInWriter } from './sign-in-writer.ts'
import { signingKeyRepository } from './signing-key-repository.ts'
import { tenantEvidenceRepository } from './tenant-evidence-repository.ts'

/** Everything that is kept, over one database. This is all that the rest of Joinery sees of storage. */

export interface Repositories {
  readonly settings: SettingsRepository
  readonly secretNames: () => Promise<readonly string[]>
  readonly listSecrets: () => Promise<readonly StoredSecret[]>
  readonly secrets: SecretStore
  readonly signingKeys: SigningKeyRepository
  readonly keyEvidence: KeyEvidenceRepository
  readonly serviceKeys: ServiceKeyStore
  readonly profiles: ProfileRepository
  readonly profileSearch: ProfileSearch
  readonly passwordCounters: PasswordCounters
  readonly sessions: SessionRepository
  readonly secondFactors: SecondFactorRepository
  readonly factorChallenges: FactorChallenges
  readonly signIns: SignInRecords
  readonly rehearsals: RehearsalRepository
  readonly audit: AuditLog
  readonly administrators: AdministratorRepository
  readonly administratorSessions: AdministratorSessionRepository
  readonly invitations: InvitationRepository
  readonly apiClients: ApiClientRepository
  readonly tenantEvidence: TenantEvidenceRepository
  /** Opened when first asked for: commands that touch no secret need no data key. */
  readonly sealer: () => Promise<Sealer>
}

export function repositoriesOver(database: OpenDatabase, options: SealerOptions): Repositories {
  const { kysely } = database
  const sealer = followingSealer(database, options)
  return {
    settings: settingsRepository(kysely, sealer, options.clock),
    secretNames: () => listSecretNames(kysely),
    listSecrets: () => listStoredSecrets(kysely),
    secrets: secretRepository(kysely, sealer),
    signingKeys: signingKeyRepository(kysely, sealer),
    keyEvidence: keyEvidenceRepository(kysely),
    serviceKeys: serviceKeyRepository(kysely, sealer, options.clock),
    profiles: profileRepository(kysely),
    profileSearch: profileSearch(kysely),
    passwordCounters: passwordCounterRepository(kysely),
    sessions: sessionRepository(kysely),
    secondFactors: secondFactorRepository(kysely, sealer),
    factorChallenges: factorChallengeRepository(kysely, sealer),
    signIns: signInRecords(kysely),
    rehearsals: rehearsalRepository(kysely),
    audit: auditRepository(kysely),
    administrators: administratorRepository(database),
    administratorSessions: administratorSessionRepository(kysely),
    invitations: invitationRepository(database, sealer),
    apiClients: apiClientRepository(kysely),
    tenantEvidence: tenantEvidenceRepository(kysely),
    sealer,
  }
}

export interface StorageOptions extends SealerOptions, Pick<DatabaseOptions, 'database' | 'commitDelayMilliseconds'> {
  readonly publicUrl: string
}

export interface Storage extends Omit<Repositories, 'settings'> {
  readonly settings: SettingsStore
  /** `record` of it is what createSignInLog takes. */
  readonly signInWriter: SignInWriter
  readonly people: PersonData
  readonly retention: Retention
  readonly database: OpenDatabase
  /** Writes what waits, then closes. */
  close(): Promise<void>
}

/** The storage of a server: opens or makes the database and the data key, and follows changes of the settings. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { clock, publicUrl, warn } = options
  const database = await openDatabase({ ...options, create: true, now: clock.now() })
  try {
    const repositories = repositoriesOver(database, options)
    // A lost or foreign data key stops the start, not the first sign-in.
    await repositories.sealer()
    const { settings: repository, secretNames, signIns } = repositories
    const settings = await SettingsStore.open({ repository, secretNames, publicUrl, warn })
    const signInWriter = new SignInWriter({ records: signIns, warn })
    const retention = new Retention({ settings, clock, kept: keptOf(repositories), warn })
    const close = async (): Promise<void> => {
      await retention.close()
      settings.close()
      await signInWriter.close()
      await database.close()
    }
    const profiles = cachedProfiles(repositories.profiles, clock)
    const people = personData({ ...repositories, database: database.kysely, forget: profiles.forget })
    return { ...repositories, profiles, people, settings, signInWriter, retention, database, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

function keptOf({ signIns, audit }: Repositories): readonly Kept[] {
  return [
    {
      what: 'sign-in records',
      until: async ({ signInLogDays, signInLogRecords }, now) => {
        const tooOld = daysBefore(now, signInLogDays)
        const tooMany = await signIns.oldestOf(signInLogRecords)
        return tooMany !== undefined && tooMany > tooOld ? tooMany : tooOld
      },
      deleteOlder: signIns.deleteOlder,
    },
    {
      what: 'records of what administrators changed',
      until: async ({ auditDays }, now) => daysBefore(now, auditDays),
      // Few enough for one step.
      deleteOlder: (before) => audit.removeBefore(before),
    },
  ]
}
