import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import { cloud } from '../../entra/cloud.ts'
import { x509 } from '../../protocol/names/x509.ts'
import { type CertificateRequest, parseCertificateRequest } from '../../protocol/x509/certificate-request.ts'
import { parseRsaKeyBlob } from '../rsa-key-blob.ts'
import { answerErrorDetails } from './error-details.ts'
import { answerJson, answerNothing, parseJsonBody, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import { type AccessToken, type RegisteredDevice, type TenantState, tenantNow } from './tenant-state.ts'

/** The join over REST [MS-DVRJ §3.1.5.1.1]: certificate request and transport key in, device certificate out. */

export const joinRequest = z.looseObject({
  CertificateRequest: z.looseObject({ Type: z.literal('pkcs10'), Data: z.base64().min(1) }),
  TransportKey: z.base64().min(1),
  TargetDomain: z.string().min(1),
  DeviceType: z.string().min(1),
  OSVersion: z.string().min(1),
  DeviceDisplayName: z.string().min(1),
  JoinType: z.int(),
})

export type JoinRequest = z.output<typeof joinRequest>

/** What every CSR of Windows carries as its name. */
const certificateRequestSubject = 'CN=7E980AD9-B86D-4306-9425-9AC066FB014A'
/** 6: hybrid join. */
export const hybridJoinType = 6

/** `POST /EnrollmentServer/device/`: the bearer token carries the device claims. */
export async function answerJoin(request: TenantRequest, state: TenantState): Promise<TenantAnswer> {
  const token = findToken(request, state)
  if (token === undefined) return answerNothing(401)
  const refuse = (message: string): TenantAnswer => answerErrorDetails('BadRequest', message, request, state)
  if (token.device === undefined) return refuse('The access token does not carry the claims of a computer.')
  const body = joinRequest.safeParse(parseJsonBody(request))
  if (!body.success) return refuse(z.prettifyError(body.error))
  if (body.data.JoinType !== hybridJoinType) return refuse(`JoinType ${body.data.JoinType} is not a hybrid join.`)
  return registerDevice({ body: body.data, deviceId: token.device.objectGuid, path: 'federated' }, request, state)
}

export interface Registration {
  readonly body: JoinRequest
  readonly deviceId: string
  readonly path: RegisteredDevice['path']
}

/** Makes the certificate and remembers the device; a second join of the same device replaces the first. */
export async function registerDevice(
  { body, deviceId, path }: Registration,
  request: TenantRequest,
  state: TenantState,
): Promise<TenantAnswer> {
  const csr = readCertificateRequest(body.CertificateRequest.Data)
  if (typeof csr === 'string') return answerErrorDetails('BadRequest', csr, request, state)
  const transportKey = Buffer.from(body.TransportKey, 'base64')
  if (parseRsaKeyBlob(transportKey) === undefined)
    return answerErrorDetails('BadRequest', 'TransportKey is not an RSA public key blob.', request, state)
  const now = tenantNow(state)
  const certificate = await state.authority.issue({ publicKey: csr.publicKey, deviceId, tenantId: state.tenantId, now })
  state.devices.set(deviceId, {
    deviceId,
    displayName: body.DeviceDisplayName,
    path,
    thumbprint: certificate.thumbprint,
    transportKey,
    registeredAt: now,
  })
  return answerJson(200, {
    Certificate: {
      Thumbprint: certificate.thumbprint,
      RawBody: Buffer.from(certificate.der).toString('base64'),
    },
    User: { Upn: '' },
    MembershipChanges: [],
  })
}

function findToken(request: TenantRequest, state: TenantState): AccessToken | undefined {
  const [scheme = '', text = ''] = (request.headers.authorization ?? '').split(' ')
  const token = scheme.toLowerCase() === 'bearer' ? state.accessTokens.get(text) : undefined
  const isForUs =
    token?.resource === cloud.deviceRegistrationResource || token?.resource === cloud.deviceRegistrationAppId
  return isForUs && token.expiresAt > tenantNow(state) ? token : undefined
}

/** The request, signed with its own key, or what is wrong with it. */
function readCertificateRequest(base64: string): CertificateRequest | string {
  try {
    const csr = parseCertificateRequest(Buffer.from(base64, 'base64'))
    if (csr.subject.toUpperCase() !== certificateRequestSubject)
      return `The certificate request names ${csr.subject}, not ${certificateRequestSubject}.`
    const key = createPublicKey({ key: Buffer.from(csr.publicKey), format: 'der', type: 'spki' })
    const isSigned = csr.signatureOid === x509.sha256WithRsa && verify('sha256', csr.signedBytes, key, csr.signature)
    return isSigned ? csr : 'The certificate request is not signed with its own key.'
  } catch {
    return 'CertificateRequest is not a PKCS #10 request.'
  }
}
