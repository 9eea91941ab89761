import { type Scenario, trustFault } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'computer-outside-base',
  title: 'the computer object lies outside the search base of the device user type',
  story: 'The base DN names OU=Devices; this computer was left in, or moved to, another OU.',
  source: 'recurring problem: 0xcaa90014, device lookup base',
  breaks: (stage) => stage.domain.moveComputer('OU=Elsewhere'),
  expected: trustFault,
}
