import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { IdpError } from '../errors.ts'

/**
 * The built console at /console/ of the admin listener. Its files are listed and read once, at start: no address is ever made a path.
 * Every other address below /console/ is a page of the console, so it gets index.html.
 */
export interface ConsoleOptions {
  /** `environment.id` of the settings in force. */
  readonly environmentId: () => string
  /** What `npm run build` made; the tests name another. */
  readonly folder?: string
}

interface ConsoleFile {
  readonly type: string
  readonly plain: Buffer
  readonly br: Buffer | undefined
  readonly gzip: Buffer | undefined
}

const builtFolder = resolve(import.meta.dirname, '../../build/console')

export function serveConsole(app: FastifyInstance, { environmentId, folder = builtFolder }: ConsoleOptions): void {
  const files = readFiles(folder)
  const index = files.get('index.html')?.plain.toString('utf8')
  app.get('/', (_request, reply) => reply.redirect('/console/'))
  app.get('/console', (_request, reply) => reply.redirect('/console/'))
  app.get<{ Params: { '*': string } }>('/console/*', (request, reply) => {
    const name = request.params['*']
    const file = name === 'index.html' ? undefined : files.get(name)
    if (file !== undefined) return sendFile(request, reply, name, file)
    if (index === undefined) throw new IdpError('HTTP_CONSOLE_NOT_BUILT', { folder })
    if (name.startsWith('assets/')) throw new IdpError('HTTP_NOT_FOUND', { path: request.url })
    return sendIndex(reply, index, environmentId())
  })
}

function sendIndex(reply: FastifyReply, index: string, environmentId: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  return reply
    .headers({ ...securityHeaders, 'content-security-policy': policyFor(nonce), 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(index.replaceAll('%NONCE%', nonce).replaceAll('%ENVIRONMENT%', environmentId))
}

/** Names of assets hold the hash of their content; the few others may change with the next build. */
function sendFile(request: FastifyRequest, reply: FastifyReply, name: string, file: ConsoleFile): FastifyReply {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const coding = (['br', 'gzip'] as const).find((each) => file[each] && new RegExp(`\\b${each}\\b`).test(accepted))
  return reply
    .headers({
      ...securityHeaders,
      'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      vary: 'Accept-Encoding',
      ...(coding && { 'content-encoding': coding }),
    })
    .type(file.type)
    .send((coding && file[coding]) ?? file.plain)
}

/** Mantine and CodeMirror write style elements; they know the nonce. Nothing else is said inline, nothing comes from elsewhere. */
function policyFor(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self), clipboard-write=(self)',
} as const

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Only what a browser may ask for: not the list of chunks, nor the compressed forms under names of their own. */
function readFiles(folder: string): ReadonlyMap<string, ConsoleFile> {
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const read = (name: string): Buffer | undefined =>
    names.includes(name) ? readFileSync(join(folder, name)) : undefined
  const files = new Map<string, ConsoleFile>()
  for (const name of names) {
    const type = types[name.split('.').at(-1) ?? '']
    const plain = type && read(name)
    if (type && plain) files.set(name, { type, plain, br: read(`${name}.br`), gzip: read(`${name}.gz`) })
  }
  return files
}
