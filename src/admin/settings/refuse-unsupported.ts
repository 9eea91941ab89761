import type { Problem } from '../../config/problem.ts'
import { type Group, isGroup } from '../../config/settings-document.ts'
import { settingsRefused } from './change-entry.ts'

/** What PingOne's API takes and Joinery does not, by the field's path, with the reason and what to do instead. */
export type Unsupported = Readonly<
  Record<string, { readonly isMeant?: (value: unknown) => boolean; readonly reason: string; readonly fix: string }>
>

/** Throws ADMIN_SETTINGS_REFUSED with a problem for each field that is there. */
export function refuseUnsupported(body: Group, unsupported: Unsupported): void {
  const problems = Object.entries(unsupported).flatMap(([path, { isMeant = () => true, reason, fix }]): Problem[] => {
    const value = path.split('.').reduce<unknown>((at, name) => (isGroup(at) ? at[name] : undefined), body)
    if (value === undefined || value === null || !isMeant(value)) return []
    const shown = typeof value === 'string' ? value.slice(0, 80) : undefined
    const place = { path: path.replaceAll('.', '/'), line: undefined, value: shown }
    return [{ severity: 'error', check: 'api/unsupported', waivable: false, ...place, reason, fix }]
  })
  if (problems.length > 0) throw settingsRefused(problems, '')
}
