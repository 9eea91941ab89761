import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOTP } from 'otpauth'
import pino from 'pino'
import { Registry } from 'prom-client'
import { administratorRoutes } from '../../../src/admin/administrators/administrator-routes.ts'
import { administratorSessionRoutes } from '../../../src/admin/administrators/administrator-session-routes.ts'
import { invitationRoutes } from '../../../src/admin/administrators/invitation-routes.ts'
import type { AdministratorLine } from '../../../src/administrators/administrator-ports.ts'
import { makeInvitation } from '../../../src/administrators/invitations.ts'
import type { Role } from '../../../src/config/roles.ts'
import { createAdminListener } from '../../../src/http/admin-listener.ts'
import { consoleAuthenticator } from '../../../src/http/console-authenticator.ts'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { systemRandomness } from '../../../src/system-ports.ts'
import { type AdministrationParts, administrationOver } from '../../fakes/administration-over.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'

/** The console's sign-in over a real database: what a browser sends, without a browser. */

export const password = 'correct horse battery'

export interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as they like: what is not there fails them
  readonly body: any
  readonly cookie: string | undefined
  readonly headers: Readonly<Record<string, unknown>>
}

export async function openConsoleStage(parts: AdministrationParts = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-console-'))
  const clock = fixedClock()
  const storage = await openStorage({
    ...{ clock, randomness: systemRandomness, dataDirectory: join(folder, 'data') },
    ...{ dataKeyFile: join(folder, 'data.key'), publicUrl: 'https://sts.example.com', warn: () => {} },
  })
  const lines: AdministratorLine[] = []
  const administration = administrationOver(storage, { clock, tell: (line) => void lines.push(line), ...parts })
  const { settings, audit } = storage
  const ports = { clock, administration, audit }
  const app = createAdminListener({
    ...{ tls: undefined, trustedProxies: ['127.0.0.1'], hostNames: ['console.example.com'], metrics: new Registry() },
    log: pino({ level: 'silent' }),
    readiness: async () => ({ ready: true, warnings: [], checks: {} }),
    environmentId: () => 'default',
    administration,
    api: {
      ...{ clock, randomness: systemRandomness, settings, audit },
      authenticators: [consoleAuthenticator(administration)],
      tokenEndpoint: undefined as never,
      routes: [...administratorRoutes(ports), ...invitationRoutes(ports), ...administratorSessionRoutes(ports)],
    },
  })

  /** `path` below /console/session, or a whole one of the API; as the console sends it unless `headers` say otherwise. */
  async function ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    options: AskOptions = {},
  ): Promise<Reply> {
    const { cookie, body, headers = {} } = options
    const answer = await app.inject({
      method,
      url: path.startsWith('/v1') ? path.replace('/v1/', '/v1/environments/default/') : `/console/session${path}`,
      headers: {
        ...{ host: 'localhost', 'x-joinery-console': '1', 'content-type': 'application/json' },
        ...(cookie !== undefined && { cookie: `__Host-joinery-console=${cookie}` }),
        ...headers,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    })
    const line = String(answer.headers['set-cookie'] ?? '')
    return {
      status: answer.statusCode,
      body: answer.body === '' ? undefined : JSON.parse(answer.body),
      cookie: /^__Host-joinery-console=([^;]*)/.exec(line)?.[1],
      headers: answer.headers,
    }
  }

  async function link(role: Role = 'owner'): Promise<string> {
    return (await makeInvitation({ purpose: 'invite', role, createdBy: 'test' }, administration)).token
  }

  /** Comes in by a link, with an app. */
  async function join_(name: string, role: Role = 'owner') {
    const chosen = { token: await link(role), name, password }
    const { app: offered } = (await ask('POST', '/invitation/question', { body: chosen })).body
    const factor = { kind: 'enrolTotp', code: codeOf(offered.secret), label: 'Phone' }
    const { body, cookie } = await ask('POST', '/invitation/accept', { body: { ...chosen, factor } })
    return { cookie, secret: String(offered.secret), codes: body.recoveryCodes as readonly string[] }
  }

  /** The next code of an app: each is good once. */
  function codeOf(secret: string): string {
    clock.advance(30_000)
    return new TOTP({ secret }).generate({ timestamp: clock.now().getTime() })
  }

  async function signIn(name: string, secret: string) {
    const first = await ask('POST', '', { body: { name, password } })
    const code = codeOf(secret)
    return ask('POST', '/factor', { body: { kind: 'totp', code }, ...(first.cookie && { cookie: first.cookie }) })
  }

  async function close(): Promise<void> {
    await app.close()
    await storage.close()
    await rm(folder, { recursive: true })
  }
  return { ask, link, join: join_, signIn, codeOf, close, clock, storage, administration, lines }
}

export interface AskOptions {
  readonly cookie?: string | undefined
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}
