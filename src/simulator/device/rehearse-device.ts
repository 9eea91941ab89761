import { roleFailed, spawnRole } from '../spawn-role.ts'
import type { DeviceOptions } from './device-options.ts'
import type { Step } from './record-steps.ts'
import type { DeviceHooks, DeviceReport } from './run-device.ts'

export type DeviceMessage = { readonly kind: 'run'; readonly options: DeviceOptions } | { readonly kind: 'continue' }
export type DeviceAnswer =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'user-certificate' | 'joined' }
  | { readonly kind: 'report'; readonly report: DeviceReport }

/** Runs a device in a process of its own, from pre-check to the user's sign-in. Throws SIMULATOR_PROCESS_ENDED when it breaks. */
export async function rehearseDevice(options: DeviceOptions, hooks: DeviceHooks): Promise<DeviceReport> {
  const role = spawnRole<DeviceMessage, DeviceAnswer>('device/main')
  const report = new Promise<DeviceReport>((resolve, reject) => {
    role.onMessage((message) => {
      if (message.kind === 'step') hooks.onStep(message.step)
      else if (message.kind === 'report') resolve(message.report)
      else hookOf(message.kind, hooks)().then(() => role.send({ kind: 'continue' }), reject)
    })
    role.ended.then((said) => reject(roleFailed('device', said)))
  })
  try {
    role.send({ kind: 'run', options })
    return await report
  } finally {
    await role.stop()
  }
}

function hookOf(kind: 'user-certificate' | 'joined', hooks: DeviceHooks): () => Promise<void> {
  return kind === 'joined' ? hooks.afterJoin : hooks.afterUserCertificate
}
