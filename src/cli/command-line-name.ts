import { userInfo } from 'node:os'

/** Who changes something by a command. */
export function commandLineName(): string {
  return `the command line (${userName()})`
}

/** Behind sudo the one who called it. */
export function userName(): string {
  return process.env.SUDO_USER ?? userInfo().username
}
