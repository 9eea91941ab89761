import type { Check } from '../check.ts'
import { liveOf } from '../live-of.ts'
import { ours, say } from '../words.ts'

/** [RFC4120 §1.3] leaves the limit to the site; AD's is five minutes. */
const allowedSeconds = 300
const noteworthySeconds = 60

export const check: Check = {
  id: 'kerberos/clock',
  title: 'The clocks of the server and the domain controllers agree',
  phase: 'auth',
  needs: [],
  run(which) {
    const offsets = [...liveOf(which, 'kerberos'), ...liveOf(which, 'directory')]
      .flatMap(({ facts }) => facts.clockOffsetSeconds ?? [])
      .toSorted((one, other) => Math.abs(Number(other.value)) - Math.abs(Number(one.value)))
    const [worst] = offsets
    if (worst === undefined) return undefined
    const seconds = Math.round(Math.abs(Number(worst.value)))
    if (seconds <= noteworthySeconds) return { outcome: 'ok', evidence: [worst] }
    const direction = Number(worst.value) > 0 ? 'ahead of' : 'behind'
    return {
      outcome: seconds > allowedSeconds ? 'fail' : 'warn',
      title: say`The clock of the domain controller is ${seconds} seconds ${ours(direction)} the server's`,
      codes: ['AUTHENTICATE_CLOCK_SKEW'],
      evidence: [worst],
      expected: ours('less than a minute; from five minutes on Kerberos refuses every ticket'),
      observed: say`${seconds} seconds`,
      fix: [
        {
          where: 'both machines',
          text: ours(
            'Synchronise both from one source: w32tm /resync on the domain controller, chrony or systemd-timesyncd with the domain controller as source on the server.',
          ),
        },
      ],
      verify: ours('joinery gateway test <id> shows a clock offset of a second or two.'),
    }
  },
}
