import { isIP } from 'node:net'
import { z } from 'zod'
import { application } from './application.ts'
import { gateway } from './gateway.ts'
import { identifier } from './identifier.ts'

/** Everything an administrator sets in the console or by `joinery config`, as one document. */

export const schemaAttribute = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,255}$/, 'must be a letter, then letters, digits and hyphens'),
  displayName: z.string().optional(),
  description: z.string().optional(),
  type: z.enum(['STRING', 'JSON', 'BOOLEAN']).default('STRING'),
  schemaType: z.literal('CUSTOM').default('CUSTOM'),
  enabled: z.boolean().default(true),
  unique: z.boolean().default(false),
  multiValued: z.boolean().default(false),
})

export const population = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  description: z.string().optional(),
})

const addressRange = z.string().refine(isAddressRange, 'must be an address or a range such as 10.0.0.0/8')

function isAddressRange(text: string): boolean {
  const [network = '', prefix, ...more] = text.split('/')
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(network)] ?? -1
  return bits > 0 && more.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
}

export const networks = z.strictObject({
  intranetRanges: z
    .array(addressRange)
    .default([])
    .describe('Addresses from which windowstransport is open. Empty: it is closed, with an error that says so.'),
})

export const managedSettings = z.strictObject({
  version: z.literal(1).default(1),
  environment: z.strictObject({ id: identifier.default('default'), name: z.string().default('Joinery') }).prefault({}),
  networks: networks.prefault({}),
  schemaAttributes: z.array(schemaAttribute).default([]),
  populations: z.array(population).default([]),
  gateways: z.array(gateway).default([]),
  applications: z.array(application).default([]),
})

export type SchemaAttribute = z.output<typeof schemaAttribute>
export type ManagedSettings = z.output<typeof managedSettings>
