/**
 * Stage authenticate of a browser: who it is. In: AcceptedSignIn, whose credential and session nobody has looked at. Out: SignInProof:
 * a principal bound to an account by its SID, by a credential of this request or by a session that holds what is demanded.
 * [WSFed12 §13.2.1] Nothing proved is AUTHENTICATE_SIGN_IN_NEEDED: the form comes next.
 * Whether the account still is what it was when the session began is not known here: see lookup.
 */
import type { Gateway } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { Note, Ports, SessionRecord } from '../../ports.ts'
import { endedBefore, factsOf, findLackingFact, hasEnded } from '../session-facts.ts'
import type {
  AcceptedSignIn,
  CredentialAttempt,
  PasswordCredential,
  SignInProof,
  VerifiedPrincipal,
} from '../stages.ts'
import { authenticate } from './authenticate.ts'
import { changePassword } from './change-password.ts'

type ProofPorts = Parameters<typeof authenticate>[1] & Pick<Ports, 'sessions'>

/** Throws AUTHENTICATE_…, KERBEROS_…, DIRECTORY_…, STORAGE_…. */
export async function proveFirstFactor(request: AcceptedSignIn, ports: ProofPorts, note: Note): Promise<SignInProof> {
  const session = await findSession(request.sessionId, ports)
  const { credential, demands, address } = request
  note({ session: session === undefined ? 'none' : session.firstFactor.method, credential: credential?.kind ?? 'none' })
  const gateway = session && findGateway(session, ports)
  const isForm = credential?.kind === 'password'
  const lacking = findLackingFact(session, demands, { address, now: ports.clock.now() })
  if (session !== undefined && gateway !== undefined && !isForm && lacking !== 'firstFactor')
    return { principal: principalOf(session, gateway), proved: 'earlier', session }
  if (credential === undefined)
    throw new IdpError('AUTHENTICATE_SIGN_IN_NEEDED', {
      offered: request.offersKerberos ? ', with Negotiate for a ticket' : '',
    })
  const principal =
    credential.kind === 'password' && request.newPassword !== undefined
      ? await authenticateAnew({ ...request, credential }, request.newPassword, ports, note)
      : await authenticate({ ...request, credential }, ports, note)
  return { principal, proved: 'now', session }
}

/** A new password, then a sign-in with it; whoever signed in with the old one is signed out everywhere. */
async function authenticateAnew(
  attempt: CredentialAttempt & { readonly credential: PasswordCredential },
  { wanted, again }: NonNullable<AcceptedSignIn['newPassword']>,
  ports: ProofPorts,
  note: Note,
): Promise<VerifiedPrincipal> {
  if (!wanted.hidesSame(again)) throw new IdpError('AUTHENTICATE_NEW_PASSWORDS_DIFFER')
  await changePassword(attempt, wanted, ports, note)
  const credential = { ...attempt.credential, password: wanted }
  const principal = await authenticate({ ...attempt, credential }, ports, note)
  note({ sessionsEnded: await ports.sessions.removeOf(principal.gateway.id, principal.objectSid) })
  return principal
}

/** One that has ended is none; storage is rid of it in time. */
async function findSession(id: string | undefined, ports: ProofPorts): Promise<SessionRecord | undefined> {
  const session = id === undefined ? undefined : await ports.sessions.find(id)
  if (session === undefined) return undefined
  const ended = endedBefore(ports.settings.current().managed.sessions, ports.clock.now())
  return hasEnded(session, ended) ? undefined : session
}

function findGateway({ gatewayId }: SessionRecord, { settings }: ProofPorts): Gateway | undefined {
  return settings.current().managed.gateways.find(({ id, enabled }) => enabled && id === gatewayId)
}

function principalOf(session: SessionRecord, gateway: Gateway): VerifiedPrincipal {
  const { kerberosRealm, samAccountName, objectSid } = session
  return {
    ...{ gateway, kerberosRealm, samAccountName, objectSid },
    authentication: factsOf(session),
    channelBinding: 'none',
    replyToken: undefined,
  }
}
