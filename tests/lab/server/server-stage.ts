import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { patchLabSettings } from '../../../src/cli/lab/lab-settings.ts'
import { type LabInstallation, startLabInstallation } from '../../../src/cli/lab/start-lab-installation.ts'
import { postControl } from '../../../src/cli/post-control.ts'
import type { ManagedSettings } from '../../../src/config/managed-settings.ts'
import type { TicketCache } from '../../../src/lab/domain-tickets.ts'
import { runTool } from '../../../src/lab/run-tool.ts'
import type { SignInRecord } from '../../../src/ports.ts'
import { openDatabase } from '../../../src/storage/open-database.ts'
import { signInRecords } from '../../../src/storage/sign-in-records.ts'
import { clientToken } from '../kerberos/client-token.ts'
import { type TrustVersion, tokenRequest } from './token-request.ts'

/** A whole installation, spoken to from outside only: over TLS, with the tools a person has, and by its database. */
export interface ServerStage extends LabInstallation {
  readonly service: string
  /** The whole log of the server so far. */
  readonly logLines: readonly string[]
  /** Every body that any request here was answered with. */
  readonly answers: string[]
  post(path: string, options?: PostOptions): Promise<Answer>
  /** With a Negotiate token made from the cache by python3-gssapi. */
  postWithTicket(cache: TicketCache, options?: PostOptions & { readonly path?: string }): Promise<Answer>
  curl(args: readonly string[], path: string, cache?: TicketCache): Promise<string>
  /** The record of the attempt with that client-request-id, as soon as it is in the database. */
  signIn(clientRequestId: string): Promise<SignInRecord>
  /** In force when this returns. */
  patch(change: (draft: ManagedSettings) => void): Promise<void>
  refresh(): Promise<void>
}

export interface PostOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly host?: string
  readonly port?: number
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  readonly clientRequestId: string
}

export function endpointPath(version: TrustVersion): string {
  return `/wsf/sts/m365/${version}/windowstransport`
}

export async function startServerStage(): Promise<ServerStage> {
  const logLines: string[] = []
  const answers: string[] = []
  const installation = await startLabInstallation({ logLevel: 'debug', onLog: (line) => logLines.push(line) })
  const { domain, names, lab, boot } = installation
  const service = `HTTP/${names.stsHost}@${domain.kerberosRealm}`
  const post = async (path: string, options: PostOptions = {}): Promise<Answer> => {
    const answer = await send(path, { ...options, address: domain.address, stsHost: names.stsHost, caFile: lab.caFile })
    answers.push(answer.body)
    return answer
  }
  const refresh = async (): Promise<void> => void (await postControl(boot.dataDirectory, '/settings/refresh'))
  return {
    ...installation,
    ...{ service, logLines, answers, post, refresh },
    async postWithTicket(cache, { path = endpointPath('13'), ...options } = {}) {
      const token = Buffer.from(await clientToken(cache, service)).toString('base64')
      return post(path, { ...options, headers: { ...options.headers, authorization: `Negotiate ${token}` } })
    },
    async curl(args, path, cache) {
      const file = join(lab.folder, `${randomUUID()}.xml`)
      await writeFile(file, tokenRequest(path.includes('/2005/') ? '2005' : '13'))
      const resolve = ['--resolve', `${names.stsHost}:443:${domain.address}`, '--cacert', lab.caFile]
      const content = ['-H', 'content-type: application/soap+xml; charset=utf-8', '--data-binary', `@${file}`]
      const url = `https://${names.stsHost}${path}`
      const said = await runTool('curl', ['-sS', ...resolve, ...content, ...args, url], { env: cache?.env ?? {} })
      answers.push(said)
      return said
    },
    signIn: (clientRequestId) => findSignIn(boot.dataDirectory, clientRequestId),
    async patch(change) {
      await patchLabSettings(boot, change)
      await refresh()
    },
    refresh,
  }
}

interface Target extends PostOptions {
  readonly address: string
  readonly stsHost: string
  readonly caFile: string
}

function send(path: string, target: Target): Promise<Answer> {
  const { method = 'POST', body = tokenRequest(path.includes('/2005/') ? '2005' : '13'), stsHost } = target
  const clientRequestId = randomUUID()
  const headers = {
    host: target.host ?? stsHost,
    'client-request-id': clientRequestId,
    'content-type': 'application/soap+xml; charset=utf-8',
    connection: 'close',
    ...target.headers,
  }
  const options = { host: target.address, port: target.port ?? 443, servername: stsHost, path, method, headers }
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, agent: false, ca: readFileSync(target.caFile) }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).once('error', reject)
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, clientRequestId })
      })
    })
    sent.once('error', reject)
    sent.end(method === 'POST' ? body : undefined)
  })
}

/** The log is written behind the requests; it is there within a second. */
async function findSignIn(dataDirectory: string, clientRequestId: string): Promise<SignInRecord> {
  const database = await openDatabase({ dataDirectory, create: false, now: new Date() })
  try {
    for (let tries = 0; tries < 50; tries += 1) {
      const { records } = await signInRecords(database.kysely).list({}, 100)
      const found = records.find((record) => record.clientRequestId === clientRequestId)
      if (found) return found
      await delay(100)
    }
  } finally {
    await database.close()
  }
  throw new Error(`no sign-in ${clientRequestId} in the database`)
}
