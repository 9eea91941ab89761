import { IdpError } from '../errors.ts'
import type { Secret } from '../secret.ts'

/**
 * What a new password must be: long, and not what everybody tries first [SP800-63B §3.1.1.2]. No rules of which characters: they make
 * passwords worse.
 */
const shortest = 12
const longest = 256
const fewestDifferent = 5

/** Beginnings of what is tried first; a number or a mark more does not help. */
const common = [
  'password',
  'passw0rd',
  'qwerty',
  'qwertz',
  'azerty',
  'letmein',
  'welcome',
  'iloveyou',
  'admin',
  'joinery',
]
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm', 'qwertzuiopasdfghjkl']

/** Throws ADMINISTRATORS_PASSWORD_POOR. */
export function requireGoodPassword(password: Secret, name: string): void {
  const reason = whyPoor(password.reveal().normalize('NFKC'), name.normalize('NFKC'))
  if (reason !== undefined) throw new IdpError('ADMINISTRATORS_PASSWORD_POOR', { reason })
}

function whyPoor(password: string, name: string): string | undefined {
  const length = [...password].length
  const lower = password.toLowerCase()
  if (length < shortest) return `it has ${length} characters, and ${shortest} are the fewest`
  if (length > longest) return `it has more than ${longest} characters`
  if (/\p{Cc}/u.test(password) || !password.isWellFormed()) return 'it holds characters that no keyboard has'
  if (new Set(lower).size < fewestDifferent) return `it has fewer than ${fewestDifferent} different characters`
  if (name.length >= 3 && without(lower, name.toLowerCase()).length < 8) return 'it is little more than the user name'
  const word = common.find((each) => without(lower, each).length < 6)
  if (word !== undefined) return `it is little more than "${word}"`
  return rows.some((row) => row.includes(lower)) ? 'it is a row of the keyboard' : undefined
}

function without(text: string, part: string): string {
  return text.replaceAll(part, '')
}
