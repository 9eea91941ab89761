import { constants, setPriority } from 'node:os'
import { type ErrorCode, type Facts, IdpError } from '../../errors.ts'
import type { RehearsalOutcome, RehearsalStep } from '../../ports/rehearsals.ts'
import { isWell } from '../../simulator/rehearse.ts'
import { type InstallationRehearsal, rehearseInstallation } from './rehearse-installation.ts'

/** The process of spawn-rehearsal.ts: one rehearsal, told step by step. It ends when the server does. */

export type RehearsalMessage =
  | { readonly kind: 'step'; readonly step: RehearsalStep }
  | { readonly kind: 'ended'; readonly outcome: RehearsalOutcome }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly facts: Facts }

const tell = (message: RehearsalMessage): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, {}, () => resolve())
    else resolve()
  })

// Those who sign in come first; the processes it starts inherit this. A system that forbids it forbids no rehearsal.
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
} catch {}
// SIGTERM removes what the rehearsal has on disk (start-rehearsal-copy.ts).
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.once('message', async (message) => {
  // Sent by spawn-rehearsal.ts, and by nobody else.
  await tell(await rehearse(message as InstallationRehearsal))
  process.exit(0)
})

async function rehearse(wanted: InstallationRehearsal): Promise<RehearsalMessage> {
  const signIns: RehearsalOutcome['signIns'][number][] = []
  try {
    const { result, unproved } = await rehearseInstallation(wanted, {
      onStep: (step) => void tell({ kind: 'step', step }),
      onSignIn: ({ traceId, code }) => signIns.push({ traceId, code: code ?? null }),
      warn: (text) => process.stderr.write(`${text}\n`),
    })
    const { joined, path, aadsts, hresult, dsregcmd } = result
    const facts = { joined, path, aadsts, hresult, dsregcmd, unproved, signIns }
    return { kind: 'ended', outcome: { passed: isWell(result), ...facts } }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const { code, facts } = error instanceof IdpError ? error : new IdpError('INTERNAL', { message: text }, error)
    return { kind: 'failed', code, facts }
  }
}
