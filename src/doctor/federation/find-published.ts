import type { Case } from '../case.ts'
import { liveOf } from '../live-of.ts'
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
  return { ...found, ...publishedByServer(which) }
}

/** Of the application whose domain the settings are of; the only one, where they name none. */
function publishedByServer(which: Case): Partial<PublishedSettings> {
  const applications = liveOf(which, 'application')
  const domain = which.all('federation-settings').at(-1)?.facts.domainId?.value.toLowerCase()
  const ofDomain = applications.find(({ facts }) => facts.domainName?.value.toLowerCase() === domain)
  const application = ofDomain ?? (applications.length === 1 ? applications[0] : undefined)
  if (application === undefined) return {}
  const { issuerUri, passiveSignInUri, activeSignInUri, metadataExchangeUri, signOutUri } = application.facts
  return {
    ...(issuerUri && { issuerUri }),
    ...(passiveSignInUri && { passiveSignInUri }),
    ...(activeSignInUri && { activeSignInUri }),
    ...(metadataExchangeUri && { metadataExchangeUri }),
    ...(signOutUri && { signOutUri }),
    certificates: application.lists.certificates ?? [],
  }
}
