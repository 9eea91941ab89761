import type { Check } from '../check.ts'
import { liveOf, problemFinding } from '../live-of.ts'

/** The one proof that covers account, SPN, keys and encryption at once: a real ticket, got and accepted. */
export const check: Check = {
  id: 'kerberos/gateway',
  title: 'The server gets a ticket for itself and accepts it',
  phase: 'auth',
  needs: [
    'directory/connect',
    'directory/bind',
    'directory/tls',
    'kerberos/spn',
    'kerberos/service-account-aes',
    'kerberos/aes',
    'kerberos/clock',
    'kerberos/held-keys',
  ],
  run(which) {
    const [accounts, services] = [liveOf(which, 'kerberos'), liveOf(which, 'service')]
    const failed = [...accounts, ...services].find(({ facts }) => facts.problem)
    if (failed) return problemFinding(failed, 'joinery gateway test <id> says that the ticket was accepted.')
    return services.length > 0 ? { outcome: 'ok', evidence: services.map(({ facts }) => facts.spn) } : undefined
  },
}
