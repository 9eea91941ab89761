import { z } from 'zod'
import { type CloudName, clouds } from '../entra/cloud.ts'
import { saml } from '../protocol/names/saml.ts'
import { identifier } from './identifier.ts'

/**
 * A Microsoft 365 application: one relying party, one federated domain [design decision 11: PingOne's field names].
 * Shape of `POST /v1/environments/{env}/applications` with `protocol: WS_FED`.
 */

const hostName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i

export const nameIdentifierFormats = [
  saml.nameIdentifierFormats.emailAddress,
  saml.nameIdentifierFormats.unspecified,
] as const

/** RSA only: Entra takes no elliptic-curve signature from a federated identity provider. */
const signingAlgorithms = ['SHA256withRSA', 'SHA384withRSA', 'SHA512withRSA'] as const

const releaseTargets = ['everyone', 'users', 'devices'] as const

export const attributeMapping = z.strictObject({
  name: z.string().min(1).describe('The claim name: AttributeName of the SAML 1.1 attribute, or Subject.'),
  nameFormat: z
    .string()
    .optional()
    .describe('The claim namespace, a URI: AttributeNamespace. Left out, the default of the attribute is used.'),
  value: z.string().min(1).describe('A constant, or an expression written as ${...} over user.*'),
  required: z.boolean().default(false).describe('No token is issued when this yields nothing. Judged after releaseTo.'),
  releaseTo: z
    .enum(releaseTargets)
    .optional()
    .describe('Who gets the claim: everyone, users or devices. Left out: whoever Entra needs it of, else everyone.'),
})

const kerberosGateway = z.strictObject({
  id: identifier.describe('The gateway.'),
  type: z.literal('LDAP').default('LDAP').describe('The only kind there is.'),
  userType: z
    .strictObject({ id: identifier.describe('Its id.') })
    .describe('The user type of that gateway that principals are found by.'),
})

export const application = z.strictObject({
  id: identifier.describe('Part of every address of this application; never changes.'),
  name: z.string().min(1).max(256).describe('What the console calls it.'),
  description: z.string().optional().describe('For the administrators.'),
  enabled: z.boolean().default(true).describe('An application that is off issues nothing.'),
  protocol: z.literal('WS_FED').default('WS_FED').describe('The only one there is: WS-Federation with WS-Trust.'),
  type: z.enum(['WEB_APP', 'CUSTOM_APP']).default('WEB_APP').describe('Kept for compatibility; changes nothing.'),
  domainName: z
    .string()
    .regex(hostName, 'must be a DNS domain name')
    .describe('The federated domain, as verified in Entra.'),
  cloud: z
    .enum(['worldwide', 'usGovernmentL4', 'usGovernmentL5', 'china21Vianet'] satisfies readonly CloudName[])
    .default('worldwide')
    .describe(
      "Microsoft's cloud that the tenant is in: gives replyUrl, audienceRestriction and appliesTo, where left out.",
    ),
  hostNames: z
    .array(z.string().regex(hostName, 'must be a DNS host name'))
    .default([])
    .describe(
      'Host names of its own, covered by the TLS certificate; addresses are published under the first. Left empty: publicUrl. The AD FS-shaped addresses serve the application whose host name is asked. The issuer stays.',
    ),
  issuerUri: z
    .url({ error: 'must be a URI' })
    .optional()
    .describe('The issuer, unique in all of Entra. Set at creation from publicUrl and kept when publicUrl changes.'),
  replyUrl: z
    .url({ protocol: /^https$/, error: 'must be an https address' })
    .default(clouds.worldwide.replyUrl)
    .describe('Where the browser brings the token of the passive profile.'),
  replyUrls: z
    .array(z.url({ protocol: /^https$/, error: 'must be an https address' }))
    .default([])
    .describe(
      'Further addresses that a request may name in wreply. Compared whole; nothing else is ever sent a token.',
    ),
  sloEndpoint: z
    .url({ protocol: /^https$/, error: 'must be an https address' })
    .optional()
    .describe('Where the browser goes after sign-out.'),
  audienceRestriction: z.string().min(1).default(clouds.worldwide.audienceUrn).describe('Audience of the assertion.'),
  appliesTo: z
    .array(z.string().min(1))
    .default([])
    .describe('Further AppliesTo addresses, beside audienceRestriction, that name this application. Matched exactly.'),
  idpSigning: z
    .strictObject({
      algorithm: z.enum(signingAlgorithms).default('SHA256withRSA').describe('Signature and digest of assertions.'),
      key: z
        .strictObject({ id: identifier.describe('As joinery keys list names it.') })
        .optional()
        .describe('The key pair; left out, the default signing key.'),
    })
    .prefault({})
    .describe('How assertions are signed.'),
  assertionDuration: z
    .int()
    .min(300)
    .max(3_932_100)
    .default(300)
    .describe('Seconds; passive profile only. Active tokens live 60 minutes.'),
  wsTrustVersion: z.enum(['1.2', '1.3']).default('1.2').describe('Passive profile only.'),
  subjectNameIdentifierFormat: z
    .enum(nameIdentifierFormats)
    .default(nameIdentifierFormats[0])
    .describe('Format of the Subject. Entra takes either.'),
  stsTokenType: z
    .enum([
      'urn:oasis:names:tc:SAML:1.0:assertion',
      'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1',
    ])
    .default('urn:oasis:names:tc:SAML:1.0:assertion')
    .describe('TokenType of the response. Hybrid join needs urn:oasis:names:tc:SAML:1.0:assertion.'),
  useMex13: z
    .boolean()
    .default(true)
    .describe('Publish /wsf/mex13/ as MetadataExchangeUri in the PowerShell blocks. Hybrid join needs true.'),
  userAttributeUsernameMatch: z
    .string()
    .default('email')
    .describe('Profile attribute that the user name of a username token is matched with.'),
  passwordChangeUrl: z
    .url({ protocol: /^https$/, error: 'must be an https URL' })
    .optional()
    .describe('Where users change a password that ends soon. Office shows it; sent after a password sign-in only.'),
  hybridJoinDeviceAttribute: z
    .string()
    .default('hybridJoinedDevice')
    .describe('Custom attribute that Joinery sets on device profiles. It cannot be mapped.'),
  kerberos: z
    .strictObject({
      gateways: z
        .array(kerberosGateway)
        .min(1)
        .describe('Gateways with a user type each: the users first, then the devices.'),
    })
    .nullable()
    .default(null)
    .describe('Kerberos authentication: which gateways and user types. null turns it off.'),
  passwords: z
    .strictObject({
      gateways: z.array(kerberosGateway).min(1).describe('Gateways with a user type each.'),
    })
    .optional()
    .describe('Whose passwords it takes. Left out: those of the user types of account user in kerberos.gateways.'),
  attributes: z
    .array(attributeMapping)
    .describe('The attribute mappings. Left out of a document: those of the default values, for users and devices.')
    .meta({ preset: true }),
})

export type AttributeMapping = z.output<typeof attributeMapping>
export type Application = z.output<typeof application>
