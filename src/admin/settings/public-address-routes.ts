import { z } from 'zod'
import { publicHosts } from '../../config/public-hosts.ts'
import type { PublicCertificate } from '../../ports/public-certificate.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'

const certificate = z.strictObject({
  file: z.string().describe('Set in the boot settings.'),
  problem: z.string().optional().describe('Why these files cannot be taken up; those that were before stay in force.'),
  subject: z.string().optional(),
  issuer: z.string().optional(),
  names: z.array(z.string()).optional(),
  notBefore: z.iso.datetime().optional(),
  notAfter: z.iso.datetime().optional(),
})

const answer = z.strictObject({
  publicUrl: z.string(),
  hosts: z.array(
    z.strictObject({
      host: z.string(),
      usedBy: z.array(z.string()).describe('Names of applications, and publicUrl.'),
      isCovered: z.boolean().nullable().describe('By the TLS certificate; null where a proxy ends TLS.'),
    }),
  ),
  certificate: certificate.nullable().describe('null: Joinery serves plain HTTP, a proxy ends TLS.'),
})

export function publicAddressRoutes({
  settings,
  publicCertificate,
}: Pick<AdminPorts, 'settings' | 'publicCertificate'>): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'readPublicAddresses',
      method: 'GET',
      path: '/publicAddresses',
      summary: 'The host names clients reach Joinery under, and whether the TLS certificate names them.',
      permission: 'settings.read',
      status: 200,
      answer,
      example: {},
      run: async () => {
        const current = settings.current()
        const found = await publicCertificate()
        const hosts = publicHosts(current).map((host) => ({
          host,
          usedBy: usersOf(host, current),
          isCovered: found === undefined ? null : found.covers(host),
        }))
        return { body: { publicUrl: current.publicUrl, hosts, certificate: found === undefined ? null : shown(found) } }
      },
    }),
  ]
}

function usersOf(host: string, { managed, publicUrl }: ReturnType<AdminPorts['settings']['current']>): string[] {
  const users = managed.applications
    .filter(({ hostNames }) => hostNames.some((name) => name.toLowerCase() === host))
    .map(({ name }) => name)
  return new URL(publicUrl).hostname === host ? ['publicUrl', ...users] : users
}

function shown({ file, problem, facts }: PublicCertificate): z.input<typeof certificate> {
  if (facts === undefined) return { file, problem }
  const { notBefore, notAfter, names, ...rest } = facts
  return { file, ...rest, names: [...names], notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() }
}
