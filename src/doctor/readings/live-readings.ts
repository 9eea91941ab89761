import type { Fact, ReadingBase } from '../fact.ts'
import type { LiveAbout, LiveShapes } from '../live-evidence.ts'

/** One object of live evidence: its plain values as facts, its lists as lists of them. */
export type JoineryLive = { readonly [About in LiveAbout]: LiveReading<About> }[LiveAbout]

export interface LiveReading<About extends LiveAbout> extends ReadingBase<'joinery-live'> {
  readonly about: About
  /** Nothing is promised: it may be a document that somebody shortened. */
  readonly facts: { readonly [Name in keyof LiveShapes[About]]?: Fact }
  readonly lists: { readonly [Name in keyof LiveShapes[About]]?: readonly Fact[] }
}
