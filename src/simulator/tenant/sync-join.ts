import { verify as verifyBytes, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { answerErrorDetails } from './error-details.ts'
import { hybridJoinType, joinRequest, registerDevice } from './join-device.ts'
import { parseJsonBody, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import type { SyncedComputer } from './tenant-options.ts'
import { type TenantState, tenantNow } from './tenant-state.ts'

/**
 * The fallback: `PUT /EnrollmentServer/device/{deviceId}` without a token. The computer proves itself by a key whose certificate it
 * wrote into its own `userCertificate`, which directory sync must have brought here first. Texts as Microsoft's pages quote them.
 */
const syncJoinRequest = joinRequest.extend({
  ServerAdJoinData: z.looseObject({
    TransportKey: z.base64().min(1),
    TargetDomain: z.string().min(1),
    SourceDomainController: z.string(),
    TargetDomainId: z.string(),
    ClientIdentity: z.looseObject({
      Type: z.literal('sha256signed'),
      Sid: z.string().min(1),
      SignedBlob: z.base64().min(1),
    }),
  }),
})

type ClientIdentity = z.output<typeof syncJoinRequest>['ServerAdJoinData']['ClientIdentity']

const toleranceMs = 5 * 60_000

export async function answerSyncJoin(request: TenantRequest, state: TenantState): Promise<TenantAnswer> {
  const deviceId = (request.params.deviceId ?? '').toLowerCase()
  const computer = state.directory.computers.find((candidate) => candidate.objectGuid.toLowerCase() === deviceId)
  if (computer === undefined)
    return answerErrorDetails(
      'DirectoryError',
      `The device object by the given id (${deviceId}) is not found.`,
      request,
      state,
    )
  const body = syncJoinRequest.safeParse(parseJsonBody(request))
  if (!body.success) return answerErrorDetails('BadRequest', z.prettifyError(body.error), request, state)
  if (body.data.JoinType !== hybridJoinType)
    return answerErrorDetails('BadRequest', `JoinType ${body.data.JoinType} is not a hybrid join.`, request, state)
  const certificates = certificatesOf(computer, deviceId)
  if (certificates.length === 0)
    return answerErrorDetails(
      'DirectoryError',
      `The public key user certificate is not found on the device object with id (${deviceId}).`,
      request,
      state,
    )
  if (!isProved(body.data.ServerAdJoinData.ClientIdentity, computer, certificates, tenantNow(state)))
    return answerErrorDetails(
      'AuthenticationError',
      `The verification of the target computer's SID failed.`,
      request,
      state,
    )
  return registerDevice({ body: body.data, deviceId, path: 'sync' }, request, state)
}

/** The synced certificates that name this device. */
function certificatesOf(computer: SyncedComputer, deviceId: string): readonly X509Certificate[] {
  return computer.userCertificates
    .map((base64) => new X509Certificate(Buffer.from(base64, 'base64')))
    .filter((certificate) => certificate.subject.toLowerCase() === `cn=${deviceId}`)
}

/** `Sid` is `<SID>.<UTC time>`; the blob is a signature over just that text. */
function isProved(
  identity: ClientIdentity,
  computer: SyncedComputer,
  certificates: readonly X509Certificate[],
  now: Date,
): boolean {
  const dot = identity.Sid.indexOf('.')
  const signedAt = new Date(identity.Sid.slice(dot + 1).replace(' ', 'T')).getTime()
  const isRecent = Math.abs(now.getTime() - signedAt) <= toleranceMs
  if (identity.Sid.slice(0, dot) !== computer.objectSid || !isRecent) return false
  const blob = Buffer.from(identity.SignedBlob, 'base64')
  return certificates.some((certificate) =>
    verifyBytes('sha256', Buffer.from(identity.Sid), certificate.publicKey, blob),
  )
}
