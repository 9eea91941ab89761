import { IdpError } from '../errors.ts'

/**
 * Runs so many at a time; one more is refused at once with HTTP_BUSY. A directory that answers slowly must not let requests pile up
 * until memory ends: who is refused comes again, who waits in an endless line has given up when its turn comes.
 */
export function limitInFlight(limit: number, onFull: () => void): <T>(run: () => Promise<T>) => Promise<T> {
  let inFlight = 0
  let isFull = false
  return async (run) => {
    if (inFlight >= limit) {
      if (!isFull) onFull()
      isFull = true
      throw new IdpError('HTTP_BUSY', { limit })
    }
    inFlight += 1
    try {
      return await run()
    } finally {
      inFlight -= 1
      if (inFlight < limit / 2) isFull = false
    }
  }
}
