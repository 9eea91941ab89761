import { readInput } from './intake/read-input.ts'
import { byteReaders, lineReaders } from './readers/reader-list.ts'
import type { FederationSettings } from './readings/entra-readings.ts'

/**
 * The federation settings in what somebody pasted, in any form that Graph, its PowerShell or MSOnline print, in the order in which they stand.
 * Names are Graph's in lower camel case; a property that is not in the text is absent, one that is empty is an empty text.
 */
export function readFederationSettings(text: string): readonly ReadFederationSettings[] {
  const input = { source: 'pasted', chunks: [Buffer.from(text)] }
  const { readings } = readInput(input, { lineReaders, byteReaders })
  return readings.flatMap((reading) =>
    reading.kind === 'federation-settings'
      ? [Object.fromEntries(Object.entries(reading.facts).map(([name, fact]) => [name, fact.value]))]
      : [],
  )
}

export type ReadFederationSettings = { readonly [Name in keyof FederationSettings['facts']]?: string }
