import { signatureHashOf } from '../../config/signature-hash-of.ts'
import type { Note, Ports } from '../../ports.ts'
import { assertionElement } from '../../protocol/saml/assertion-element.ts'
import { signEnveloped } from '../../protocol/xml-signature/sign-enveloped.ts'
import type { AcceptedRequest, Claims, MintedAssertion } from '../stages.ts'
import { assertionFor } from './assertion-for.ts'

/**
 * mint: claims become a signed assertion. This folder owns what Joinery puts its name to.
 * In: the claims that `map` made of a verified principal. Out: MintedAssertion, one line of exclusive canonical XML, ready to be
 * embedded [SAMLCore11 §5] [XMLDSig §6.6.4]. It is a bearer token: it goes to `reply` and nowhere else.
 */
export async function mintAssertion(
  claims: Claims,
  { application }: Pick<AcceptedRequest, 'application'>,
  ports: Pick<Ports, 'clock' | 'randomness' | 'signers'>,
  note: Note,
  lifetimeSeconds: number = activeLifetimeSeconds,
): Promise<MintedAssertion> {
  const when = { now: ports.clock.now(), uuid: ports.randomness.uuid(), lifetimeSeconds }
  const assertion = assertionFor(claims, application, when)
  const signer = await ports.signers.signerFor(application)
  const { algorithm } = application.idpSigning
  const { assertionId, notBefore, notOnOrAfter } = assertion
  note({
    assertionId,
    issuer: assertion.issuer,
    audience: assertion.audience,
    notOnOrAfter: notOnOrAfter.toISOString(),
    claims: assertion.attributes.map((claim) => claim.name),
    key: signer.keyId,
    algorithm,
  })
  const xml = await signEnveloped(assertionElement(assertion), 'AssertionID', {
    hash: signatureHashOf[algorithm],
    certificate: signer.certificate,
    sign: (bytes) => signer.sign(algorithm, bytes),
  })
  return { xml, assertionId, notBefore, notOnOrAfter }
}

/** Tokens of the active profile live 60 minutes, whatever assertionDuration says: that setting is the passive profile's. */
const activeLifetimeSeconds = 3600
