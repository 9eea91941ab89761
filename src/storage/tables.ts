/**
 * The tables, as Kysely sees them; the same on SQLite and PostgreSQL. Times are milliseconds since 1970, UTC;
 * what has a shape of its own is JSON text; bytes are base64 text; secrets are sealed (seal.ts).
 */

export interface Tables {
  readonly schema_versions: SchemaVersionRow
  readonly data_keys: DataKeyRow
  readonly settings: SettingsRow
  readonly secrets: SecretRow
  readonly signing_keys: SigningKeyRow
  readonly service_keys: ServiceKeyRow
  readonly profiles: ProfileRow
  readonly sessions: SessionRow
  readonly sign_ins: SignInRow
  readonly sign_in_counts: SignInCountRow
  readonly password_counters: PasswordCounterRow
  readonly familiar_locations: FamiliarLocationRow
  readonly second_factors: SecondFactorRow
  readonly recovery_codes: RecoveryCodeRow
  readonly factor_challenges: FactorChallengeRow
  readonly key_evidence: KeyEvidenceRow
  readonly rehearsals: RehearsalRow
  readonly lost_values: LostValueRow
  readonly audit_records: AuditRecordRow
  readonly api_clients: ApiClientRow
  readonly api_client_secrets: ApiClientSecretRow
  readonly access_tokens: AccessTokenRow
  readonly administrators: AdministratorRow
  readonly administrator_invitations: AdministratorInvitationRow
  readonly administrator_sessions: AdministratorSessionRow
  readonly tenant_evidence: TenantEvidenceRow
}

/** The migrations that were run. */
export interface SchemaVersionRow {
  readonly version: number
  readonly name: string
  readonly applied_at: number
}

/** The data keys whose sealed values are in this database, so that a wrong or lost key file is named at start. */
export interface DataKeyRow {
  readonly key_id: string
  readonly created_at: number
  /** When nothing was sealed with it any more and it went from the file; null: it is needed. */
  readonly dropped_at: number | null
}

/** Every version of the managed settings; the highest is in force. */
export interface SettingsRow {
  readonly version: number
  readonly document: string
  readonly applied_at: number
  readonly applied_by: string
}

export interface SecretRow {
  readonly name: string
  readonly sealed: string
  readonly updated_at: number
}

export interface SigningKeyRow {
  readonly id: string
  readonly state: string
  readonly bits: number
  readonly certificate: string
  readonly sealed_private_key: string
  readonly created_at: number
  /** Null in rows of before there were names and moves. */
  readonly name: string | null
  readonly state_since: number | null
}

/** Kerberos keys of a gateway's service account, replaced ones included, as a keytab. */
export interface ServiceKeyRow {
  readonly gateway_id: string
  readonly sealed_keytab: string
  readonly updated_at: number
}

export interface ProfileRow {
  readonly id: string
  readonly gateway_id: string
  readonly user_type_id: string
  readonly account: string
  readonly username: string
  readonly username_key: string
  readonly object_sid: string
  readonly links: string
  readonly profile: string
  readonly population_id: string | null
  readonly created_at: number
  readonly updated_at: number
}

/** Browsers that are signed in. `id` is a hash: the cookie itself is nowhere. */
export interface SessionRow {
  readonly id: string
  readonly gateway_id: string
  readonly object_sid: string
  /** 1: outlives the browser. */
  readonly persistent: number
  readonly created_at: number
  readonly last_used_at: number
  /** The rest of the record. */
  readonly facts: string
}

export interface SignInRow {
  readonly trace_id: string
  readonly started_at: number
  readonly application_id: string | null
  readonly endpoint: string
  readonly remote_address: string
  readonly client_request_id: string | null
  readonly outcome: string
  readonly code: string | null
  readonly means: string | null
  readonly fix: string | null
  readonly principal: string | null
  readonly principal_key: string | null
  readonly stages: string
  /** The stage that ended the attempt. */
  readonly failed_stage: string | null
}

/** Attempts of five minutes, so that a chart reads no log. */
export interface SignInCountRow {
  /** A multiple of five minutes. */
  readonly at: number
  readonly outcome: string
  /** Empty where the attempt ended well. */
  readonly code: string
  readonly count: number
}

/** Wrong passwords of one account. `account_key` is a SID, or the slot of user names that nobody has. */
export interface PasswordCounterRow {
  readonly gateway_id: string
  readonly account_key: string
  readonly account_name: string | null
  readonly familiar_attempts: number
  readonly familiar_at: number
  readonly unfamiliar_attempts: number
  readonly unfamiliar_at: number
  /** Attempts that were counted and may be with the directory still; none after `under_way_until`. */
  readonly under_way: number
  readonly under_way_until: number
  readonly expires_at: number
}

/** Where an account's password was right before. */
export interface FamiliarLocationRow {
  readonly gateway_id: string
  readonly object_sid: string
  readonly location: string
  readonly seen_at: number
}

/** What people prove a second time who they are with. */
export interface SecondFactorRow {
  readonly id: string
  readonly gateway_id: string
  readonly object_sid: string
  readonly kind: string
  readonly label: string
  /** The sealed secret of an app; the public key of a passkey, and what names it. */
  readonly credential: string
  /** Time step or signature counter of the last use. */
  readonly last_count: number
  readonly created_at: number
  readonly last_used_at: number | null
}

/** Codes not used yet, as hashes. */
export interface RecoveryCodeRow {
  readonly gateway_id: string
  readonly object_sid: string
  readonly code_hash: string
}

/** What a browser was asked and has to answer. */
export interface FactorChallengeRow {
  readonly session_id: string
  readonly purpose: string
  readonly sealed: string
  readonly expires_at: number
}

/** Rehearsals that administrators started. */
export interface RehearsalRow {
  readonly id: string
  readonly application_id: string
  readonly state: string
  readonly created_at: number
  /** When the server that holds it last said that it is alive. */
  readonly beat_at: number
  /** The rest of the record. */
  readonly facts: string
}

/** Who changed what. */
export interface AuditRecordRow {
  readonly id: string
  readonly at: number
  readonly actor_kind: string
  readonly actor_id: string
  readonly actor_name: string
  readonly actor_role: string
  readonly remote_address: string
  readonly action: string
  readonly resource: string
  readonly before: string | null
  readonly after: string | null
}

/** Programs that use the admin API. */
export interface ApiClientRow {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly role: string
  readonly enabled: number
  readonly created_at: number
  readonly updated_at: number
}

/** What they prove themselves with: hashes, two for each at most. */
export interface ApiClientSecretRow {
  readonly id: string
  readonly client_id: string
  readonly secret_hash: string
  readonly created_at: number
  readonly last_used_at: number | null
}

/** What they were given for it: a hash too. */
export interface AccessTokenRow {
  readonly token_hash: string
  readonly client_id: string
  readonly secret_id: string
  readonly expires_at: number
}

/** People who look after this installation. */
export interface AdministratorRow {
  readonly id: string
  readonly kind: string
  /** What nobody else may have: `local/<name in lower case>`, `directory/<gateway>/<SID>`. */
  readonly account_key: string
  readonly name: string
  readonly email: string | null
  readonly role: string
  readonly enabled: number
  /** scrypt; null for accounts of a directory. */
  readonly password_hash: string | null
  readonly dn: string | null
  readonly created_at: number
  readonly updated_at: number
  readonly last_sign_in_at: number | null
}

/** Links that make or mend an account, as hashes. */
export interface AdministratorInvitationRow {
  readonly id: string
  readonly token_hash: string
  readonly purpose: string
  readonly administrator_id: string
  readonly created_at: number
  readonly expires_at: number
  /** The rest of the record. */
  readonly facts: string
}

/** Sessions in the console. `id` is a hash: the cookie itself is nowhere. */
export interface AdministratorSessionRow {
  readonly id: string
  readonly handle: string
  readonly administrator_id: string
  readonly stage: string
  readonly created_at: number
  readonly last_used_at: number
  /** The rest of the record. */
  readonly facts: string
}

/** What shows, or whoever vouches, that Entra holds the certificate of a signing key for an application's domain. */
export interface KeyEvidenceRow {
  readonly id: string
  readonly key_id: string
  readonly application_id: string
  readonly domain_name: string
  readonly issuer_uri: string
  readonly held: string
  readonly statement: string
  readonly taken_at: number
  readonly recorded_at: number
  readonly recorded_by: string
}

/** What a restore without the data key could not bring back, until it is there again. */
export interface LostValueRow {
  /** The name it was sealed under. */
  readonly name: string
  readonly what: string
  readonly fix: string
  readonly lost_at: number
}

/** What was pasted of Entra's federation settings. */
export interface TenantEvidenceRow {
  readonly application_id: string
  /** JSON. */
  readonly settings: string
  readonly pasted_at: number
  readonly pasted_by: string
}
