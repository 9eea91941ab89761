import type { Fact } from '../fact.ts'
import type { Reading } from '../reading.ts'

/** Values by what their fields say they are, so that a shared report calls a device DEVICE-1, whatever its id looks like. Keys in lower case. */
export function kindsOfNames(readings: readonly Reading[]): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>()
  for (const reading of readings) {
    if (!('facts' in reading)) continue
    for (const fact of Object.values<Fact | undefined>(reading.facts)) {
      const kind = fact && kindsOfFields.find(([name]) => name.test(fact.name))?.[1]
      if (fact && kind !== undefined && fact.value !== '') kinds.set(fact.value.toLowerCase(), kind)
    }
  }
  return kinds
}

const kindsOfFields: readonly (readonly [RegExp, string])[] = [
  [/^(?:Device ?Id|Device Name|dNSHostName|computer)$/i, 'DEVICE'],
  [/^(?:Tenant ?Id|azureADId)$/i, 'TENANT'],
  [/^(?:DomainName|TenantName|dnsDomain|forest|DomainId|azureADName)$/i, 'DOMAIN'],
  [/^(?:UserPrincipalName|User Identity|principal)$/i, 'USER'],
]
