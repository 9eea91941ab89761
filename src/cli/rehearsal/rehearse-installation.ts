import type { SignInRecord } from '../../ports.ts'
import type { Step } from '../../simulator/device/record-steps.ts'
import { openStorage } from '../../storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../system-ports.ts'
import { type BootArguments, loadBootSettings } from '../load-boot-settings.ts'
import { type ComputerResult, rehearseComputer } from './rehearse-computer.ts'

export interface InstallationRehearsal {
  readonly boot: BootArguments
  /** The first, where none is named. */
  readonly applicationId: string | undefined
  /** With or without the `$`. */
  readonly computer: string
  readonly keytab: string | undefined
  readonly user: string | undefined
}

export interface RehearsalWatcher {
  readonly onStep: (step: Step) => void
  readonly onSignIn: (record: SignInRecord) => void
  readonly warn: (text: string) => void
}

/** With settings and secrets of this installation, beside its server. Every attempt goes into its sign-in log, marked as a rehearsal. */
export async function rehearseInstallation(
  { boot: args, applicationId, computer, ...wanted }: InstallationRehearsal,
  { onStep, onSignIn, warn }: RehearsalWatcher,
): Promise<ComputerResult> {
  const boot = loadBootSettings(args)
  const storage = await openStorage({ ...boot, clock: systemClock, randomness: systemRandomness, warn })
  try {
    const settings = storage.settings.current().managed
    return await rehearseComputer(
      {
        ...wanted,
        boot,
        settings,
        secrets: storage.secrets,
        applicationId: applicationId ?? settings.applications[0]?.id ?? '',
        computer: computer.endsWith('$') ? computer : `${computer}$`,
        onSignIn: (record) => {
          storage.signInWriter.record({ ...record, endpoint: `rehearsal ${record.endpoint}` })
          onSignIn(record)
        },
      },
      onStep,
    )
  } finally {
    await storage.close()
  }
}
