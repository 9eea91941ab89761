import { rmSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import { Registry } from 'prom-client'
import { compose, type Joinery } from '../../compose.ts'
import type { Application } from '../../config/application.ts'
import { type BootSettings, bootSettings } from '../../config/boot-settings.ts'
import type { ManagedSettings } from '../../config/managed-settings.ts'
import { problemText } from '../../config/problem.ts'
import { rehearsalAudience } from '../../config/rehearsal-audience.ts'
import { bindPasswordName, serviceAccountPasswordName } from '../../config/secret-names.ts'
import { IdpError } from '../../errors.ts'
import { startListeners } from '../../http/start-listeners.ts'
import type { SecretStore, SignInRecord } from '../../ports.ts'
import { makeTlsFiles } from './make-tls-files.ts'

/** Joinery with the settings of an installation, but a database, a signing key and an audience of its own, on loopback. */
export interface RehearsalCopy {
  readonly joinery: Joinery
  readonly settings: ManagedSettings
  readonly application: Application
  /** Everything of the copy; gone after `stop`. */
  readonly folder: string
  readonly krb5ConfigFile: string
  /** PEM of the certificate that the copy's listener shows. */
  readonly caFile: string
  readonly address: { readonly address: string; readonly port: number }
  stop(): Promise<void>
}

export interface CopySource {
  readonly boot: BootSettings
  readonly settings: ManagedSettings
  readonly secrets: SecretStore
  readonly applicationId: string
  /** Told of every attempt as it ends, so that none is lost when the rehearsal breaks off. */
  readonly onSignIn: (record: SignInRecord) => void
}

const loopback = '127.0.0.1'
const folderPrefix = 'rehearsal-'

/** The copy's tokens are worthless anywhere else, so that no rehearsal ever makes a token that Entra would take. */
export async function startRehearsalCopy(source: CopySource): Promise<RehearsalCopy> {
  await removeLeftCopies(source.boot.dataDirectory)
  const folder = await mkdtemp(join(source.boot.dataDirectory, `${folderPrefix}${process.pid}-`))
  const ended: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  ended.push(removeOnSignal(folder))
  const stop = async (): Promise<void> => {
    for (const end of ended.splice(0).toReversed()) await end()
  }
  try {
    const tls = await makeTlsFiles(folder, 'sts', [new URL(source.boot.publicUrl).hostname])
    const boot = bootSettings.parse({
      publicUrl: source.boot.publicUrl,
      listen: { public: { host: loopback, port: 0 }, admin: { host: loopback, port: 0 } },
      tls,
      dataDirectory: join(folder, 'data'),
      dataKeyFile: join(folder, 'data.key'),
    })
    const log = pino({ level: 'silent' })
    const joinery = await compose({ boot, log, onSignIn: source.onSignIn })
    ended.push(() => joinery.close())
    await applyCopy(joinery, source)
    await joinery.kerberos.refreshAll()
    const listeners = await startListeners({
      ...{ boot, log, ports: joinery.ports, settings: joinery.settings, metrics: new Registry() },
      readiness: async () => ({ ready: true, checks: {}, warnings: [] }),
      control: {
        settings: joinery.settings,
        kerberos: joinery.kerberos,
        restartDirectory: (gatewayId) => joinery.directory.restart(gatewayId),
        proposeAnchors: joinery.proposeAnchors,
      },
    })
    ended.push(() => listeners.close())
    const settings = joinery.settings.current().managed
    return {
      ...{ joinery, settings, folder, stop },
      application: getApplication(settings, source.applicationId),
      krb5ConfigFile: join(boot.dataDirectory, 'kerberos', 'krb5.conf'),
      caFile: tls.certificate,
      address: { address: loopback, port: listeners.publicPort },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A copy holds secrets: what a killed run left is removed by the next. */
async function removeLeftCopies(dataDirectory: string): Promise<void> {
  for (const name of await readdir(dataDirectory)) {
    const [, pid] = /^rehearsal-(\d+)-/.exec(name) ?? []
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(join(dataDirectory, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Until the returned function is called. */
function removeOnSignal(folder: string): () => Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const remove = (): never => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(130)
  }
  for (const signal of signals) process.once(signal, remove)
  return async () => {
    for (const signal of signals) process.removeListener(signal, remove)
  }
}

function getApplication(settings: ManagedSettings, id: string): Application {
  const found = settings.applications.find((application) => application.id === id)
  if (found === undefined)
    throw new IdpError('CLI_APPLICATION_UNKNOWN', { id, known: settings.applications.map((one) => one.id) })
  return found
}

/** The installation's settings with its secrets; of the applications the one, with the rehearsal's audience and without its key. */
async function applyCopy(joinery: Joinery, { settings, secrets, applicationId }: CopySource): Promise<void> {
  const { issuerUri, idpSigning, ...application } = getApplication(settings, applicationId)
  const gateways = await Promise.all(
    settings.gateways.map(async (gateway) => ({
      ...gateway,
      bindPassword: await reveal(secrets, bindPasswordName(gateway.id)),
      ...(gateway.kerberos && {
        kerberos: {
          ...gateway.kerberos,
          serviceAccountPassword: await reveal(secrets, serviceAccountPasswordName(gateway.id)),
        },
      }),
    })),
  )
  const document = {
    ...settings,
    networks: { intranetRanges: [`${loopback}/32`] },
    gateways,
    applications: [
      {
        ...application,
        issuerUri,
        idpSigning: { algorithm: idpSigning.algorithm },
        // Its addresses must lead to the copy, whose name is that of publicUrl.
        hostNames: [],
        audienceRestriction: rehearsalAudience,
        appliesTo: [],
      },
    ],
  }
  const wanted = { source: { document: withoutUndefined(document) }, appliedBy: 'rehearsal' }
  const planned = await joinery.settings.apply({ ...wanted, dryRun: true })
  const waive = planned.problems.map(({ check }) => check)
  const { refused, problems } = await joinery.settings.apply({ ...wanted, waive })
  if (!refused) return
  const errors = problems.filter(({ severity }) => severity === 'error').map(problemText)
  throw new IdpError('CONFIG_SETTINGS_REFUSED', { count: errors.length, problems: errors })
}

async function reveal(secrets: SecretStore, name: string): Promise<string | undefined> {
  return (await secrets.find(name))?.reveal()
}

/** Members that are undefined are left out, as in any document. */
function withoutUndefined(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document))
}
