import { z } from 'zod'
import { identifier } from '../../config/identifier.ts'
import { IdpError } from '../../errors.ts'
import type { SigningKeyRecord } from '../../ports.ts'
import { Secret } from '../../secret.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageOfList, pageQuery } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { requireMatch } from '../etag.ts'
import { certificateResource, describeCertificateOf, describeKey, keyResource } from './key-resource.ts'

/** Signing keys and their certificates. Private keys come in by an import, and never go out. */

type KeyPorts = Pick<AdminPorts, 'clock' | 'rollover' | 'settings'>

export function keyRoutes(ports: KeyPorts): AdminRoute[] {
  return [
    ...readingRoutes(ports),
    ...certificateRoutes(ports),
    createRoute(ports),
    importRoute(ports),
    ...changingRoutes(ports),
  ]
}

const oneWeek = 7
const tenYears = 3650
const name = z.string().trim().min(1).max(100).describe('What people call it.')
const needsKey = 'a key of that id'

function readingRoutes(ports: KeyPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listKeys',
      method: 'GET',
      path: '/keys',
      summary: 'The signing keys, the oldest first.',
      permission: 'keys.read',
      status: 200,
      query: pageQuery,
      answer: collectionOf('keys', keyResource),
      example: {},
      run: async (request) => {
        const records = await ports.rollover.list()
        return {
          body: pageOfList(
            request,
            'keys',
            records.map((record) => shown(record, ports)),
          ),
        }
      },
    }),
    defineRoute({
      operationId: 'readKey',
      method: 'GET',
      path: '/keys/{keyId}',
      summary: 'One signing key.',
      permission: 'keys.read',
      status: 200,
      answer: keyResource,
      example: { params: { keyId: 'k1' }, needs: needsKey },
      run: async ({ params }) => ({ body: shown(await getKey(params.keyId, ports), ports) }),
    }),
  ]
}

function certificateRoutes({ rollover, clock }: KeyPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listCertificates',
      method: 'GET',
      path: '/certificates',
      summary: 'The public side of the signing keys.',
      permission: 'keys.read',
      status: 200,
      query: pageQuery,
      answer: collectionOf('certificates', certificateResource),
      example: {},
      run: async (request) => {
        const records = await rollover.list()
        const list = records.map((record) => describeCertificateOf(record, clock.now()))
        return { body: pageOfList(request, 'certificates', list) }
      },
    }),
    defineRoute({
      operationId: 'downloadCertificate',
      method: 'GET',
      path: '/certificates/{certificateId}/file',
      summary: 'A certificate as a file.',
      permission: 'keys.read',
      status: 200,
      query: z.strictObject({
        format: z.enum(['cer', 'pem']).default('cer').describe('cer: DER, as Windows opens it. pem: text.'),
      }),
      example: { params: { certificateId: 'k1' }, needs: needsKey },
      run: async ({ params, query: { format } }) => {
        const { id, certificate } = await getKey(params.certificateId, { rollover })
        const isPem = format === 'pem'
        return {
          file: {
            contentType: isPem ? 'application/x-pem-file' : 'application/pkix-cert',
            name: `joinery-${id}.${format}`,
            content: isPem ? pemOf(certificate) : certificate,
          },
        }
      },
    }),
  ]
}

function createRoute(ports: KeyPorts): AdminRoute {
  return defineRoute({
    operationId: 'createKey',
    method: 'POST',
    path: '/keys',
    summary: 'Makes a key with a self-signed certificate, available to applications that name it.',
    description: 'To replace the default key start a roll-over instead: POST /keys/rollover.',
    permission: 'keys.change',
    status: 201,
    body: z.strictObject({
      name,
      algorithm: z.literal('RSA').default('RSA').describe('Entra takes no other from a federated identity provider.'),
      keyLength: z
        .union([z.literal(2048), z.literal(3072), z.literal(4096)])
        .default(2048)
        .describe('Bits.'),
      validityPeriod: z
        .int()
        .min(oneWeek)
        .max(tenYears)
        .optional()
        .describe('Days. Left out: signingKeys.validityYears.'),
      usageType: z.literal('SIGNING').default('SIGNING').describe('The only use there is.'),
    }),
    answer: keyResource,
    example: { body: { name: 'A key of its own', keyLength: 2048, validityPeriod: 365 } },
    run: async ({ body: { name: keyName, keyLength, validityPeriod } }) => {
      const days = validityPeriod === undefined ? {} : { validDays: validityPeriod }
      return created(await ports.rollover.make({ name: keyName, bits: keyLength, ...days }), 'create', ports)
    },
  })
}

function importRoute(ports: KeyPorts): AdminRoute {
  return defineRoute({
    operationId: 'importKey',
    method: 'POST',
    path: '/keys/import',
    summary: 'Takes a key with its certificate from a PEM or PKCS #12 file.',
    description: 'It becomes the next key where no roll-over is under way, else it is available.',
    permission: 'keys.change',
    status: 201,
    body: z.strictObject({
      file: z.base64().min(1).max(60_000).describe('Base64 of the file.'),
      password: z.string().max(1024).optional().describe('Of the PKCS #12 file, or of the encrypted PEM key.'),
      name: name.optional(),
      id: identifier.optional().describe('Left out, one is made up.'),
      aside: z.boolean().default(false).describe('Keep it available, even where it could be the next one.'),
    }),
    answer: keyResource,
    example: { body: { file: 'TUlJ', name: 'Ours' }, needs: 'a file that holds a key' },
    run: async ({ body: { file, password, ...wanted } }) => {
      const passphrase = password === undefined ? undefined : new Secret(password)
      const record = await ports.rollover.importKey(Buffer.from(file, 'base64'), { ...wanted, passphrase })
      return created(record, 'import', ports)
    },
  })
}

function changingRoutes(ports: KeyPorts): AdminRoute[] {
  const { rollover } = ports
  return [
    defineRoute({
      operationId: 'updateKey',
      method: 'PUT',
      path: '/keys/{keyId}',
      summary: 'Gives a key another name.',
      description: 'Which key is the default one is changed by a roll-over only, never here.',
      permission: 'keys.change',
      status: 200,
      body: z.strictObject({ name }),
      answer: keyResource,
      example: { params: { keyId: 'k1' }, body: { name: 'Autumn' }, needs: needsKey },
      run: async ({ params: { keyId }, body, ifMatch }) => {
        const before = shown(await getKey(keyId, ports), ports)
        requireMatch(ifMatch, before)
        const after = shown(await rollover.rename(keyId, body.name), ports)
        const audit = { action: 'update', resource: `keys/${keyId}`, before: nameOf(before), after: nameOf(after) }
        return { body: after, audit }
      },
    }),
    defineRoute({
      operationId: 'retireKey',
      method: 'POST',
      path: '/keys/{keyId}/retire',
      summary: 'The key neither signs nor is published any more; retiring the next key calls the roll-over off.',
      permission: 'keys.change',
      status: 200,
      answer: keyResource,
      example: { params: { keyId: 'k1' }, needs: needsKey },
      run: async ({ params: { keyId } }) => {
        const before = await getKey(keyId, ports)
        const after = shown(await rollover.retire(keyId), ports)
        const states = { before: { state: before.state }, after: { state: after.state } }
        return { body: after, audit: { action: 'retire', resource: `keys/${keyId}`, ...states } }
      },
    }),
    defineRoute({
      operationId: 'deleteKey',
      method: 'DELETE',
      path: '/keys/{keyId}',
      summary: 'Deletes a retired key for ever.',
      permission: 'keys.change',
      status: 204,
      example: { params: { keyId: 'k1' }, needs: needsKey },
      run: async ({ params: { keyId } }) => {
        const before = shown(await getKey(keyId, ports), ports)
        await rollover.remove(keyId)
        return { audit: { action: 'delete', resource: `keys/${keyId}`, before } }
      },
    }),
  ]
}

async function getKey(keyId: string, { rollover }: Pick<AdminPorts, 'rollover'>): Promise<SigningKeyRecord> {
  const record = (await rollover.list()).find(({ id }) => id === keyId)
  if (record === undefined) throw new IdpError('KEYS_NOT_THERE', { keyId: keyId.slice(0, 100) })
  return record
}

function shown(record: SigningKeyRecord, { settings, clock }: KeyPorts) {
  return describeKey(record, settings.current().managed.applications, clock.now())
}

function created(record: SigningKeyRecord, action: string, ports: KeyPorts) {
  const body = shown(record, ports)
  return { body, location: `/keys/${record.id}`, audit: { action, resource: `keys/${record.id}`, after: body } }
}

const nameOf = ({ name: keyName }: { readonly name: string }) => ({ name: keyName })

function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
