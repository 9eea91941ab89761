import { parseArgs } from 'node:util'
import pino from 'pino'
import { RehearsalQueue } from '../admin/activity/rehearsal-queue.ts'
import type { AdminPorts } from '../admin/admin-ports.ts'
import { RoadChecker } from '../admin/road/road-checker.ts'
import { adminRoutes } from '../admin/routes.ts'
import { invitationPath, makeFirstInvitation } from '../administrators/invitations.ts'
import { compose, type Joinery } from '../compose.ts'
import type { BootSettings } from '../config/boot-settings.ts'
import { diagnoseApart } from '../doctor/diagnose-apart.ts'
import { registerServerMetrics } from '../http/server-metrics.ts'
import { createSignInMetrics } from '../http/sign-in-metrics.ts'
import { registerSigningKeyMetrics } from '../http/signing-key-metrics.ts'
import { type RunningListeners, startListeners } from '../http/start-listeners.ts'
import { gatherLiveEvidence } from '../live/gather-live-evidence.ts'
import type { LiveSources, LiveSubject } from '../live/live-sources.ts'
import { signInRecords } from '../storage/sign-in-records.ts'
import { commandLineRecord } from './command-line-record.ts'
import { consoleOrigin } from './console-origin.ts'
import type { ExitCode, Io } from './io.ts'
import { type BootArguments, loadBootSettings } from './load-boot-settings.ts'
import { readiness } from './readiness.ts'
import { spawnRehearsal } from './rehearsal/spawn-rehearsal.ts'
import { untilStopped } from './until-stopped.ts'

const usage = `usage: joinery serve [--config FILE] [--data DIR]

Runs the server until SIGTERM or SIGINT; requests under way are answered first. Log lines (JSON) go to standard error.

  --config FILE   boot settings, YAML (else JOINERY_CONFIG); see docs/configuration.md
  --data DIR      data directory, over what the file says

example: joinery serve --config /etc/joinery/joinery.yaml
`

/** How long requests under way may take after a stop was asked for. */
const stopMilliseconds = 15_000
/** How long a start waits for new Kerberos keys; they go on being made. */
const keysMilliseconds = 5_000

export async function serveCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({
    args: [...args],
    options: { config: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  const boot = loadBootSettings(values)
  // Whatever the server makes is its own: database, keytabs, control socket.
  process.umask(0o077)
  const log = pino({ level: boot.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
  const stopped = untilStopped(log)
  const metrics = createSignInMetrics()
  const joinery = await compose({ boot, log, onSignIn: metrics.observe })
  const rehearsalQueue = openRehearsals(joinery, values, log)
  registerSigningKeyMetrics(metrics.registry, joinery.rollover)
  registerServerMetrics(metrics.registry, {
    readiness: () => readiness(joinery, boot),
    signInLog: joinery.signInWriter,
  })
  try {
    // A silent domain controller must not keep the server from starting: stored keys are in force already.
    await Promise.race([joinery.kerberos.refreshAll(), delay(keysMilliseconds)])
    let publicPort = boot.listen.public.port
    const { ports, kerberos, lockouts, database } = joinery
    const live = { boot, ports, kerberos, lockouts, listSignIns: listSignInsOf(database) }
    const gatherEvidence = (subject?: LiveSubject) =>
      gatherLiveEvidence({ ...live, publicPort }, ...(subject ? [subject] : []))
    const road = new RoadChecker({
      ...{ ...ports, ...joinery.adminPorts, settingsVersion: () => joinery.settings.version },
      gatherEvidence: (subjects) => gatherLiveEvidence({ ...live, publicPort }, ...subjects),
    })
    const listeners = await startListeners({
      ...{ boot, log, ports: joinery.ports, settings: joinery.settings, metrics: metrics.registry },
      readiness: () => readiness(joinery, boot),
      administration: joinery.administration,
      api: adminApi(joinery, { ...joinery.adminPorts, rehearsalQueue, gatherEvidence, road }),
      control: {
        settings: joinery.settings,
        kerberos: joinery.kerberos,
        restartDirectory: (gatewayId) => joinery.directory.restart(gatewayId),
        restarted: (id) => joinery.audit.add(commandLineRecord({ action: 'restart', resource: `gateways/${id}` })),
        proposeAnchors: (gateway) => joinery.proposeAnchors(gateway),
        gatherEvidence,
        diagnose: (bytes, form) => diagnoseApart([{ source: 'input', bytes }], form),
      },
    })
    publicPort = listeners.publicPort
    announce(boot, listeners, log)
    await announceFirstAdministrator(joinery, consoleOrigin(boot, listeners.adminPort), io, log)
    const { reason, exitCode } = await stopped
    log.info({ reason }, 'stopping')
    await Promise.race([listeners.close(), delay(stopMilliseconds)])
    listeners.cut()
    return exitCode
  } finally {
    await rehearsalQueue.close()
    await joinery.close()
  }
}

/** Printed anew at each start while there is no administrator; it is stored as a hash only. */
async function announceFirstAdministrator({ administration }: Joinery, origin: string, io: Io, log: pino.Logger) {
  const made = await makeFirstInvitation(administration)
  if (made === undefined) return
  const expires = made.invitation.expiresAt.toISOString()
  log.warn({ expires }, 'there is no administrator yet: the link for the first one is on standard error')
  io.stderr(`\nThere is no administrator yet. Open this link within a day to become the first one:\n\n`)
  io.stderr(`  ${origin}${invitationPath(made.token)}\n\n`)
}

function adminApi({ ports, settings, audit, adminAuthenticators, tokenEndpoint }: Joinery, adminPorts: AdminPorts) {
  const { clock, randomness } = ports
  const routes = adminRoutes(adminPorts)
  return { routes, authenticators: adminAuthenticators, tokenEndpoint, settings, audit, clock, randomness }
}

function openRehearsals({ ports, settings, adminPorts }: Joinery, boot: BootArguments, log: pino.Logger) {
  return new RehearsalQueue({
    ...{ clock: ports.clock, randomness: ports.randomness },
    repository: adminPorts.rehearsals,
    run: spawnRehearsal(boot),
    settingsVersion: () => settings.version,
    warn: (text) => log.warn(text),
  })
}

const listedSignIns = 1000

function listSignInsOf({ kysely }: Joinery['database']): LiveSources['listSignIns'] {
  return async (filter) => (await signInRecords(kysely).list(filter, listedSignIns)).records
}

function announce(boot: BootSettings, listeners: RunningListeners, log: pino.Logger): void {
  const { publicPort, adminPort } = listeners
  log.info({ publicUrl: boot.publicUrl, publicPort, adminPort }, 'ready')
  process.send?.({ ready: true, publicPort, adminPort })
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
