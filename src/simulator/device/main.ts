import { playRole } from '../spawn-role.ts'
import type { Step } from './record-steps.ts'
import type { DeviceAnswer, DeviceMessage } from './rehearse-device.ts'
import { runBrowser, runDevice } from './run-device.ts'

// The device as a process: one run for each `run` message. Its environment is its own, so tickets and clocks never leak.

let goOn: () => void = () => undefined

playRole<DeviceMessage, DeviceAnswer>(async (message, send) => {
  if (message.kind === 'continue') {
    goOn()
    return
  }
  const onStep = (step: Step): void => send({ kind: 'step', step })
  if (message.kind === 'browse') {
    send({ kind: 'browsed', report: await runBrowser(message.options, onStep) })
    return
  }
  const waitFor = (kind: 'user-certificate' | 'joined') => () =>
    new Promise<void>((resolve) => {
      goOn = resolve
      send({ kind })
    })
  const report = await runDevice(message.options, {
    onStep,
    afterUserCertificate: waitFor('user-certificate'),
    afterJoin: waitFor('joined'),
  })
  send({ kind: 'report', report })
})
