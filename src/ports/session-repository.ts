/** The port of browser sessions; src/ports.ts has all of them. */

/** A browser that is signed in. A token is never made from this alone: the entry is looked up afresh each time. */
export interface SessionRecord {
  /** SHA-256 of what the cookie holds, in hex: who reads the database cannot take a session over. */
  readonly id: string
  readonly gatewayId: string
  readonly objectSid: string
  readonly samAccountName: string
  readonly kerberosRealm: string
  readonly firstFactor: { readonly method: 'kerberos' | 'password'; readonly at: Date }
  readonly secondFactor: { readonly method: string; readonly at: Date } | undefined
  /** Setting up a second factor was put off, for as long as this session lasts. */
  readonly secondFactorPutOff?: true | undefined
  /** An attempt that takes several steps: facts proved since count as fresh for that request, whatever its wfresh. */
  readonly attempt: { readonly address: string; readonly since: Date } | undefined
  /** pwdLastSet of the entry when the session began; another value ends it. */
  readonly passwordSetAt: string | undefined
  /** Outlives the browser. */
  readonly persistent: boolean
  /** The applications that got a token, to be told of a sign-out. */
  readonly applicationIds: readonly string[]
  readonly remoteAddress: string
  readonly userAgent: string | undefined
  readonly createdAt: Date
  readonly lastUsedAt: Date
}

export interface SessionFilter {
  readonly gatewayId?: string
  readonly objectSid?: string
}

/** What has ended by the lifetimes in force: sessions begun, or last used, before these moments. */
export interface EndedSessions {
  readonly createdBefore: Date
  readonly usedBefore: Date
  /** For persistent sessions, which only this ends. */
  readonly persistentCreatedBefore: Date
}

export interface SessionRepository {
  find(id: string): Promise<SessionRecord | undefined>
  /** Adds a session and, in the same step, removes the one it takes the place of. */
  add(session: SessionRecord, replaces: string | undefined): Promise<void>
  /** Changes a session that is there. False when it is not, as after a sign-out elsewhere: it stays gone. */
  update(session: SessionRecord): Promise<boolean>
  /** Gives a session that is there another id, and what else changed. False when it is not there any more. */
  renew(id: string, session: SessionRecord): Promise<boolean>
  remove(id: string): Promise<void>
  /** Ends everything of one person; says how many sessions that were. */
  removeOf(gatewayId: string, objectSid: string): Promise<number>
  /** Last used first. */
  list(filter: SessionFilter, limit: number): Promise<readonly SessionRecord[]>
  removeEnded(ended: EndedSessions): Promise<number>
}
