import type { Fact } from '../fact.ts'
import type { Fix } from '../fix.ts'
import { findBase64Der, findDnsName, findGuid, findUrl } from '../grammar.ts'
import type { FederationSettings } from '../readings/entra-readings.ts'
import { ours, say, type Words } from '../words.ts'

/** The PowerShell that mends one property of the federation settings: it saves the present settings first, and says the way back. */

/** What a property takes; text that is no such thing never enters a command. */
const grammars = {
  url: (text: string) => (/^https:/i.test(text) ? findUrl(text) : undefined),
  uri: (text: string) => findUrl(text) ?? (/^urn:[A-Za-z0-9:._-]{1,200}$/.test(text) ? text : undefined),
  certificate: findBase64Der,
  word: (text: string) => (/^[A-Za-z]{1,50}$/.test(text) ? text : undefined),
} as const
export type SettingType = keyof typeof grammars

export interface SettingChange {
  /** As the cmdlet spells it: `MetadataExchangeUri`. */
  readonly parameter: string
  readonly type: SettingType
  /** Undefined: known only to the identity provider, so a placeholder stands there. */
  readonly wanted: string | undefined
  readonly present: Fact | undefined
}

export function federationFix({ facts, form }: FederationSettings, change: SettingChange): readonly Fix[] {
  const domain = quotedOr(findDnsName(facts.domainId?.value ?? ''), '<domain>')
  const id = form === 'graph' ? findGuid(facts.id?.value ?? '') : undefined
  const set = (value: Words): Words =>
    say`Update-MgDomainFederationConfiguration -DomainId ${domain} -InternalDomainFederationId ${quotedOr(id, '<Id of the settings>')} -${ours(change.parameter)} ${value}`
  const { wanted, present, type, parameter } = change
  return [
    {
      where: 'Entra (PowerShell), save first',
      text: say`Get-MgDomainFederationConfiguration -DomainId ${domain} | ConvertTo-Json -Depth 5 | Set-Content -Encoding utf8 federation-before.json`,
    },
    {
      where: 'Entra (PowerShell)',
      text: set(quotedOr(wanted && grammars[type](wanted), `<${parameter} of the identity provider>`)),
    },
    {
      where: 'Entra (PowerShell), the way back',
      text: set(quotedOr(grammars[type](present?.value ?? ''), `<${parameter} in federation-before.json>`)),
    },
  ]
}

/** The value in single quotes; else the placeholder, which is ours. */
function quotedOr(value: string | undefined, placeholder: string): Words {
  return value === undefined || value === '' ? ours(`'${placeholder}'`) : [{ value, isQuoted: true }]
}
