import type { Application } from '../config/application.ts'
import type { LiveObject } from '../doctor/live-evidence.ts'
import { IdpError } from '../errors.ts'
import { findEntry } from '../issuance/lookup/find-entry.ts'
import type { VerifiedPrincipal } from '../issuance/stages.ts'
import type { DirectoryEntry, Note, Ports } from '../ports.ts'
import { findSubject } from './find-subject.ts'
import { type LiveSources, type LiveSubject, problemOf } from './live-sources.ts'
import { assertionToBe, methodFor } from './preview-claims.ts'

/**
 * The claims that a computer or user would get, application by application: lookup and map as for a sign-in, then what an assertion would
 * say. Nobody authenticated, so nothing is minted: what comes out cannot be turned into a token.
 */
export async function tellPreview({ ports }: LiveSources, subject: LiveSubject): Promise<readonly LiveObject[]> {
  const { gateways, applications } = ports.settings.current().managed
  const told: LiveObject[] = []
  for (const gateway of gateways.filter(({ enabled }) => enabled))
    try {
      const account = await findSubject(ports, gateway, subject)
      if (account === undefined) continue
      told.push(accountObject(account.entry))
      for (const application of applications.filter(({ enabled }) => enabled)) {
        const method = methodFor(application, gateway, subject.account)
        const authentication = method && { method, at: ports.clock.now() }
        if (authentication)
          told.push(await preview(ports, { subject, application, principal: { ...account.principal, authentication } }))
      }
    } catch (error) {
      told.push({ about: 'preview', asked: subject.name, ...problemOf(error) })
    }
  if (told.some(({ about }) => about === 'preview')) return told
  const { name, account } = subject
  const nobody = new IdpError('LIVE_SUBJECT_NOT_FOUND', { name, account, gateways: gateways.map(({ id }) => id) })
  return [...told, { about: 'preview', asked: name, ...problemOf(nobody) }]
}

function accountObject({ dn, attributes: values }: DirectoryEntry): LiveObject {
  const certificates = values.userCertificate ?? []
  const texts = Object.entries(values).map(([name, all]) => [name, all.length === 1 ? all[0] : all] as const)
  return { about: 'account', distinguishedName: dn, ...Object.fromEntries(texts), userCertificate: certificates }
}

interface PreviewRequest {
  readonly subject: LiveSubject
  readonly application: Application
  readonly principal: VerifiedPrincipal
}

const unheard: Note = () => {}

async function preview(ports: Ports, { subject, application, principal }: PreviewRequest): Promise<LiveObject> {
  const asked = { about: 'preview' as const, asked: subject.name, application: application.id }
  try {
    const found = await findEntry(principal, { application }, ports, unheard)
    const assertion = assertionToBe(found, application, ports)
    return {
      ...asked,
      issuer: assertion.issuer,
      audience: assertion.audience,
      nameIdentifier: assertion.nameIdentifier.value,
      nameIdentifierFormat: assertion.nameIdentifier.format,
      authenticationMethod: assertion.authenticationMethod,
      claims: assertion.attributes.map(({ name, namespace, values }) => ({ name, namespace, values })),
    }
  } catch (error) {
    return { ...asked, ...problemOf(error) }
  }
}
