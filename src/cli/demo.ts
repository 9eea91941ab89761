import { parseArgs } from 'node:util'
import { rehearseDevice } from '../simulator/device/rehearse-device.ts'
import type { DeviceReport } from '../simulator/device/run-device.ts'
import { printJoinDebug } from '../simulator/dsregcmd/print-join-debug.ts'
import { printStatus } from '../simulator/dsregcmd/print-status.ts'
import { printTranscript } from '../simulator/dsregcmd/print-transcript.ts'
import type { ExitCode, Io } from './io.ts'
import { type LabInstallation, startLabInstallation } from './lab/start-lab-installation.ts'
import { syncDirectory } from './lab/sync-directory.ts'

const usage = `usage: joinery demo [--once]

Starts a real Active Directory domain (Samba) on loopback, Joinery, and a simulated Entra tenant; joins a computer with its own
Kerberos ticket, signs its user in, and prints what Windows would print. Stays up until Ctrl-C, unless --once is given.
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
    tell('a computer joins, then its user signs in')
    const report = await joinAndSignIn(installation, (line) => tell(`  ${line}`))
    io.stdout(transcript(report))
    const isJoined = report.path === 'federated'
    if (!isJoined) io.stderr(`\nerror: the computer did not join through Joinery\n${installation.server.log()}\n`)
    if (!values.once && isJoined) {
      io.stderr(addresses(installation))
      await stopped
      io.stderr('\nstopping\n')
    }
    return isJoined ? 0 : 1
  } finally {
    await installation.stop()
  }
}

function joinAndSignIn(installation: LabInstallation, tell: (line: string) => void): Promise<DeviceReport> {
  const { domain, tenantControl, device } = installation
  return rehearseDevice(device, {
    onStep: ({ name, outcome, detail, ms }) =>
      tell(`${outcome === 'ok' ? 'ok    ' : 'failed'} ${name.padEnd(14)} ${String(ms).padStart(5)} ms  ${detail}`),
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

function addresses({ boot, domain, seeded, lab, names, server, bootFile, tenant }: LabInstallation): string {
  const rows: readonly (readonly [string, string])[] = [
    ['Joinery', `${boot.publicUrl}  (${names.stsHost} is ${domain.address})`],
    ['metadata', `${boot.publicUrl}/wsf/mex13/${names.applicationId}`],
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
  return `\nStays up until Ctrl-C. All passwords are of this throw-away domain.\n${lines.join('\n')}\n`
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(6)} s`
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
