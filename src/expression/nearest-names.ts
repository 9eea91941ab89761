/** The candidates that a mistyped name most likely meant: those equal but for case, else the three with the fewest edits. */
export function nearestNames(name: string, candidates: readonly string[]): readonly string[] {
  const same = candidates.filter((candidate) => candidate.toLowerCase() === name.toLowerCase())
  if (same.length > 0) return same
  const ranked = candidates.map((candidate) => ({ candidate, edits: editsBetween(name, candidate) }))
  return ranked
    .sort((left, right) => left.edits - right.edits)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** Levenshtein's distance of the first 40 characters, where a letter left out costs less: `uper` is nearer to upperCase than to trim. */
function editsBetween(left: string, right: string): number {
  const from = left.slice(0, 40).toLowerCase()
  let row = Array.from({ length: right.length + 1 }, (_, at) => at * leftOut)
  for (let i = 0; i < from.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < right.length; j += 1) {
      const replaced = (row[j] ?? 0) + (from[i] === right[j]?.toLowerCase() ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + leftOut))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

const leftOut = 0.4
