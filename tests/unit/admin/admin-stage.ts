import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { Registry } from 'prom-client'
import { RehearsalQueue } from '../../../src/admin/activity/rehearsal-queue.ts'
import type { AdminAuthenticator } from '../../../src/admin/admin-authenticator.ts'
import type { AdminPorts } from '../../../src/admin/admin-ports.ts'
import type { AdminRoute } from '../../../src/admin/admin-route.ts'
import { bearerAuthenticator } from '../../../src/admin/api-clients/bearer-authenticator.ts'
import { adminRoutes } from '../../../src/admin/routes.ts'
import { ownersSettingsEditor } from '../../../src/admin/settings/owners-settings-editor.ts'
import { type Role, roles } from '../../../src/config/roles.ts'
import { createAdminListener } from '../../../src/http/admin-listener.ts'
import { renderSignInPreview } from '../../../src/http/pages/render-sign-in-preview.ts'
import { keyRollover } from '../../../src/keys/key-rollover.ts'
import { AddressLimiter } from '../../../src/lockout/address-limiter.ts'
import type { Clock } from '../../../src/ports.ts'
import { openStorage, type Storage } from '../../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../../src/system-ports.ts'
import { administrationOver } from '../../fakes/administration-over.ts'
import { emptyRoad } from '../../fakes/empty-road.ts'
import { fixedSigners } from '../../fakes/fixed-signers.ts'
import { noDirectory } from '../../fakes/no-directory.ts'

/** The admin API over a real database, without a network: for the tests of routes. */

export interface AdminStage {
  readonly storage: Storage
  readonly app: ReturnType<typeof createAdminListener>
  readonly routes: readonly AdminRoute[]
  /** `path` is below the environment, unless it begins with /v1. As an owner, unless another role is asked for. */
  ask(method: AdminRoute['method'], path: string, options?: AskOptions): Promise<Answer>
  close(): Promise<void>
}

export interface AskOptions {
  readonly role?: Role
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is. */
  readonly text?: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** The JSON of it. Tests look into it as they like: what is not there fails them. */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any
}

/** A bearer token that names its role. */
const byRole: AdminAuthenticator = {
  authenticate: async ({ headers, remoteAddress }) => {
    const role = roles.find((one) => headers.authorization === `Bearer ${one}`)
    return role && { kind: 'apiClient', id: 'c1', name: `a ${role}`, role, remoteAddress }
  },
}

/** A port that a test did not give. */
const absent = new Proxy(() => {}, {
  get: (_target, name) => () => {
    throw new Error(`the stage has no ${String(name)}`)
  },
}) as never

function rolloverOver({ signingKeys: keys, keyEvidence: evidence, settings }: Storage) {
  const inForce = async () => ({ managed: settings.current().managed, version: settings.version })
  return keyRollover({ keys, evidence, settings: inForce, clock: systemClock, randomness: systemRandomness })
}

/** `more`: the ports of the routes under test, where they are not those of storage. */
export async function openAdminStage(
  more: (storage: Storage) => Partial<AdminPorts> = () => ({}),
  clock: Clock = systemClock,
): Promise<AdminStage> {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-admin-'))
  const system = { clock, randomness: systemRandomness }
  const storage = await openStorage({
    ...system,
    dataDirectory: join(folder, 'data'),
    dataKeyFile: join(folder, 'etc', 'data.key'),
    publicUrl: 'https://sts.example.com',
    warn: () => {},
  })
  const { settings, audit } = storage
  const rehearsalQueue = new RehearsalQueue({
    ...{ ...system, repository: storage.rehearsals, settingsVersion: () => settings.version, warn: () => {} },
    run: () => Promise.reject(new Error('there is no domain')),
  })
  const elsewhere = { gateways: absent, browser: absent, previews: absent, lockouts: absent, resetFactors: absent }
  const routes = adminRoutes({
    ...elsewhere,
    ...{ ...system, ...storage, renderSignIn: renderSignInPreview, publicCertificate: async () => undefined },
    ...{ rehearsalQueue, gatherEvidence: async () => ({}) },
    administration: administrationOver(storage),
    rollover: rolloverOver(storage),
    signers: fixedSigners(),
    road: emptyRoad,
    setup: noDirectory,
    settings: ownersSettingsEditor(settings, systemClock),
    ...more(storage),
  })
  const app = createAdminListener({
    ...{ tls: undefined, trustedProxies: [], hostNames: [], metrics: new Registry() },
    log: pino({ level: 'silent' }),
    readiness: async () => ({ ready: true, checks: {}, warnings: [] }),
    environmentId: () => settings.current().managed.environment.id,
    api: {
      ...{
        ...system,
        settings,
        audit,
        routes,
        authenticators: [byRole, bearerAuthenticator(storage.apiClients, clock)],
      },
      tokenEndpoint: { ...system, apiClients: storage.apiClients, limiter: new AddressLimiter() },
    },
  })
  return {
    ...{ storage, app, routes },
    async ask(method, path, { role = 'owner', body, text, headers = {} } = {}) {
      const payload = text ?? (body === undefined ? undefined : JSON.stringify(body))
      const answer = await app.inject({
        method,
        url: path.startsWith('/v1') ? path : `/v1/environments/default${path}`,
        headers: { host: 'localhost', authorization: `Bearer ${role}`, 'content-type': 'application/json', ...headers },
        ...(payload !== undefined && { payload }),
      })
      const isJson = String(answer.headers['content-type']).startsWith('application/json') && answer.body !== ''
      const { statusCode: status, body: raw } = answer
      return { status, headers: answer.headers, text: raw, body: isJson ? JSON.parse(raw) : undefined }
    },
    async close() {
      await app.close()
      await rehearsalQueue.close()
      await storage.close()
      await rm(folder, { recursive: true })
    },
  }
}
