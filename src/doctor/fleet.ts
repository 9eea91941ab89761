import type { DiagnosedFinding, Diagnosis } from './diagnosis.ts'

/** Many outputs -> which causes, how often, on which devices. Of each output only a line is kept. */

export interface FleetRow {
  /** `join/token AADSTS51004`; `healthy`; `unreadable`. */
  readonly key: string
  readonly verdict: Diagnosis['verdict']
  readonly title: string
  /** The likeliest cause, or the title again. */
  readonly cause: string
  readonly count: number
  /** Devices where the outputs name them, else the files. */
  readonly devices: readonly string[]
}

export interface Fleet {
  add(source: string, diagnosis: Diagnosis, device: string | undefined): void
  /** The worst first, then the most frequent. */
  rows(): readonly FleetRow[]
}

export function countFleet(): Fleet {
  const rows = new Map<string, FleetRow & { devices: string[]; count: number }>()
  return {
    add(source, { verdict, findings }, device) {
      const worst =
        findings.find(({ outcome }) => outcome === 'fail') ?? findings.find(({ outcome }) => outcome === 'warn')
      const key = worst ? keyOf(worst) : verdict
      const row = rows.get(key) ?? {
        key,
        verdict,
        title: worst?.title ?? '',
        cause: worst ? causeOf(worst) : '',
        count: 0,
        devices: [],
      }
      row.count += 1
      row.devices.push(device ?? source)
      rows.set(key, row)
    },
    rows: () => [...rows.values()].sort((one, other) => rank(one) - rank(other) || other.count - one.count),
  }
}

const verdicts: readonly Diagnosis['verdict'][] = ['problem', 'warning', 'unreadable', 'healthy']
const rank = ({ verdict }: FleetRow): number => verdicts.indexOf(verdict)

function keyOf({ id, codes, causes }: DiagnosedFinding): string {
  const [only, second] = causes
  return [id, codes[0], only !== undefined && second === undefined ? only.id : undefined]
    .filter((part) => part !== undefined)
    .join(' ')
}

function causeOf({ causes, title }: DiagnosedFinding): string {
  const [first, second] = causes
  if (first === undefined) return title
  return second === undefined ? first.title : `one of ${causes.length}; the likeliest: ${first.title}`
}
