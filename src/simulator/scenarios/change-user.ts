import type { DeviceOptions } from '../device/device-options.ts'
import type { Scenario } from '../scenario.ts'

/** Devices whose user is not quite the one of the stage. */

type User = NonNullable<DeviceOptions['user']>
type Change = NonNullable<Scenario['device']>

/** The user signs in under another name. */
export function withUpn(upnOf: (names: Parameters<Change>[1]) => string): Change {
  return (device, names) => changeUser(device, { userPrincipalName: upnOf(names) })
}

/** Windows has a ticket of the user, and no password. */
export const withoutPassword: Change = (device) => changeUser(device, { password: undefined })

/** The user opens a browser too; with `tickets` it sends them to the token service. */
export function withBrowser({ tickets = false, ...browser }: { tickets?: boolean } & User['browser'] = {}): Change {
  return (device, { stsHost }) => changeUser(device, { browser: { ...browser, ticketHosts: tickets ? [stsHost] : [] } })
}

function changeUser(device: DeviceOptions, change: Partial<User>): DeviceOptions {
  return device.user === undefined ? device : { ...device, user: { ...device.user, ...change } }
}
