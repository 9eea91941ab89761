/** Where something was read. */
export interface Evidence {
  readonly source: string
  /** Of the original file, from 1; for a binary file the number of the record. */
  readonly line: number
  /** The line, cleaned of what a terminal would obey, cut at 500 characters. */
  readonly text: string
}

/** One value, and the line that says so. */
export interface Fact {
  /** As the input calls it: `DeviceId`, `MetadataExchangeUri`. */
  readonly name: string
  /**
   * GUIDs lower-case without braces, times `2025-07-10T17:22:14.000Z`, codes `0xcaa20003`, booleans `true`/`false`, the rest as it stands,
   * without blanks around it; empty where the input has the name and no value.
   */
  readonly value: string
  readonly evidence: Evidence
  /** A local date that could be d/m or m/d, or a time without a zone: shown, never judged. */
  readonly isAmbiguous?: true
}

export type Facts<Name extends string> = { readonly [Key in Name]?: Fact }

/** What every reading has: one object read from one stretch of one input. */
export interface ReadingBase<Kind extends string> {
  readonly kind: Kind
  readonly source: string
  readonly firstLine: number
  readonly lastLine: number
  /** The time inside the input at which it was so: client time, join response, event, export. ISO, UTC. */
  readonly time?: Fact
  /** The end is missing, or lines in the middle are. */
  readonly isCut?: true
}
