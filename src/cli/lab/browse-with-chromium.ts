import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page, Response } from 'playwright-core'
import type { BrowserReport } from '../../simulator/browser/browse-microsoft-365.ts'
import type { Visit } from '../../simulator/browser/open-browser.ts'
import type { LabInstallation } from './start-lab-installation.ts'

const chromiumFile = '/usr/bin/chromium'
const microsoft365 = 'https://login.microsoftonline.com/'
const waitMs = 20_000

/**
 * Debian's Chromium, without a window, signs the user in with a Kerberos ticket and out again. Undefined where Chromium is not
 * installed, or the package that drives it, which only a checkout for developers has.
 */
export async function browseWithChromium(
  installation: LabInstallation,
  login: string,
): Promise<BrowserReport | undefined> {
  const driver = existsSync(chromiumFile) ? await import('playwright-core').catch(() => undefined) : undefined
  if (driver === undefined) return undefined
  const { domain, seeded } = installation
  const tickets = await domain.signIn(seeded.user)
  const browser = await driver.chromium.launchPersistentContext(await makeProfile(installation), {
    executablePath: chromiumFile,
    ignoreHTTPSErrors: true,
    args: [...chromiumArguments(installation), '--no-sandbox'],
    // Its own home: a policy or profile of this machine's user is none of the lab's business.
    env: { PATH: process.env.PATH ?? '', HOME: installation.lab.folder, ...tickets.env },
    timeout: waitMs,
  })
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(waitMs)
    return await signInAndOut(page, login)
  } finally {
    await browser.close()
  }
}

/**
 * A profile of its own: in a private window Chromium sends no tickets unasked. It loads the Kerberos library only after it has once seen
 * a server offer Negotiate, and asks a ticket for the name that DNS ends at, which here is an address.
 */
const chromiumState = {
  net: { received_http_auth_negotiate_headers: true },
  auth: { disable_negotiate_cname_lookup: true },
}

async function makeProfile({ lab }: LabInstallation): Promise<string> {
  const folder = join(lab.folder, 'chromium')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, 'Local State'), JSON.stringify(chromiumState))
  return folder
}

/** What a Chromium needs to see the lab as the world: the hosts' addresses, and whom to send tickets to. */
export function chromiumArguments({ tenant, domain, names }: LabInstallation): readonly string[] {
  const rules = [
    `MAP login.microsoftonline.com:443 ${tenant.host}:${tenant.port}`,
    `MAP ${names.stsHost} ${domain.address}`,
  ]
  return [`--host-resolver-rules=${rules.join(', ')}`, `--auth-server-allowlist=${names.stsHost}`]
}

async function signInAndOut(page: Page, login: string): Promise<BrowserReport> {
  const visits: Promise<Visit>[] = []
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) visits.push(visitOf(response))
  })
  await page.goto(microsoft365)
  await page.fill('input[name=login_hint]', login)
  await page.click('button[type=submit]')
  const main = page.locator('main[data-outcome]:not([data-outcome=ask-name])')
  const outcome = await main.getAttribute('data-outcome').catch(() => null)
  const isSignedIn = outcome === 'signed-in'
  const report = {
    outcome: isSignedIn ? 'signed-in' : outcome === 'refused' ? 'refused' : 'stopped',
    aadsts: Number(await main.getAttribute('data-aadsts').catch(() => null)) || null,
    host: new URL(page.url()).hostname,
    title: await page.title(),
    text: await page.innerText('body'),
    asked: [],
  } as const
  const signedOut = isSignedIn ? await signOut(page) : null
  return { ...report, signedOut, visits: await Promise.all(visits) }
}

async function visitOf(response: Response): Promise<Visit> {
  const request = response.request()
  const { authorization = '' } = await request.allHeaders().catch((): Record<string, string> => ({}))
  const { origin, pathname } = new URL(request.url())
  return {
    method: request.method() === 'POST' ? 'POST' : 'GET',
    address: origin + pathname,
    status: response.status(),
    byTicket: /^negotiate /i.test(authorization),
  }
}

async function signOut(page: Page): Promise<boolean> {
  await page.click('#sign-out')
  await page.waitForLoadState('networkidle')
  await page.goto(microsoft365)
  return (await page.getAttribute('main', 'data-outcome')) === 'ask-name'
}
