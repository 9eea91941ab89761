import { z } from 'zod'
import { applicationAddresses, trustEndpoints } from '../../config/endpoints.ts'
import { applicationOrigin } from '../../config/public-hosts.ts'
import { type ReadFederationSettings, readFederationSettings } from '../../doctor/read-federation-settings.ts'
import { IdpError } from '../../errors.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { type ComparedFederation, compareFederation } from './compare-federation.ts'
import { readFederation } from './read-federation.ts'

const properties = z.strictObject({
  DisplayName: z.string(),
  IssuerUri: z.string(),
  ActiveSignInUri: z.string(),
  PassiveSignInUri: z.string(),
  SignOutUri: z.string(),
  MetadataExchangeUri: z.string(),
  SigningCertificate: z.string().optional().describe('Base64 of the DER.'),
  NextSigningCertificate: z.string().optional(),
  PreferredAuthenticationProtocol: z.string(),
  FederatedIdpMfaBehavior: z.string(),
})

const endpoint = z.strictObject({ name: z.string(), url: z.string(), about: z.string() })

const endpointsAnswer = z.strictObject({ properties, endpoints: z.array(endpoint) })

const comparison = z.strictObject({
  verdict: z.enum(['equal', 'warning', 'differs']),
  properties: z.array(
    z.strictObject({
      property: z.string(),
      ours: z.string().optional(),
      theirs: z.string().optional(),
      state: z.enum(['equal', 'fits', 'differs', 'missing']),
      why: z.string().describe('What the property is for.'),
      finding: z.string(),
      fix: z.array(z.strictObject({ where: z.string(), text: z.string() })),
    }),
  ),
})

const kept = comparison.extend({ pastedAt: z.iso.datetime(), pastedBy: z.string() })

/** Graph's answer for a domain is some thousand characters. */
const textLimit = 200_000
const pasted = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(textLimit)
    .describe('What Get-MgDomainFederationConfiguration | Format-List printed, or JSON of Graph.'),
})

const exampleText = 'IssuerUri : https://sts.example.com/applications/m365\nPreferredAuthenticationProtocol : wsFed'

/** What Entra must know of an application, and what it has. */
export function federationRoutes(ports: AdminPorts): AdminRoute[] {
  const compareNow = async (applicationId: string, settings: ReadFederationSettings) => {
    const federation = await readFederation(ports, applicationId)
    return answerOf({ ...federation, settings, now: ports.clock.now() })
  }
  return [
    endpointsRoute(ports),
    defineRoute({
      operationId: 'compareFederationSettings',
      method: 'POST',
      path: '/applications/{applicationId}/federationSettings/comparison',
      summary: 'Pasted federation settings beside those that Entra should have. Nothing is kept.',
      permission: 'settings.read',
      status: 200,
      bodyLimit: 4 * textLimit,
      body: pasted,
      answer: comparison,
      example: { params: { applicationId: 'm365' }, body: { text: exampleText } },
      run: async ({ params, body }) => {
        const { application } = await readFederation(ports, params.applicationId)
        return { body: await compareNow(application.id, settingsIn(body.text, application.domainName)) }
      },
    }),
    defineRoute({
      operationId: 'keepFederationSettings',
      method: 'PUT',
      path: '/applications/{applicationId}/federationSettings',
      summary: 'Compares, and keeps the settings that were read as what Entra has, for the road.',
      description: 'Only the properties of the federation settings are kept, nothing else of the text.',
      permission: 'settings.change',
      status: 200,
      bodyLimit: 4 * textLimit,
      body: pasted,
      answer: kept,
      example: { params: { applicationId: 'm365' }, body: { text: exampleText } },
      run: async ({ params, body, actor }) => {
        const { application } = await readFederation(ports, params.applicationId)
        const settings = settingsIn(body.text, application.domainName)
        const evidence = { applicationId: application.id, pastedAt: ports.clock.now(), pastedBy: actor.name }
        await ports.tenantEvidence.save({ ...evidence, settings: { ...settings } })
        const compared = await compareNow(application.id, settings)
        const resource = `applications/${application.id}/federationSettings`
        return {
          body: { ...compared, pastedAt: evidence.pastedAt.toISOString(), pastedBy: actor.name },
          audit: { action: 'update', resource, after: { verdict: compared.verdict } },
        }
      },
    }),
    defineRoute({
      operationId: 'readFederationSettings',
      method: 'GET',
      path: '/applications/{applicationId}/federationSettings',
      summary: 'The settings that were kept last, compared with what Entra should have now.',
      permission: 'settings.read',
      status: 200,
      answer: kept,
      example: { params: { applicationId: 'm365' } },
      run: async ({ params: { applicationId } }) => {
        const evidence = await ports.tenantEvidence.find(applicationId)
        if (evidence === undefined)
          throw new IdpError('ADMIN_NOT_FOUND', { resource: 'pasted federation settings of', id: applicationId })
        const { pastedAt, pastedBy, settings } = evidence
        return {
          body: { ...(await compareNow(applicationId, settings)), pastedAt: pastedAt.toISOString(), pastedBy },
        }
      },
    }),
  ]
}

function answerOf(compared: ComparedFederation): z.input<typeof comparison> {
  const { verdict, properties: all } = compareFederation(compared)
  return { verdict, properties: all.map((one) => ({ ...one, fix: [...one.fix] })) }
}

/** Of several the application's own; one that names no domain is taken for it. Throws ADMIN_FEDERATION_SETTINGS_…. */
function settingsIn(text: string, domainName: string): ReadFederationSettings {
  const found = readFederationSettings(text)
  if (found.length === 0) throw new IdpError('ADMIN_FEDERATION_SETTINGS_UNREADABLE')
  const own = found.findLast(({ domainId }) => domainId === domainName.toLowerCase())
  const nameless = found.findLast(({ domainId }) => domainId === undefined)
  const settings = own ?? nameless
  if (settings === undefined) {
    const others = found.flatMap(({ domainId }) => domainId ?? [])
    throw new IdpError('ADMIN_FEDERATION_SETTINGS_OF_OTHERS', { domain: domainName, found: others })
  }
  return settings
}

function endpointsRoute(ports: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'readEndpoints',
    method: 'GET',
    path: '/applications/{applicationId}/endpoints',
    summary: 'Every address of the application, and the properties that Entra must have.',
    permission: 'settings.read',
    status: 200,
    answer: endpointsAnswer,
    example: { params: { applicationId: 'm365' } },
    run: async ({ params }) => {
      const { application, properties: found } = await readFederation(ports, params.applicationId)
      const addresses = applicationAddresses(
        applicationOrigin(application, ports.settings.current().publicUrl),
        application.id,
      )
      return {
        body: {
          properties: { ...found },
          endpoints: [
            { name: 'Issuer', url: found.IssuerUri, about: 'Stands in every token; kept when addresses change.' },
            {
              name: 'Passive sign-in and sign-out',
              url: addresses.passiveSignInUri,
              about: 'For browsers (WS-Federation).',
            },
            {
              name: 'Active sign-in',
              url: addresses.activeSignInUri,
              about: 'For clients that send user name and password (WS-Trust).',
            },
            {
              name: 'Metadata exchange, WS-Trust 1.3',
              url: addresses.mex13,
              about: 'Where Windows reads the others. Hybrid join needs this one.',
            },
            {
              name: 'Metadata exchange, older',
              url: addresses.mex,
              about: 'Names the endpoints of WS-Trust 2005 only.',
            },
            {
              name: 'Federation metadata',
              url: addresses.federationMetadata,
              about: 'Addresses and certificates, for Entra’s own polling.',
            },
            ...trustEndpoints.map((one) => ({
              name: `WS-Trust ${one.trustVersion}, ${one.credential === 'windowstransport' ? 'Kerberos' : 'password'}`,
              url: addresses.trust(one),
              about:
                one.credential === 'windowstransport'
                  ? 'For devices and desktop apps in your networks.'
                  : 'For renewing a sign-in outside of them.',
            })),
          ],
        },
      }
    },
  })
}

export type EndpointsAnswer = z.output<typeof endpointsAnswer>
export type KeptComparison = z.output<typeof kept>
