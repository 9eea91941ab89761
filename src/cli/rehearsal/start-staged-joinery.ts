import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { compose } from '../../compose.ts'
import type { Application } from '../../config/application.ts'
import { type BootSettings, bootSettings } from '../../config/boot-settings.ts'
import type { Gateway } from '../../config/gateway.ts'
import type { ManagedSettings } from '../../config/managed-settings.ts'
import { problemText } from '../../config/problem.ts'
import { IdpError } from '../../errors.ts'
import { startListeners } from '../../http/start-listeners.ts'
import type { SignInRecord } from '../../ports.ts'

/** Joinery's server in this process, as a rehearsal needs it: real listeners, real storage, and a hand on the settings. */
export interface StagedJoinery {
  readonly publicUrl: string
  /** Where the public listener is: the host name of publicUrl is in no DNS. */
  readonly address: { readonly address: string; readonly port: number }
  settings(): ManagedSettings
  /** Puts the document in force. What the checks complain about is taken on purpose, but a document of wrong form is refused. */
  applySettings(document: unknown): Promise<void>
  restartGateway(gateway: Gateway): Promise<void>
  /** DER of the certificates to publish for the application, the signing one first. */
  certificatesFor(application: Application): Promise<readonly Uint8Array[]>
  /** Every finished attempt so far, oldest first. */
  readonly signIns: readonly SignInRecord[]
  stop(): Promise<void>
}

export interface StagedJoineryOptions {
  readonly publicUrl: string
  /** Address and port of the public listener; port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  readonly tls: { readonly certificate: string; readonly key: string }
  /** Data directory and data key go here. */
  readonly folder: string
  readonly log: Logger
}

export async function startStagedJoinery(options: StagedJoineryOptions): Promise<StagedJoinery> {
  const boot: BootSettings = bootSettings.parse({
    publicUrl: options.publicUrl,
    listen: { public: options.listen, admin: { host: options.listen.host, port: 0 } },
    tls: options.tls,
    dataDirectory: `${options.folder}/data`,
    dataKeyFile: `${options.folder}/data.key`,
  })
  const signIns: SignInRecord[] = []
  const joinery = await compose({ boot, log: options.log, onSignIn: (record) => signIns.push(record) })
  const listeners = await startListeners({
    ...{ boot, log: options.log, ports: joinery.ports, metrics: new Registry() },
    readiness: async () => ({ ready: true, checks: {} }),
    control: {
      settings: joinery.settings,
      kerberos: joinery.kerberos,
      restartDirectory: (gatewayId) => joinery.directory.restart(gatewayId),
    },
  })
  return {
    publicUrl: options.publicUrl,
    address: { address: options.listen.host, port: listeners.publicPort },
    settings: () => joinery.settings.current().managed,
    async applySettings(document) {
      const wanted = { source: { document }, appliedBy: 'rehearsal' }
      const planned = await joinery.settings.apply({ ...wanted, dryRun: true })
      const waive = planned.problems.map((problem) => problem.check)
      const { refused, problems } = await joinery.settings.apply({ ...wanted, waive })
      if (!refused) return
      const errors = problems.filter((problem) => problem.severity === 'error').map(problemText)
      throw new IdpError('CONFIG_SETTINGS_REFUSED', { count: errors.length, problems: errors })
    },
    async restartGateway(gateway) {
      joinery.directory.restart(gateway.id)
      await joinery.kerberos.restart(gateway)
    },
    certificatesFor: (application) => joinery.ports.signers.certificatesFor(application),
    signIns,
    async stop() {
      await listeners.close()
      await joinery.close()
    },
  }
}
