import { z } from 'zod'
import type { BrowsedEntry } from '../../ports/directory-browser.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { listGateways } from '../gateways/gateways-in-force.ts'

const most = 25

const entry = z.strictObject({
  gatewayId: z.string(),
  dn: z.string(),
  kind: z.enum(['computer', 'user']),
  samAccountName: z.string(),
  displayName: z.string().optional(),
  userPrincipalName: z.string().optional(),
  dnsHostName: z.string().optional(),
  mail: z.string().optional(),
  objectSid: z.string().optional(),
  objectGuid: z.string().optional(),
  enabled: z.boolean().optional(),
  operatingSystem: z.string().optional(),
  hasCertificate: z.boolean().describe('A computer that has begun a managed hybrid join.'),
  userTypeId: z.string().optional().describe('Of the user type whose base holds it; left out: no sign-in finds it.'),
})

const query = z.strictObject({
  kind: z.enum(['computer', 'user']),
  search: z.string().max(128).default('').describe('How a name begins, or a SID.'),
  gateway: z.string().max(128).optional().describe('Only this one; left out, all that are on.'),
  limit: z.coerce.number().int().min(1).max(most).default(most),
})

export type DirectoryEntryAnswer = z.output<typeof entry>

export function directoryEntryRoutes({ settings, browser }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listDirectoryEntries',
      method: 'GET',
      path: '/directory/entries',
      summary: 'Computers or users in Active Directory now, by the beginning of a name.',
      description:
        'At most 25 for each request, of a fixed choice of attributes. `more` says that there are others: type more of the name.',
      permission: 'people.read',
      status: 200,
      query,
      answer: collectionOf('entries', entry).extend({ more: z.boolean() }),
      example: { query: { kind: 'computer', search: 'WS' }, needs: 'a domain controller' },
      run: async ({ self, query: { kind, search, gateway, limit } }) => {
        const gateways = listGateways(settings, gateway)
        const answers = await Promise.all(gateways.map((one) => browser.listEntries(one, { kind, search, limit })))
        const found = answers.flatMap(({ entries }, index) =>
          entries.map((one) => ({ ...shown(one), gatewayId: gateways[index]?.id ?? '' })),
        )
        const more = found.length > limit || answers.some((answer) => answer.more)
        return { body: { ...pageAnswer(self, 'entries', found.slice(0, limit), undefined), more } }
      },
    }),
  ]
}

/** Without what is not there. */
function shown(found: BrowsedEntry): Omit<z.input<typeof entry>, 'gatewayId'> {
  return { ...found }
}
