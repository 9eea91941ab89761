import { createHash, generateKeyPair, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { guidToBytes } from '../../protocol/ad/guid.ts'
import { derTags, serializeDer } from '../../protocol/kerberos/der.ts'
import { x509 } from '../../protocol/names/x509.ts'
import { type CertificateExtension, makeCertificate, type SignBytes } from '../../protocol/x509/make-certificate.ts'
import type { X509Name } from '../../protocol/x509/x509-name.ts'

/** The certificates Entra gives to devices: issuer MS-Organization-Access, the device's facts in extensions of Microsoft's own. */

export interface DeviceAuthority {
  issue(request: DeviceCertificateRequest): Promise<DeviceCertificate>
}

export interface DeviceCertificateRequest {
  /** DER of SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array
  /** For a hybrid joined device the objectGUID of its computer object. */
  readonly deviceId: string
  readonly tenantId: string
  readonly now: Date
}

export interface DeviceCertificate {
  readonly der: Uint8Array
  /** SHA-1 of the DER, upper-case hex, as Windows prints it. */
  readonly thumbprint: string
  readonly notBefore: Date
  readonly notAfter: Date
}

const issuer: X509Name = [
  ['DC', 'net'],
  ['DC', 'windows'],
  ['OU', '82dbaca4-3e81-46ca-9c73-0950c1eaca97'],
  ['CN', 'MS-Organization-Access'],
]
const minutesBackdated = 30
const yearsValid = 10

/** An authority with a key of its own, which lives in memory only. */
export async function createDeviceAuthority(): Promise<DeviceAuthority> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const signer: SignBytes = async (bytes) => sign('sha256', bytes, privateKey)
  return { issue: (request) => issueDeviceCertificate(request, signer) }
}

/**
 * Valid from half an hour before the join until ten years after it, as the captured ones are. The object id of the joining
 * user (extension .3) is left out: a computer joins itself.
 */
async function issueDeviceCertificate(
  { publicKey, deviceId, tenantId, now }: DeviceCertificateRequest,
  signer: SignBytes,
): Promise<DeviceCertificate> {
  const joined = new Date(Math.floor(now.getTime() / 1000) * 1000)
  const notBefore = new Date(joined.getTime() - minutesBackdated * 60_000)
  const notAfter = new Date(joined)
  notAfter.setUTCFullYear(joined.getUTCFullYear() + yearsValid)
  const der = await makeCertificate(
    {
      serialNumber: randomBytes(16),
      issuer,
      subject: [['CN', deviceId]],
      notBefore,
      notAfter,
      publicKey,
      extensions: [
        deviceFact(x509.device.deviceId, guidToBytes(deviceId)),
        deviceFact(x509.device.tenantId, guidToBytes(tenantId)),
        deviceFact(x509.device.joinType, Buffer.from('1')),
        deviceFact(x509.device.tenantRegion, Buffer.from('EU')),
      ],
    },
    signer,
  )
  return { der, thumbprint: createHash('sha1').update(der).digest('hex').toUpperCase(), notBefore, notAfter }
}

function deviceFact(oid: string, value: Uint8Array): CertificateExtension {
  return { oid, critical: false, value: serializeDer(derTags.octetString, value) }
}
