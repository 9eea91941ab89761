import { generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { derTags, serializeDer } from '../../protocol/kerberos/der.ts'
import { x509 } from '../../protocol/names/x509.ts'
import { makeCertificateRequest } from '../../protocol/x509/certificate-request.ts'
import { selfSignedCertificate } from '../../protocol/x509/self-signed-certificate.ts'
import { serializeRsaKeyBlob } from '../rsa-key-blob.ts'

/** The two key pairs of a device: one proves the device, the other receives session keys. They end with the process. */
export interface DeviceKeys {
  readonly transportKey: KeyObject
  /** BCRYPT_RSAKEY_BLOB. */
  readonly transportKeyBlob: Uint8Array
  /** DER of the device key's SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array
  signWithDeviceKey(bytes: Uint8Array): Promise<Uint8Array>
}

const makeKeyPair = promisify(generateKeyPair)

export async function makeDeviceKeys(): Promise<DeviceKeys> {
  const [device, transport] = await Promise.all([
    makeKeyPair('rsa', { modulusLength: 2048 }),
    makeKeyPair('rsa', { modulusLength: 2048 }),
  ])
  return {
    transportKey: transport.privateKey,
    transportKeyBlob: serializeRsaKeyBlob(transport.publicKey),
    publicKey: device.publicKey.export({ type: 'spki', format: 'der' }),
    signWithDeviceKey: async (bytes) => sign('sha256', bytes, device.privateKey),
  }
}

/** The certificate request of every Windows: this name, and a nonce in an extension. */
export function makeDeviceRequest(keys: DeviceKeys): Promise<Uint8Array> {
  const nonce = {
    oid: x509.device.requestNonce,
    critical: false,
    value: serializeDer(derTags.octetString, randomBytes(32)),
  }
  return makeCertificateRequest(
    {
      subject: [['CN', '7E980AD9-B86D-4306-9425-9AC066FB014A']],
      publicKey: keys.publicKey,
      extensions: [nonce],
    },
    keys.signWithDeviceKey,
  )
}

/** The self-signed certificate `CN=<objectGUID>` that goes into userCertificate. */
export function makeUserCertificate(keys: DeviceKeys, objectGuid: string, now: Date): Promise<Uint8Array> {
  const notAfter = new Date(now)
  notAfter.setUTCFullYear(now.getUTCFullYear() + 10)
  const fields = {
    commonName: objectGuid,
    serialNumber: randomBytes(16),
    notBefore: new Date(now.getTime() - 5 * 60_000),
    notAfter,
    publicKey: keys.publicKey,
  }
  return selfSignedCertificate(fields, keys.signWithDeviceKey)
}
