import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BrowserReport, printBrowsing } from '../simulator/browser/browse-microsoft-365.ts'
import type { Step } from '../simulator/device/record-steps.ts'
import { rehearseBrowser, rehearseDevice } from '../simulator/device/rehearse-device.ts'
import type { DeviceReport } from '../simulator/device/run-device.ts'
import { printJoinDebug } from '../simulator/dsregcmd/print-join-debug.ts'
import { printStatus } from '../simulator/dsregcmd/print-status.ts'
import { printTranscript } from '../simulator/dsregcmd/print-transcript.ts'
import type { ExitCode, Io } from './io.ts'
import { browseWithChromium, chromiumArguments } from './lab/browse-with-chromium.ts'
import { type LabInstallation, startLabInstallation } from './lab/start-lab-installation.ts'
import { syncDirectory } from './lab/sync-directory.ts'

const usage = `usage: joinery demo [--once]

Starts a real Active Directory domain (Samba) on loopback, Joinery, and a simulated Entra tenant; joins a computer with its own
Kerberos ticket, signs its user in with a password at the logon screen and in a browser, without one in a browser that has a ticket
(Chromium, where it is installed), and out again. Prints what Windows and the browsers would show. Stays up until Ctrl-C, with
addresses to try by hand, unless --once is given.
Everything it writes goes below .lab/ of the checkout and is removed at the end.

example: joinery demo --once
`

export async function demoCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options: { once: { type: 'boolean' }, help: { type: 'boolean' } } })
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  const stopped = stopSignal()
  const began = performance.now()
  const tell = (line: string): void => io.stderr(`${seconds(performance.now() - began)}  ${line}\n`)
  const installation = await startLabInstallation({ onPart: tell, logLevel: 'warn' })
  try {
    tell('a computer joins, then its user signs in with a password')
    const report = await joinAndSignIn(installation, printSteps(tell))
    io.stdout(transcript(report))
    const browsed = await browse(installation, tell)
    for (const { what, report: browsing } of browsed) io.stdout(`\n# ${what}\n${briefly(browsing)}\n`)
    const failure = findFailure(report, browsed)
    if (failure !== undefined) io.stderr(`\nerror: ${failure}\n${installation.server.log()}\n`)
    if (!values.once && failure === undefined) {
      io.stderr(addresses(installation))
      await stopped
      io.stderr('\nstopping\n')
    }
    return failure === undefined ? 0 : 1
  } finally {
    await installation.stop()
  }
}

type Tell = (line: string) => void

function printSteps(tell: Tell): (step: Step) => void {
  return ({ name, outcome, detail, ms }) =>
    tell(`  ${outcome === 'ok' ? 'ok    ' : 'failed'} ${name.padEnd(14)} ${String(ms).padStart(5)} ms  ${detail}`)
}

function joinAndSignIn(installation: LabInstallation, onStep: (step: Step) => void): Promise<DeviceReport> {
  const { domain, tenantControl, device } = installation
  return rehearseDevice(device, {
    onStep,
    afterUserCertificate: () => syncDirectory(domain, tenantControl),
    afterJoin: async () => undefined,
  })
}

function transcript(report: DeviceReport): string {
  return printTranscript([
    { command: 'dsregcmd /join /debug', output: printJoinDebug(report.joinDebug) },
    { command: 'dsregcmd /status', output: printStatus(report.status) },
  ])
}

interface Browsed {
  readonly what: string
  readonly report: BrowserReport
}

/** With a password in a form, then with a ticket and without any form; out again each time. */
async function browse(installation: LabInstallation, tell: Tell): Promise<readonly Browsed[]> {
  const { device, names } = installation
  if (device.user === undefined) return []
  const { user } = device
  const open = (ticketHosts: string[]): Promise<BrowserReport> =>
    rehearseBrowser({ ...device, user: { ...user, browser: { ticketHosts, signOut: true } } }, printSteps(tell))
  tell('the user opens Microsoft 365 in a browser, with a password')
  const byPassword = { what: 'A browser, and a password', report: await open([]) }
  tell('the user opens Microsoft 365 in Chromium, with a Kerberos ticket')
  const chromium = await browseWithChromium(installation, user.userPrincipalName)
  if (chromium) return [byPassword, { what: 'Chromium, and a Kerberos ticket', report: chromium }]
  tell('  Chromium is not installed (or playwright-core is not): a browser of our own takes its place')
  return [byPassword, { what: 'A browser, and a Kerberos ticket', report: await open([names.stsHost]) }]
}

/** The page tells every rule that the token was judged by; here the claims are enough. */
function briefly(report: BrowserReport): string {
  const text = report.text.replace(/\n+How it was judged[\s\S]*/, '')
  return printBrowsing({ ...report, text: text.replace(/\n{2,}/g, '\n') })
}

function findFailure({ path, status }: DeviceReport, browsed: readonly Browsed[]): string | undefined {
  if (path !== 'federated') return 'the computer did not join through Joinery'
  if (status['SSO State']?.AzureAdPrt !== 'YES') return 'the user got no primary refresh token'
  const failed = browsed.find(({ report }) => report.outcome !== 'signed-in' || report.signedOut !== true)
  return failed && `the user was not signed in and out again: ${failed.what}`
}

function addresses(installation: LabInstallation): string {
  const { boot, domain, seeded, lab, names, server, bootFile, tenant } = installation
  const rows: readonly (readonly [string, string])[] = [
    ['Joinery', `${boot.publicUrl}  (${names.stsHost} is ${domain.address})`],
    ['metadata', `${boot.publicUrl}/wsf/mex13/${names.applicationId}`],
    ['console', `https://${domain.address}:${server.adminPort}${firstLink(server.log())}`],
    ['operators', `https://${domain.address}:${server.adminPort}/metrics`],
    ['boot settings', bootFile],
    ['trust this CA', lab.caFile],
    ['domain', `${domain.kerberosRealm} at ${domain.ldapsUrl}`],
    ['administrator', `${domain.administrator.upn}  ${domain.administrator.password}`],
    ['user', `${seeded.user.upn}  ${seeded.user.password}`],
    ['computer', `${seeded.computer.sam}  ${seeded.computer.password}`],
    ['krb5.conf', lab.krb5ConfigFile],
    [
      'Entra tenant',
      `${names.tenantId} at https://${tenant.host}:${tenant.port} (simulated; signatures judged by ${tenant.verifierName})`,
    ],
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  const lines = rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`)
  return [
    '',
    'Stays up until Ctrl-C. All passwords are of this throw-away domain. The link to the console makes you its first administrator, once;',
    'its certificate is of the lab, so the browser asks first.',
    ...lines,
    '',
    'To sign in by hand, open Microsoft 365 in a Chromium that takes the lab for the world:',
    `  chromium ${chromiumArguments(installation).map(quoted).join(' ')} \\`,
    `    --user-data-dir=${join(lab.folder, 'by-hand')} --ignore-certificate-errors https://login.microsoftonline.com/`,
    '',
  ].join('\n')
}

/** The path that makes its reader the first administrator; the server says it once, under the name it would have on a real machine. */
function firstLink(log: string): string {
  return /https?:\/\/[^/\s]+(\/console\/\S+)/.exec(log)?.[1] ?? '/console/'
}

const quoted = (argument: string): string => `'${argument}'`

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(6)} s`
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
