import type { Check } from '../check.ts'
import type { JoinerySignIn } from '../readings/joinery-readings.ts'
import { stageFact } from '../sign-ins-of.ts'
import { ours, say } from '../words.ts'

/** Fewer people than this may well have mistyped behind one address; a guesser tries many. */
const suspectAccounts = 5
const guesses: readonly string[] = [
  'AUTHENTICATE_PASSWORD_WRONG',
  'AUTHENTICATE_USER_UNKNOWN',
  'AUTHENTICATE_LOCKED_OUT',
  'AUTHENTICATE_RATE_LIMITED',
]

/** One password for many accounts stays below every account's lockout; only the address shows it. */
export const check: Check = {
  id: 'lockout/spray',
  title: 'No address tries passwords for many accounts',
  phase: 'sign-in',
  needs: [],
  run(which) {
    const entries = which.all('joinery-sign-in').filter(({ facts }) => facts.outcome?.value !== 'challenged')
    const byAddress = Map.groupBy(entries, ({ facts }) => facts.remoteAddress?.value)
    const suspects = [...byAddress].flatMap(([address, ofAddress]) => {
      const refused = ofAddress.filter(({ facts }) => guesses.includes(facts.code?.value ?? ''))
      const letIn = ofAddress.filter(({ facts }) => facts.outcome?.value === 'issued')
      const isSpray = accountsOf(refused) >= suspectAccounts && accountsOf(refused) > accountsOf(letIn)
      return address !== undefined && isSpray ? [refused] : []
    })
    const worst = suspects.toSorted((one, other) => accountsOf(other) - accountsOf(one))[0]
    const facts = worst?.at(-1)?.facts
    if (worst === undefined || facts === undefined) return passwordsSeen(entries)
    return {
      outcome: 'warn',
      title: say`${facts.remoteAddress} tried passwords for ${accountsOf(worst)} accounts, and was refused: a password spray`,
      codes: [...new Set(worst.flatMap(({ facts: { code } }) => code?.value ?? []))],
      evidence: suspects.flatMap((refused) => refused.at(-1)?.facts.remoteAddress),
      observed: say`the last at ${facts.endpoint}`,
      inferred: true,
      fix: [
        {
          where: 'Joinery',
          text: ours(
            'usernamemixed has no second factor, and guessers know it. Where Windows needs it on your own network only, set networks.usernamemixed to intranet (or nowhere); keep windowstransport inside too. Smart lockout holds the accounts meanwhile.',
          ),
        },
        {
          where: 'any',
          text: ours(
            'Block the address at the firewall; if it is a proxy of yours, name it in trustedProxies. Look in the log whether one of these accounts signed in from there, and reset its password.',
          ),
        },
      ],
      verify: ours('The sign-in log of the next hour shows no refused passwords from the address.'),
    }
  },
}

/** Well, where passwords were tried at all. */
function passwordsSeen(entries: readonly JoinerySignIn[]) {
  const last = entries.findLast(({ facts }) => /usernamemixed|activeSignInUri|wsfed/i.test(facts.endpoint?.value ?? ''))
  return last && ({ outcome: 'ok', evidence: [last.facts.endpoint] } as const)
}

/** An account that does not exist is known by what was said of its name alone. */
function accountsOf(entries: readonly JoinerySignIn[]): number {
  const names = entries.map(
    (entry) => (stageFact(entry, 'authenticate', 'account') ?? entry.facts.principal ?? entry.facts.means)?.value ?? '',
  )
  return new Set(names.map((name) => name.toLowerCase())).size
}
