import { playRole } from '../spawn-role.ts'
import type { DeviceAnswer, DeviceMessage } from './rehearse-device.ts'
import { runDevice } from './run-device.ts'

// The device as a process: one run for each `run` message. Its environment is its own, so tickets and clocks never leak.

let goOn: () => void = () => undefined

playRole<DeviceMessage, DeviceAnswer>(async (message, send) => {
  if (message.kind === 'continue') {
    goOn()
    return
  }
  const report = await runDevice(message.options, {
    onStep: (step) => send({ kind: 'step', step }),
    afterUserCertificate: () =>
      new Promise((resolve) => {
        goOn = resolve
        send({ kind: 'user-certificate' })
      }),
  })
  send({ kind: 'report', report })
})
