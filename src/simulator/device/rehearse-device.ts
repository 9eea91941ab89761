import type { BrowserReport } from '../browser/browse-microsoft-365.ts'
import { type Role, roleFailed, spawnRole } from '../spawn-role.ts'
import type { DeviceOptions } from './device-options.ts'
import type { Step } from './record-steps.ts'
import type { DeviceHooks, DeviceReport } from './run-device.ts'

type DevicePause = 'user-certificate' | 'joined'

export type DeviceMessage =
  | { readonly kind: 'run' | 'browse'; readonly options: DeviceOptions }
  | { readonly kind: 'continue' }
export type DeviceAnswer =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: DevicePause }
  | { readonly kind: 'report'; readonly report: DeviceReport }
  | { readonly kind: 'browsed'; readonly report: BrowserReport }

type DeviceRole = Role<DeviceMessage, DeviceAnswer>

/** Runs a device in a process of its own, from pre-check to the user's sign-in. Throws SIMULATOR_PROCESS_ENDED when it breaks. */
export function rehearseDevice(options: DeviceOptions, hooks: DeviceHooks): Promise<DeviceReport> {
  return withDevice<DeviceReport>({ kind: 'run', options }, (message, role, settle) => {
    if (message.kind === 'step') hooks.onStep(message.step)
    else if (message.kind === 'report') settle.resolve(message.report)
    else if (message.kind !== 'browsed')
      hookOf(message.kind, hooks)().then(() => role.send({ kind: 'continue' }), settle.reject)
  })
}

/** The browser of the device's user alone, in a process of its own. Throws as above. */
export function rehearseBrowser(options: DeviceOptions, onStep: (step: Step) => void): Promise<BrowserReport> {
  return withDevice<BrowserReport>({ kind: 'browse', options }, (message, _role, settle) => {
    if (message.kind === 'step') onStep(message.step)
    else if (message.kind === 'browsed') settle.resolve(message.report)
  })
}

interface Settle<T> {
  resolve(value: T): void
  reject(error: unknown): void
}

async function withDevice<T>(
  start: DeviceMessage,
  handle: (message: DeviceAnswer, role: DeviceRole, settle: Settle<T>) => void,
): Promise<T> {
  const role: DeviceRole = spawnRole('device/main')
  const settled = new Promise<T>((resolve, reject) => {
    role.onMessage((message) => handle(message, role, { resolve, reject }))
    role.ended.then((said) => reject(roleFailed('device', said)))
  })
  try {
    role.send(start)
    return await settled
  } finally {
    await role.stop()
  }
}

function hookOf(pause: DevicePause, hooks: DeviceHooks): () => Promise<void> {
  return pause === 'joined' ? hooks.afterJoin : hooks.afterUserCertificate
}
