import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import type { TicketCache } from '../../../src/lab/domain-tickets.ts'
import type { ServerStage } from '../server/server-stage.ts'

/** Debian's Chromium, unmodified, without a window. */

type Place = Pick<ServerStage, 'names' | 'domain' | 'lab'>

const launchOptions = ({ names, domain }: Place) => ({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', `--host-resolver-rules=MAP ${names.stsHost} ${domain.address}`],
})

/** At a machine where nobody has a ticket. */
export function openChromium(place: Place): Promise<Browser> {
  return chromium.launch({ ...launchOptions(place), env: { ...process.env, KRB5CCNAME: 'FILE:/nonexistent' } })
}

/**
 * At the machine of somebody who signed in to the domain. A profile of its own: private windows offer no tickets. Chromium for Linux
 * keeps its network service away from Kerberos until a site has asked for a ticket once; the profile says that one has.
 */
export async function openDomainChromium(place: Place, tickets: TicketCache): Promise<BrowserContext> {
  const profile = await mkdtemp(join(place.lab.folder, 'chromium-'))
  const state = { net: { received_http_auth_negotiate_headers: true } }
  await writeFile(join(profile, 'Local State'), JSON.stringify(state))
  const env = { ...process.env, ...tickets.env }
  return chromium.launchPersistentContext(profile, { ...launchOptions(place), env, ignoreHTTPSErrors: true })
}

const policyFolder = '/etc/chromium/policies/managed'

/**
 * What a domain's administrator sets by group policy; returns how to take it away again, folders of our making included. The second
 * line: the name of the service is the one in the address, as the name here resolves to an address without a name.
 */
export async function allowTicketsFor(servers: string): Promise<() => Promise<void>> {
  const made = await mkdir(policyFolder, { recursive: true })
  const file = join(policyFolder, 'joinery-test.json')
  await writeFile(file, JSON.stringify({ AuthServerAllowlist: servers, DisableAuthNegotiateCnameLookup: true }))
  return () => rm(made ?? file, { recursive: true, force: true })
}

/** A tab whose Microsoft is played here: what is posted there is kept, and nothing leaves the machine. */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}) {
  return watchedTab(await browser.newContext({ ignoreHTTPSErrors: true, ...options }))
}

export async function watchedTab(context: BrowserContext) {
  const posts: Readonly<Record<string, string>>[] = []
  const fetched: string[] = []
  await context.route(
    (url) => url.hostname === 'login.microsoftonline.com',
    (route) => {
      const body = route.request().postData()
      if (body !== null) posts.push(Object.fromEntries(new URLSearchParams(body)))
      return route.fulfill({ contentType: 'text/html', body: '<title>Microsoft 365</title><h1>Welcome</h1>' })
    },
  )
  const page = await context.newPage()
  page.on('request', (request) => void fetched.push(request.url()))
  return { context, page, posts, fetched }
}

/** Pictures for people to look at; no test compares them. */
export function pictureFile(name: string): string {
  return resolve(import.meta.dirname, '../../../build/pictures', `${name}.png`)
}
