/** An id for something new, readable in addresses and logs: made of its name, numbered when that is taken. */
export function idFromName(name: unknown, taken: readonly string[], otherwise: string): string {
  const words = String(name ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replace(/^-+|-+$/g, '')
  const base = words === '' ? otherwise : words
  const used = new Set(taken)
  let id = base
  for (let number = 2; used.has(id); number++) id = `${base}-${number}`
  return id
}
