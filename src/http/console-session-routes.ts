import type { z } from 'zod'
import { permissionsOf } from '../admin/permissions.ts'
import {
  addFactor,
  askFactor,
  askToEnrol,
  type EnrolmentQuestion,
  type FactorQuestion,
  subjectOf,
} from '../administrators/administrator-factors.ts'
import type { AdministratorPorts } from '../administrators/administrator-ports.ts'
import { changePassword, removeOwnFactor, renewOwnCodes } from '../administrators/change-own-account.ts'
import type { ConsoleSession } from '../administrators/console-sessions.ts'
import { sessionIdOf } from '../administrators/console-sessions.ts'
import { acceptInvitation, chooseAccount, getInvitation } from '../administrators/invitations.ts'
import { requireFreshFactor } from '../administrators/require-fresh-factor.ts'
import { actorOf, enrolFirstFactor, noteAct, proveFactor, signInWithPassword } from '../administrators/sign-in.ts'
import type { AdministratorRecord } from '../ports/administrators.ts'
import { ownerOfAdministrator } from '../ports/owner-of-administrator.ts'
import { Secret } from '../secret.ts'
import { type ConsoleCallRoute, consoleCall } from './console-session.ts'
import {
  type AccountAnswer,
  acceptBody,
  type CodesAnswer,
  changePasswordBody,
  chosenBody,
  type EnrolmentQuestionAnswer,
  enrolmentBody,
  type FactorQuestionAnswer,
  factorBody,
  type InvitationAnswer,
  type PasswordAnswer,
  passwordBody,
  type SignedInAnswer,
  tokenBody,
} from './console-session-schema.ts'
import { qrCode } from './pages/qr-code.ts'

/** The addresses below /console/session: sign in and out, the own account, links. What others' accounts need is in the admin API. */
export function consoleSessionRoutes(ports: AdministratorPorts): readonly ConsoleCallRoute[] {
  return [...signInRoutes(ports), ...accountRoutes(ports), ...invitationRoutes(ports)]
}

function signInRoutes(ports: AdministratorPorts): readonly ConsoleCallRoute[] {
  return [
    consoleCall({
      ...{ method: 'GET', path: '' },
      run: async ({ getSignedIn }) => ({ body: signedInAnswer((await getSignedIn()).administrator) }),
    }),
    consoleCall({
      ...{ method: 'POST', path: '', body: passwordBody },
      async run({ body: { name, password }, place, secret }) {
        const credential = { name, password: new Secret(password) }
        const before = secret === undefined ? undefined : sessionIdOf(secret)
        const begun = await signInWithPassword(credential, place, before, ports)
        const subject = await subjectOf(begun, place, ports)
        const body: PasswordAnswer =
          begun.session.stage === 'enrolment'
            ? { next: 'enrolment', question: enrolmentAnswer(await askToEnrol(subject, ports.settings)) }
            : { next: 'factor', question: factorAnswer(await askFactor(subject)) }
        return { body, session: begun }
      },
    }),
    consoleCall({
      ...{ method: 'DELETE', path: '' },
      async run({ getSession, place, secret }) {
        const found = await getSession().catch(() => undefined)
        if (secret !== undefined) await ports.administratorSessions.remove(sessionIdOf(secret))
        if (found !== undefined) await noteAct(found.administrator, { action: 'signOut' }, place, ports)
        return { session: null }
      },
    }),
    consoleCall({
      ...{ method: 'GET', path: '/factor' },
      run: async ({ getSession, place }) => ({
        body: factorAnswer(await askFactor(await subjectOf(await getSession(), place, ports))),
      }),
    }),
    consoleCall({
      ...{ method: 'POST', path: '/factor', body: factorBody },
      async run({ body, getSession, place }) {
        const begun = await proveFactor(await getSession(), withText(body), place, ports)
        return { body: signedInAnswer(begun.administrator), session: begun }
      },
    }),
    consoleCall({
      ...{ method: 'POST', path: '/enrolment', body: enrolmentBody },
      async run({ body, getSession, place }) {
        const { begun, codes } = await enrolFirstFactor(await getSession(), withText(body), place, ports)
        return { body: { recoveryCodes: codes } satisfies CodesAnswer, session: begun }
      },
    }),
  ]
}

function accountRoutes(ports: AdministratorPorts): readonly ConsoleCallRoute[] {
  const fresh = ({ session, administrator }: ConsoleSession, remoteAddress: string): void =>
    requireFreshFactor({ ...actorOf(administrator, remoteAddress), factorAt: session.factorAt }, ports.clock.now())
  return [
    consoleCall({
      ...{ method: 'GET', path: '/account' },
      run: async ({ getSignedIn }) => ({ body: await accountAnswer(await getSignedIn(), ports) }),
    }),
    consoleCall({
      ...{ method: 'POST', path: '/password', body: changePasswordBody },
      async run({ body, getSignedIn, place }) {
        const change = { current: new Secret(body.current), wanted: new Secret(body.wanted) }
        return { session: await changePassword(await getSignedIn(), change, place, ports) }
      },
    }),
    consoleCall({
      ...{ method: 'GET', path: '/factors/question' },
      async run({ getSignedIn, place }) {
        const found = await getSignedIn()
        fresh(found, place.remoteAddress)
        return { body: enrolmentAnswer(await askToEnrol(await subjectOf(found, place, ports), ports.settings)) }
      },
    }),
    consoleCall({
      ...{ method: 'POST', path: '/factors', body: enrolmentBody },
      async run({ body, getSignedIn, place }) {
        const found = await getSignedIn()
        fresh(found, place.remoteAddress)
        const recoveryCodes = await addFactor(await subjectOf(found, place, ports), withText(body))
        await noteAct(found.administrator, { action: 'addFactor', after: { method: body.kind } }, place, ports)
        return { body: { recoveryCodes } satisfies CodesAnswer }
      },
    }),
    consoleCall({
      ...{ method: 'DELETE', path: '/factors/:factorId' },
      async run({ params, getSignedIn, place }) {
        const found = await getSignedIn()
        fresh(found, place.remoteAddress)
        await removeOwnFactor(found, params.factorId ?? '', place, ports)
        return {}
      },
    }),
    consoleCall({
      ...{ method: 'POST', path: '/recovery-codes' },
      async run({ getSignedIn, place }) {
        const found = await getSignedIn()
        fresh(found, place.remoteAddress)
        return { body: { recoveryCodes: await renewOwnCodes(found, place, ports) } satisfies CodesAnswer }
      },
    }),
    consoleCall({
      ...{ method: 'DELETE', path: '/sessions/:handle' },
      async run({ params, getSignedIn, place }) {
        const { administrator } = await getSignedIn()
        await ports.administratorSessions.removeByHandle(params.handle ?? '', administrator.id)
        await noteAct(administrator, { action: 'endSession', after: { session: params.handle } }, place, ports)
        return {}
      },
    }),
  ]
}

function invitationRoutes(ports: AdministratorPorts): readonly ConsoleCallRoute[] {
  return [
    consoleCall({
      ...{ method: 'POST', path: '/invitation', body: tokenBody },
      async run({ body }) {
        const { purpose, role, name, email, expiresAt, administratorId } = await getInvitation(body.token, ports)
        const known = purpose === 'reset' ? await ports.administrators.find(administratorId) : undefined
        const answer: InvitationAnswer = {
          ...{ purpose, role: known?.role ?? role, name: known?.name ?? name, email: known?.email ?? email },
          expiresAt: expiresAt.toISOString(),
        }
        return { body: answer }
      },
    }),
    consoleCall({
      ...{ method: 'POST', path: '/invitation/question', body: chosenBody },
      run: async ({ body, place }) => ({
        body: enrolmentAnswer(await chooseAccount({ ...body, password: new Secret(body.password) }, place, ports)),
      }),
    }),
    consoleCall({
      ...{ method: 'POST', path: '/invitation/accept', body: acceptBody },
      async run({ body: { factor, ...chosen }, place }) {
        const wanted = { ...chosen, password: new Secret(chosen.password) }
        const { begun, codes } = await acceptInvitation(wanted, withText(factor), place, ports)
        return { body: { recoveryCodes: codes } satisfies CodesAnswer, session: begun }
      },
    }),
  ]
}

function signedInAnswer({ id, name, email, role, account }: AdministratorRecord): SignedInAnswer {
  return { administrator: { id, name, email, role, kind: account.kind }, permissions: permissionsOf[role] }
}

function factorAnswer({ passkeyRequest, ...question }: FactorQuestion): FactorQuestionAnswer {
  return { ...question, passkeyRequest: passkeyRequest && JSON.parse(passkeyRequest) }
}

function enrolmentAnswer({ app, passkeyCreation }: EnrolmentQuestion): EnrolmentQuestionAnswer {
  return {
    app: app && { picture: qrCode(app.uri), secret: app.secret },
    passkeyCreation: passkeyCreation && JSON.parse(passkeyCreation),
  }
}

type PostedFactor = z.output<typeof factorBody> | z.output<typeof enrolmentBody>
type WithText<Form> = Form extends { readonly response: unknown } ? Omit<Form, 'response'> & { response: string } : Form

/** The library that judges passkeys reads text. */
function withText<Form extends PostedFactor>(form: Form): WithText<Form> {
  const text = 'response' in form ? { ...form, response: JSON.stringify(form.response) } : form
  return text as WithText<Form>
}

async function accountAnswer(
  { session, administrator }: ConsoleSession,
  ports: AdministratorPorts,
): Promise<AccountAnswer> {
  const owner = ownerOfAdministrator(administrator.id)
  const factors = await ports.secondFactors.list(owner)
  const sessions = await ports.administratorSessions.list(administrator.id)
  return {
    factors: factors.map((factor) => ({
      ...{ id: factor.id, kind: factor.kind, label: factor.label },
      host: factor.kind === 'passkey' ? factor.rpId : undefined,
      createdAt: factor.createdAt.toISOString(),
      lastUsedAt: factor.lastUsedAt?.toISOString(),
    })),
    recoveryCodesLeft: await ports.secondFactors.countRecoveryCodes(owner),
    sessions: sessions.map(({ handle, remoteAddress, userAgent, createdAt, lastUsedAt }) => ({
      ...{ id: handle, current: handle === session.handle, remoteAddress, userAgent },
      ...{ createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt.toISOString() },
    })),
  }
}
