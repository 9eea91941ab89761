import { isIP } from 'node:net'
import type { BootSettings } from '../config/boot-settings.ts'

/**
 * Where an administrator opens the console: a name it answers to, else localhost. An address would do for a browser, but not for passkeys.
 */
export function consoleOrigin({ listen, tls }: Pick<BootSettings, 'listen' | 'tls'>, port: number): string {
  const { host, hostNames } = listen.admin
  const isName = isIP(host) === 0
  const name = hostNames[0] ?? (isName ? host : 'localhost')
  return `${tls === undefined ? 'http' : 'https'}://${name}:${port}`
}
