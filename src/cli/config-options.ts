import { parseArgs } from 'node:util'

/** The options of `joinery config`; which action takes which is in config.ts. */

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  from: { type: 'string' },
  waive: { type: 'string', multiple: true },
} as const

export type ConfigOptions = ReturnType<typeof parseConfigOptions>['values']

/** Throws what node:util says of options that are not there. */
export function parseConfigOptions(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true })
}
