/** The place an attempt comes from, seen from the account: where its password was right before, or anywhere else. */
export type Place = 'familiar' | 'unfamiliar'

export interface PlaceCount {
  readonly attempts: number
  /** Of the last one that was counted. */
  readonly lastAt: Date
}

export interface AttemptCounts extends Readonly<Record<Place, PlaceCount>> {
  /** Counted, and perhaps with the directory still. */
  readonly underWay: number
}

/** Whose wrong passwords are counted: an account, or a slot for user names that nobody has. */
export interface CounterKey {
  readonly gatewayId: string
  /** The account's SID, or the name of the slot. */
  readonly accountKey: string
}

/** Counters of wrong passwords, shared by all nodes. Each change is one statement that no other can slip between. */
export interface PasswordCounters {
  /** Counts of before `since` are nought; `underWay` is what may be with the directory `now`. `familiarSeenAt`: when the password was right there last. */
  find(
    key: CounterKey,
    location: string,
    times: { readonly now: Date; readonly since: Date },
  ): Promise<{ readonly counts: AttemptCounts; readonly familiarSeenAt: Date | undefined }>
  /** Counts one more, and says what the counts are with it; undefined, and nothing changed, when `limit` is reached. */
  count(attempt: AttemptToCount): Promise<AttemptCounts | undefined>
  /** The end of a counted attempt. `underWay`: it may be among those under way still. */
  settle(key: CounterKey, place: Place, verdict: 'right' | 'wrong' | 'unjudged', underWay: boolean): Promise<void>
  /** Notes that the password was right there; of an account's locations the `keep` last seen stay. */
  addLocation(key: CounterKey, location: string, now: Date, keep: number): Promise<void>
  list(now: Date, limit: number): Promise<readonly CountedAccount[]>
  clear(key: CounterKey): Promise<boolean>
  /** Deletes counts that expired, and locations not seen since. */
  deleteOld(now: Date, locationsUnseenSince: Date): Promise<number>
}

export interface AttemptToCount extends CounterKey {
  /** For the console; undefined for a slot. */
  readonly dn: string | undefined
  readonly place: Place
  readonly limit: number
  readonly now: Date
  readonly since: Date
  readonly expiresAt: Date
  /** By then the directory has judged it, or never will. */
  readonly underWayUntil: Date
}

export interface CountedAccount {
  readonly gatewayId: string
  readonly objectSid: string
  readonly dn: string
  readonly familiar: PlaceCount
  readonly unfamiliar: PlaceCount
  /** Nothing of it counts any more after this. */
  readonly expiresAt: Date
}
