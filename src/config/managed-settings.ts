import { isIP } from 'node:net'
import { z } from 'zod'
import { administration } from './administration.ts'
import { application } from './application.ts'
import { branding } from './branding.ts'
import { gateway } from './gateway.ts'
import { identifier } from './identifier.ts'
import { lockout } from './lockout.ts'
import { presetSchemaAttributes } from './presets.ts'
import { retention } from './retention.ts'
import { secondFactor } from './second-factor.ts'
import { sessions } from './sessions.ts'
import { signingKeys } from './signing-keys.ts'

/** Everything an administrator sets in the console or by `joinery config`, as one document. */

export const schemaAttribute = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,255}$/, 'must be a letter, then letters, digits and hyphens')
    .describe('How mappings and expressions name it.'),
  displayName: z.string().optional().describe('What the console calls it.'),
  description: z.string().optional().describe('For the administrators.'),
  type: z.enum(['STRING', 'JSON', 'BOOLEAN']).default('STRING').describe('Text, a JSON value, or true and false.'),
  schemaType: z.literal('CUSTOM').default('CUSTOM').describe('The built-in attributes are not listed.'),
  enabled: z.boolean().default(true).describe('An attribute that is off is neither written nor read.'),
  unique: z.boolean().default(false).describe('No two profiles have the same value; needed to find users by it.'),
  multiValued: z.boolean().default(false).describe('It may have several values.'),
})

export const population = z.strictObject({
  id: identifier.describe('Names the population in user types.'),
  name: z.string().min(1).describe('What the console calls it; unique.'),
  description: z.string().optional().describe('For the administrators.'),
})

const addressRange = z.string().refine(isAddressRange, 'must be an address or a range such as 10.0.0.0/8')

function isAddressRange(text: string): boolean {
  const [network = '', prefix, ...more] = text.split('/')
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(network)] ?? -1
  return bits > 0 && more.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
}

/** intranet: the addresses of intranetRanges. */
const networkRules = ['everywhere', 'intranet', 'nowhere'] as const

export const networks = z.strictObject({
  intranetRanges: z
    .array(addressRange)
    .default([])
    .describe('Addresses from which windowstransport is open. Empty: it is closed, with an error that says so.'),
  usernamemixed: z
    .enum(networkRules)
    .default('everywhere')
    .describe("From where passwords in username tokens are taken. Devices outside renew their users' sign-in so."),
  browserPasswords: z
    .enum(networkRules)
    .default('everywhere')
    .describe('From where passwords typed into the sign-in page are taken.'),
})

export const managedSettings = z.strictObject({
  version: z.literal(1).default(1).describe('The form of this document, not the number of its change.'),
  environment: z
    .strictObject({
      id: identifier.default('default').describe('Part of the addresses of the admin API.'),
      name: z.string().default('Joinery').describe('What the console calls this installation.'),
    })
    .prefault({})
    .describe('This installation.'),
  networks: networks.prefault({}).describe('Which networks are ours.'),
  lockout: lockout.prefault({}).describe('What guessing passwords comes to.'),
  sessions: sessions.prefault({}).describe('How long users stay signed in.'),
  administration: administration
    .prefault({})
    .describe('Who else administers Joinery, and how long they stay signed in.'),
  secondFactor: secondFactor.prefault({}).describe('What people prove beside a password or a ticket.'),
  retention: retention.prefault({}).describe('How long is kept what is written down.'),
  signingKeys: signingKeys.prefault({}).describe('How signing keys are replaced before they end.'),
  branding: branding.prefault({}).describe('What the pages for users look like.'),
  schemaAttributes: z
    .array(schemaAttribute)
    .prefault(presetSchemaAttributes)
    .describe('Custom profile attributes. Left out: those that the default values map to.'),
  populations: z.array(population).default([]).describe('Groups of profiles, such as users and devices.'),
  gateways: z.array(gateway).default([]).describe('The directories, one gateway for each.'),
  applications: z.array(application).default([]).describe('The Microsoft 365 applications, one per federated domain.'),
})

export type SchemaAttribute = z.output<typeof schemaAttribute>
export type Networks = z.output<typeof networks>
export type ManagedSettings = z.output<typeof managedSettings>
