/**
 * An administrator takes everything away that somebody has set up, for the day all of it is lost. In: whose, and who does it. Out: a line in the
 * sign-in log, and how many factors that were. All sessions of the account end: they were proved with what is gone. [SP800-63B §4.4]
 * Not verified here: that the administrator may do this.
 */
import type { FactorReset } from '../../ports/second-factors.ts'
import type { Ports } from '../../ports.ts'

type ResetPorts = Pick<Ports, 'secondFactors' | 'factorLockout' | 'sessions' | 'signInLog'>

/** Throws STORAGE_…. */
export async function resetFactors(reset: FactorReset, ports: ResetPorts): Promise<number> {
  const { owner, account, by, remoteAddress } = reset
  const trace = ports.signInLog.begin({ applicationId: undefined, endpoint: 'second-factor-reset', remoteAddress })
  trace.describe({ principal: account })
  try {
    const removed = await trace.stage('authenticate', async (note) => {
      note({ by })
      const factors = await ports.secondFactors.removeAll(owner)
      await ports.factorLockout.clear(owner)
      note({ factorsRemoved: factors, sessionsEnded: await ports.sessions.removeOf(owner.gatewayId, owner.objectSid) })
      return factors
    })
    trace.end()
    return removed
  } catch (error) {
    trace.end(error)
    throw error
  }
}
