import { type BrowserReport, browseMicrosoft365 } from '../browser/browse-microsoft-365.ts'
import { openBrowser } from '../browser/open-browser.ts'
import type { Network } from '../send-request.ts'
import type { Device } from './device-options.ts'
import type { StepRecorder } from './record-steps.ts'
import { fetchServiceTicket, makeNegotiateToken, signIn } from './tickets.ts'

/**
 * The user opens Microsoft 365 in a browser that knows nothing of the device's primary refresh token, as Firefox or a fresh profile does;
 * Edge would hand the token over and never see the identity provider. Undefined where the device has no such browser.
 */
export async function signInByBrowser(
  { user, domain, folder }: Device,
  network: Network,
  recorder: StepRecorder,
): Promise<BrowserReport | undefined> {
  if (user?.browser === undefined) return undefined
  const { ticketHosts, promptLogin, signOut } = user.browser
  const principal = `${user.samAccountName}@${domain.kerberosRealm}`
  const browser = openBrowser({
    network,
    ticketHosts,
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    async negotiate(host) {
      if (await signIn(principal, user.credential, folder, 'browser')) return undefined
      const ticket = await fetchServiceTicket(`HTTP/${host}`)
      return ticket instanceof Error ? undefined : makeNegotiateToken(host)
    },
  })
  const { userPrincipalName, password } = user
  return recorder.step(
    'browser',
    () => browseMicrosoft365(browser, { userPrincipalName, password, promptLogin }, { signOut }),
    describe,
  )
}

function describe({ outcome, aadsts, title, host, asked }: BrowserReport): string | Error {
  const wasAsked = asked.length === 0 ? 'asked for nothing' : `asked for ${asked.join(', ')}`
  if (outcome === 'signed-in') return `signed in, ${wasAsked}`
  return new Error(aadsts === null ? `ended at ${host}: ${title}, ${wasAsked}` : `AADSTS${aadsts}, ${wasAsked}`)
}
