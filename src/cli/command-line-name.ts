import { userInfo } from 'node:os'

/** Who changes something by a command; behind sudo the one who called it. */
export function commandLineName(): string {
  return `the command line (${process.env.SUDO_USER ?? userInfo().username})`
}
