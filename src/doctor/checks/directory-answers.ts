import type { Check } from '../check.ts'
import { liveOf, problemFinding } from '../live-of.ts'

/** Whether every gateway finds its directory, speaks to it safely and is let in: one attempt, told apart by where it ended. */
function answers(id: string, title: string, endsHere: (check: string) => boolean): Check {
  return {
    id,
    title,
    phase: 'auth',
    needs: [],
    run(which) {
      const directories = liveOf(which, 'directory')
      const failed = directories.find(({ facts }) => facts.problem && endsHere(facts.check?.value ?? ''))
      if (failed) return problemFinding(failed, 'joinery doctor --live reaches the directory, and /readyz says ready.')
      const well = directories.filter(({ facts }) => facts.problem === undefined)
      return well.length > 0 && well.length === directories.length
        ? { outcome: 'ok', evidence: well.map(({ facts }) => facts.server) }
        : undefined
    },
  }
}

const [tls, bind] = ['directory/tls', 'directory/bind']

export const connectCheck = answers(
  'directory/connect',
  'Every gateway reaches a domain controller that answers',
  (check) => check !== tls && check !== bind,
)
export const tlsCheck = answers(
  tls,
  'The connection to the directory is encrypted and its certificate trusted',
  (check) => check === tls,
)
export const bindCheck = answers(
  bind,
  'The directory takes the account that gateways bind as',
  (check) => check === bind,
)
