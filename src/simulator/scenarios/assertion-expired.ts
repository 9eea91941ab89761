import { refusedAssertion, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'assertion-expired',
  title: "Joinery's clock is two hours behind, so its assertions are expired when Entra sees them",
  story:
    'The virtual machine was restored from a snapshot and its time service is off; the domain controllers are just as late, so Kerberos still works.',
  source: 'recurring problem: AADSTS500133',
  breaks: (stage) => stage.tenant.setClockOffset(2 * 3_600_000),
  expected: refusedAssertion(500133),
}
