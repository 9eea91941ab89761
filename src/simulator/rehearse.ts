import { printBrowsing } from './browser/browse-microsoft-365.ts'
import type { DeviceOptions } from './device/device-options.ts'
import type { Step } from './device/record-steps.ts'
import { rehearseDevice } from './device/rehearse-device.ts'
import type { DeviceReport } from './device/run-device.ts'
import { printJoinDebug } from './dsregcmd/print-join-debug.ts'
import { printStatus } from './dsregcmd/print-status.ts'
import { printTranscript } from './dsregcmd/print-transcript.ts'
import type { RehearsalStage } from './rehearsal-stage.ts'
import type { Scenario, ScenarioExpectation } from './scenario.ts'

/** What a rehearsal came to; the JSON of `joinery rehearse --json`. */
export interface RehearsalResult {
  /** Null for a plain rehearsal of the join as things are. */
  readonly scenario: string | null
  readonly joined: boolean
  readonly path: 'federated' | 'sync' | null
  readonly steps: readonly Step[]
  /** `AADSTS51004`; of the federated leg also where a fallback hid it. */
  readonly aadsts: string | null
  /** What Windows names as the cause. */
  readonly hresult: string | null
  /** What Joinery's own sign-in log names for everything it refused meanwhile; null where there is no log to look at. */
  readonly signInErrors: readonly string[] | null
  /** What `dsregcmd /join /debug` and `dsregcmd /status` would print, as in a window of PowerShell; then what the browser showed. */
  readonly dsregcmd: string
}

/** One join as things are. `syncDirectory` is called when the computer has written its certificate into AD. */
export async function rehearseJoin(
  device: DeviceOptions,
  syncDirectory: () => Promise<void>,
  onStep: (step: Step) => void,
): Promise<RehearsalResult> {
  const hooks = { onStep, afterUserCertificate: syncDirectory, afterJoin: async () => undefined }
  return resultOf(null, await rehearseDevice(device, hooks))
}

/** Breaks what the scenario breaks, lets the device join, and mends everything again. */
export async function rehearse(
  scenario: Scenario,
  stage: RehearsalStage,
  onStep: (step: Step) => void,
): Promise<RehearsalResult> {
  const isSynced = scenario.isSynced ?? true
  const device = { ...stage.device, fallbackToSyncJoin: false }
  const since = new Date()
  try {
    await stage.tenant.syncDirectory({ computers: isSynced })
    await scenario.breaks?.(stage)
    const report = await rehearseDevice(scenario.device?.(device, stage.names) ?? device, {
      onStep,
      afterUserCertificate: async () => {
        if (isSynced) await stage.tenant.syncDirectory()
      },
      afterJoin: async () => scenario.breaksAfterJoin?.(stage),
    })
    return { ...resultOf(scenario.name, report), signInErrors: await stage.joinery.listSignInErrors(since) }
  } finally {
    await stage.restore()
  }
}

/** Joined by the federated path, and nothing that Windows would name a cause of. */
export function isWell({ path, hresult }: RehearsalResult): boolean {
  return path === 'federated' && hresult === null
}

const startBrowser = 'start https://login.microsoftonline.com/'

function resultOf(scenario: string | null, report: DeviceReport): RehearsalResult {
  return {
    scenario,
    joined: report.path !== null,
    path: report.path,
    steps: report.steps,
    aadsts: report.aadsts === null ? null : `AADSTS${report.aadsts}`,
    hresult: report.hresult,
    signInErrors: null,
    dsregcmd: printTranscript([
      { command: 'dsregcmd /join /debug', output: printJoinDebug(report.joinDebug) },
      { command: 'dsregcmd /status', output: printStatus(report.status) },
      ...(report.browsing === null ? [] : [{ command: startBrowser, output: printBrowsing(report.browsing) }]),
    ]),
  }
}

/** In which ways the result is not what the scenario's file says; empty when it ended as it should. */
export function listDifferences({ expected }: Scenario, result: RehearsalResult): readonly string[] {
  const failedStep = result.steps.find((step) => step.outcome === 'failed')?.name ?? null
  const observed = { path: result.path, failedStep, aadsts: result.aadsts, hresult: result.hresult }
  const facts = (['path', 'failedStep', 'aadsts', 'hresult'] as const)
    .filter((name) => expected[name] !== observed[name])
    .map((name) => `${name} is ${observed[name] ?? 'none'}, expected ${expected[name] ?? 'none'}`)
  const missing = expected.prints
    .filter((line) => !result.dsregcmd.includes(line))
    .map((line) => `Windows would print ${JSON.stringify(line)}, and the transcript does not`)
  return [...facts, ...signInErrorDifference(expected, result), ...missing]
}

function signInErrorDifference({ signInError }: ScenarioExpectation, { signInErrors }: RehearsalResult): string[] {
  if (signInError === undefined || signInErrors === null) return []
  const isThere = signInError === null ? signInErrors.length === 0 : signInErrors.includes(signInError)
  return isThere
    ? []
    : [`the sign-in log names ${signInErrors.join(', ') || 'nothing'}, expected ${signInError ?? 'nothing'}`]
}
