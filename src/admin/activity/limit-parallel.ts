import { IdpError } from '../../errors.ts'

/** So many at once, so many more wait; the rest is refused: each may take a processor and hundreds of megabytes. Throws ADMIN_DIAGNOSES_WAIT. */
export function limitParallel(atOnce: number, waiting: number): <T>(run: () => Promise<T>) => Promise<T> {
  let running = 0
  const queue: (() => void)[] = []
  return async (run) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new IdpError('ADMIN_DIAGNOSES_WAIT', { running, waiting: queue.length })
      await new Promise<void>((begin) => queue.push(begin))
    } else running += 1
    try {
      return await run()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}
