import type { Case } from '../case.ts'
import type { PublishedSettings } from '../published-settings.ts'
import { findDeviceSignIn, findUserSignIn, stageFact } from '../sign-ins-of.ts'

/** A running server's own word comes first, then a token's, then its metadata. */
export function findPublished(which: Case): PublishedSettings {
  const metadata = which.all('federation-metadata').at(-1)
  const assertion = which.all('saml-assertion').at(-1)
  const signIn = findDeviceSignIn(which) ?? findUserSignIn(which)
  const issuer = stageFact(signIn, 'mint', 'issuer') ?? assertion?.facts.issuer ?? metadata?.facts.entityId
  const passive = metadata?.facts.passiveEndpoint
  const certificate = assertion?.facts.certificate
  const found = {
    ...(issuer && { issuerUri: issuer }),
    ...(passive && { passiveSignInUri: passive }),
    certificates: certificate ? [certificate] : (metadata?.certificates ?? []),
  }
  return { ...found, ...which.published }
}
