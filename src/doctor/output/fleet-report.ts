import type { FleetRow } from '../fleet.ts'
import { csvCell } from './csv-cell.ts'
import { plainLine } from './plain-line.ts'

/** The table of a fleet: for a terminal, for a spreadsheet, for programs. */

const shownDevices = 20

export function fleetText(rows: readonly FleetRow[]): string {
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  const width = String(total).length
  const blocks = rows.map(({ key, verdict, cause, count, devices }) => {
    const more = devices.length > shownDevices ? ` and ${devices.length - shownDevices} more` : ''
    const names = `${devices.slice(0, shownDevices).map(plainLine).join(', ')}${more}`
    return [
      `${String(count).padStart(width)}  ${verdict}  ${plainLine(key)}`,
      ...(cause ? [`${' '.repeat(width)}  ${plainLine(cause)}`] : []),
      `${' '.repeat(width)}  ${names}`,
    ].join('\n')
  })
  return `${[`${total} outputs`, ...blocks].join('\n\n')}\n`
}

export function fleetCsv(rows: readonly FleetRow[]): string {
  const lines = rows.flatMap(({ key, verdict, cause, devices }) =>
    devices.map((device) => [device, verdict, key, cause].map(csvCell).join(',')),
  )
  return `${['device,verdict,finding,cause', ...lines].join('\r\n')}\r\n`
}

export function fleetJson(rows: readonly FleetRow[]): string {
  return `${JSON.stringify({ version: 1, total: rows.reduce((sum, { count }) => sum + count, 0), rows }, null, 2)}\n`
}
