import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { JoinResponse } from '../dsregcmd/print-join-debug.ts'
import { sendRequest, type WebResponse } from '../send-request.ts'
import { DeviceFailure, networkHresult } from './device-failure.ts'
import { type DeviceKeys, makeDeviceRequest } from './device-keys.ts'
import type { Device } from './device-options.ts'
import { type Caller, jsonOf, userAgent } from './discover-tenant.ts'
import type { ComputerObject } from './domain-access.ts'

/** The join phase: keys and a certificate request to the registration service, a device certificate back. */

const joinAnswer = z.looseObject({
  Certificate: z.looseObject({ Thumbprint: z.string(), RawBody: z.base64().min(1) }),
})
const errorDetails = z.looseObject({
  ErrorType: z.string(),
  Message: z.string(),
  TraceId: z.string().optional(),
})

export interface RegisteredDevice {
  readonly deviceId: string
  readonly certificate: Uint8Array
  /** Upper-case hex. */
  readonly thumbprint: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly response: JoinResponse
}

const hybridJoinType = 6
const errorHresults: Readonly<Record<string, string>> = {
  DirectoryError: '0x801c03f2',
  AuthenticationError: '0x801c0002',
  AuthorizationError: '0x801c0003',
}
const otherServiceError = '0x801c0006'

/** With the access token that carries the device claims. Throws a DeviceFailure of the join phase. */
export async function joinWithToken(
  caller: Caller,
  device: Device,
  keys: DeviceKeys,
  target: { readonly joinUrl: string; readonly accessToken: string },
): Promise<RegisteredDevice> {
  const body = await makeJoinBody(device, keys)
  const headers = { authorization: `Bearer ${target.accessToken}` }
  return send(caller, 'POST', `${target.joinUrl}?api-version=2.0`, headers, body)
}

/** Without a token: the computer proves itself by the key whose certificate it wrote into AD. Throws as above. */
export async function joinBySync(
  caller: Caller,
  device: Device,
  keys: DeviceKeys,
  target: {
    readonly joinUrl: string
    readonly computer: ComputerObject
    readonly tenantId: string
    readonly domainController: string
  },
): Promise<RegisteredDevice> {
  const { computer } = target
  const base = await makeJoinBody(device, keys)
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ')
  const sid = `${computer.objectSid}.${time}Z`
  const { CertificateRequest: _request, JoinType: _type, ...shared } = base
  const body = {
    ...base,
    ServerAdJoinData: {
      ...shared,
      SourceDomainController: target.domainController,
      TargetDomainId: target.tenantId,
      ClientIdentity: {
        Type: 'sha256signed',
        Sid: sid,
        SignedBlob: toBase64(await keys.signWithDeviceKey(Buffer.from(sid))),
      },
    },
  }
  return send(caller, 'PUT', `${target.joinUrl}${computer.objectGuid}?api-version=2.0`, {}, body)
}

async function makeJoinBody(device: Device, keys: DeviceKeys) {
  return {
    CertificateRequest: { Type: 'pkcs10', Data: toBase64(await makeDeviceRequest(keys)) },
    TransportKey: toBase64(keys.transportKeyBlob),
    TargetDomain: device.domain.dnsDomain,
    DeviceType: 'Windows',
    OSVersion: device.osVersion,
    DeviceDisplayName: device.computer.samAccountName.replace(/\$$/, ''),
    JoinType: hybridJoinType,
  }
}

async function send(
  caller: Caller,
  method: 'POST' | 'PUT',
  url: string,
  extra: Readonly<Record<string, string>>,
  body: unknown,
): Promise<RegisteredDevice> {
  const headers = {
    'content-type': 'application/json',
    'client-request-id': caller.clientRequestId,
    'user-agent': userAgent(caller),
    ...extra,
  }
  let answer: WebResponse
  try {
    answer = await sendRequest(caller.network, { method, url, headers, body: JSON.stringify(body) })
  } catch (error) {
    throw new DeviceFailure(`${url} cannot be reached`, { phase: 'join', hresult: networkHresult(error) }, error)
  }
  return readJoinAnswer(answer, caller)
}

function readJoinAnswer(answer: WebResponse, caller: Caller): RegisteredDevice {
  const response: JoinResponse = {
    requestId: caller.clientRequestId,
    time: new Date(answer.headers.date ?? Date.now()),
    httpStatus: answer.status,
  }
  if (answer.status !== 200 && answer.status !== 201) throw readRefusal(answer, response)
  const read = joinAnswer.safeParse(jsonOf(answer))
  if (!read.success)
    throw new DeviceFailure('the join answer cannot be read', { phase: 'join', hresult: '0x801c0001', response })
  const certificate = Buffer.from(read.data.Certificate.RawBody, 'base64')
  const parsed = new X509Certificate(certificate)
  return {
    deviceId: parsed.subject.replace(/^CN=/, ''),
    certificate,
    thumbprint: read.data.Certificate.Thumbprint,
    notBefore: new Date(parsed.validFrom),
    notAfter: new Date(parsed.validTo),
    response,
  }
}

function readRefusal(answer: WebResponse, response: JoinResponse): DeviceFailure {
  const read = errorDetails.safeParse(jsonOf(answer))
  if (!read.success)
    return new DeviceFailure(`the registration service answers HTTP ${answer.status}`, {
      phase: 'join',
      hresult: answer.status === 503 ? '0x801c0025' : answer.status === 401 ? '0x801c0002' : otherServiceError,
      response,
    })
  const { ErrorType: code, Message: message } = read.data
  return new DeviceFailure(`${code}: ${message}`, {
    phase: 'join',
    hresult: errorHresults[code] ?? otherServiceError,
    response: { ...response, refusal: { code, message } },
    server: { code, message, httpStatus: answer.status },
  })
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
