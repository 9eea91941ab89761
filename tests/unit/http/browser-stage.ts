import pino from 'pino'
import { cloudUserType, deviceUserType, microsoft365Application } from '../../../src/config/presets.ts'
import { createPublicListener } from '../../../src/http/public-listener.ts'
import { createSignInLog } from '../../../src/issuance/create-sign-in-log.ts'
import type { AcceptedTicket, Ports, RefusedTicket, SignInRecord } from '../../../src/ports.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { fixedSigners } from '../../fakes/fixed-signers.ts'
import { memoryDomain } from '../../fakes/memory-domain.ts'
import { memoryFactorPorts } from '../../fakes/memory-factor-ports.ts'
import { memoryPasswords } from '../../fakes/memory-passwords.ts'
import { memoryProfiles } from '../../fakes/memory-profiles.ts'
import { memorySessions } from '../../fakes/memory-sessions.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'
import { scriptedKerberos } from '../../fakes/scripted-kerberos.ts'
import { makeKerberosToken } from '../../fixtures/kerberos/make-token.ts'

/** The public listener over a domain in memory, and browsers that keep cookies: what a person meets, without a network. */

export const host = 'sts.example.test'
export const inside = '10.1.2.3'
export const outside = '198.51.100.7'
export const microsoft = 'https://login.microsoftonline.com/login.srf'
export const rightPassword = 'correct horse battery'
export const ticket = `Negotiate ${Buffer.from(makeKerberosToken()).toString('base64')}`

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly body: string
  /** Hidden and typed fields of the first form. */
  readonly fields: Readonly<Record<string, string>>
  readonly formAddress: string
  readonly claims: Readonly<Record<string, string>>
}

export type BrowserStage = Awaited<ReturnType<typeof startBrowserStage>>

export async function startBrowserStage(change: (managed: Record<string, unknown>) => void = () => {}) {
  const domain = memoryDomain('corp.example.test')
  const [users, devices] = [await domain.createOu('Users'), await domain.createOu('Devices')]
  const anchor = '3f0817b9-ca17-4714-ab81-f7b5943dec7b'
  const person = (sam: string) => ({
    sam,
    ou: users,
    upn: `${sam}@corp.example.test`,
    mail: `${sam}@corp.example.test`,
  })
  const alice = await domain.createUser({ ...person('alice'), consistencyGuid: anchor })
  const bob = await domain.createUser({ ...person('bob'), consistencyGuid: anchor.replace('3f', '4f') })
  const computer = await domain.createComputer({ sam: 'WS01$', ou: devices, consistencyGuid: anchor })
  const managed: Record<string, unknown> = documentFor(users, devices)
  change(managed)
  const settings = memorySettings(managed, `https://${host}`)
  const clock = fixedClock()
  const randomness = countedRandomness()
  const records: SignInRecord[] = []
  const sessions = memorySessions()
  const passwords = memoryPasswords(() => domain.directory, clock.now)
  passwords.setPassword(alice.dn, rightPassword)
  passwords.setPassword(bob.dn, rightPassword)
  const factorPorts = memoryFactorPorts(settings, clock)
  const answers: (AcceptedTicket | RefusedTicket)[] = [ticketOf(alice)]
  const ports: Ports = {
    ...{ clock, randomness, settings, sessions, ...factorPorts },
    signers: fixedSigners(),
    kerberos: scriptedKerberos({ realms: { corp: ['CORP.EXAMPLE.TEST'] }, answers }),
    directory: domain.directory,
    lockout: freeOfLockout,
    passwords,
    profiles: memoryProfiles(),
    signInLog: createSignInLog({ clock, randomness, record: (record) => void records.push(record) }),
  }
  const log = pino({ level: 'silent' })
  const app = createPublicListener({ ports, trustedProxies: ['127.0.0.1'], tls: undefined, log })
  return {
    ...{ ports, app, domain, passwords, settings, managed, clock, records, sessions, alice, bob, computer },
    /** From now on a ticket is this one's. */
    ticketFor: (account: Parameters<typeof ticketOf>[0] | RefusedTicket) => {
      answers[0] = 'outcome' in account ? account : ticketOf(account)
      answers.length = 1
    },
    browser: (remoteAddress = outside) => browserAt(app, remoteAddress),
  }
}

/** Lets everybody try; how attempts are counted is tested where they are counted. */
const freeOfLockout: Ports['lockout'] = {
  begin: async () => ({ succeeded: async () => {}, failed: async () => {}, unjudged: async () => {} }),
}

function documentFor(users: string, devices: string) {
  const kerberos = { serviceAccountUserPrincipalName: 'svc@corp.example.test', extendedProtection: 'off' }
  return {
    networks: { intranetRanges: ['10.0.0.0/8'] },
    gateways: [
      {
        ...{ id: 'corp', name: 'corp', serversHostAndPort: ['dc1'], bindDN: 'reader@corp.example.test', kerberos },
        userTypes: [
          cloudUserType({ id: 'users', searchBaseDn: users }),
          deviceUserType({ id: 'devices', searchBaseDn: devices }),
        ],
      },
    ],
    applications: [
      {
        ...microsoft365Application({
          id: 'm365',
          domainName: 'corp.example.test',
          gateways: ['users', 'devices'].map((userType) => ({ gateway: 'corp', userType })),
        }),
        issuerUri: `https://${host}/applications/m365`,
      },
    ],
  }
}

function ticketOf({ sam, objectSid }: { readonly sam: string; readonly objectSid: string }): AcceptedTicket {
  return {
    outcome: 'accepted',
    client: { components: [sam], kerberosRealm: 'CORP.EXAMPLE.TEST' },
    sid: objectSid,
    samAccountName: sam,
    channelBinding: 'none',
    replyToken: new Uint8Array(0),
  }
}

/** As Entra sends people. */
export function signInAddress(parameters: Readonly<Record<string, string>> = {}): string {
  const wctx = 'LoginOptions=3&estsredirect=2&estsrequest=rQQIARAA'
  const all = { wa: 'wsignin1.0', wtrealm: 'urn:federation:MicrosoftOnline', wctx, ...parameters }
  return `/wsf/prp/m365?${new URLSearchParams(all)}`
}

export type TestBrowser = ReturnType<typeof browserAt>

function browserAt(app: ReturnType<typeof createPublicListener>, remoteAddress: string) {
  const cookies = new Map<string, string>()
  const setCookies: string[] = []
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    payload?: string,
  ): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const proxy = { host, 'x-forwarded-proto': 'https', 'x-forwarded-for': remoteAddress }
    const sent = { ...proxy, ...(cookie === '' ? {} : { cookie }), ...headers }
    const answer = await app.inject({ method, url, headers: sent, ...(payload === undefined ? {} : { payload }) })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      setCookies.push(line)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/Max-Age=0/.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answerOf(answer.statusCode, answer.headers, answer.body)
  }
  const post = (
    url: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    send(
      'POST',
      url,
      {
        'content-type': 'application/x-www-form-urlencoded',
        origin: `https://${host}`,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      new URLSearchParams(fields).toString(),
    )
  return {
    cookies,
    /** Every Set-Cookie line that came, oldest first. */
    setCookies,
    post,
    get: (url: string, headers: Readonly<Record<string, string>> = {}) => send('GET', url, headers),
    /** Types into the form of a page and sends it. */
    submit: (page: Answer, typed: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
      post(page.formAddress, { ...page.fields, ...typed }, headers),
  }
}

function answerOf(status: number, headers: Answer['headers'], body: string): Answer {
  const inputs = [...body.matchAll(/<input [^>]*name="([^"]*)"[^>]*>/g)].filter(([tag]) => !/type="checkbox"/.test(tag))
  const fields = inputs.map(([tag, name = '']) => [name, unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')] as const)
  const claims = [
    ...(Object.fromEntries(fields).wresult ?? '').matchAll(
      /AttributeName="([^"]*)"[^>]*><saml:AttributeValue>([^<]*)</g,
    ),
  ].map(([, name = '', value = '']) => [name, value] as const)
  return {
    ...{ status, headers, body, fields: Object.fromEntries(fields), claims: Object.fromEntries(claims) },
    formAddress: unescaped(/<form [^>]*action="([^"]*)"/.exec(body)?.[1] ?? ''),
  }
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '')
}
