import { type BenchRow, compareCpu, repeated, type Tell } from './measure.ts'
import { signatureAlone } from './mint.ts'
import { openStandInServer } from './stand-in-server.ts'

/** As many requests at once: a server that is busy, as a morning makes it. */
const underLoad = 16

/**
 * Our own CPU for one windowstransport request: the six stages, the trace, profiles and sign-in log in SQLite with its thread. Out of it:
 * TLS and HTTP, GSSAPI, LDAP; directory and Kerberos are stand-ins that answer at once.
 */
export async function benchRequest(tell: Tell): Promise<readonly BenchRow[]> {
  tell('all stages of a request without directory and GSSAPI, and a signature, in turns, 20 s')
  const server = await openStandInServer()
  try {
    // Every computer's first sign-in writes its profile; what is measured is what comes every day after it.
    for (let at = 0; at < 200; at += 1) await server.issue()
    const load = { atOnce: underLoad, settle: server.flush }
    const [signature, request] = await compareCpu(
      [signatureAlone({ atOnce: underLoad }), repeated('request', server.issue, load)],
      20_000,
    )
    if (signature === undefined || request === undefined) throw new Error('nothing was measured')
    return [
      {
        what: 'own CPU of a windowstransport request',
        ratio: request.ratio,
        of: 'the CPU of one RSA-2048 signature',
        target: { bound: 'at most', limit: 2 },
        figures: {
          'us CPU a request': request.cpuMicros,
          'requests/s': request.perSecond,
          'us CPU a signature': signature.cpuMicros,
        },
      },
    ]
  } finally {
    await server.close()
  }
}
