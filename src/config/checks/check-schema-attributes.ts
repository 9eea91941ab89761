import type { ManagedSettings } from '../managed-settings.ts'
import type { Finding, SettingsFacts } from './settings-check.ts'

/** What the product behind the source document allows of custom attributes; a document that keeps to it can be taken there and back. */

const mostAttributes = 200

export function checkSchemaAttributes({ schemaAttributes }: ManagedSettings, { before }: SettingsFacts): Finding[] {
  const found: Finding[] = []
  if (schemaAttributes.length > mostAttributes)
    found.push({
      path: ['schemaAttributes'],
      value: String(schemaAttributes.length),
      reason: `there are more than ${mostAttributes} custom attributes`,
      fix: 'take out those that no mapping uses',
    })
  for (const [index, { name, type, unique, multiValued }] of schemaAttributes.entries()) {
    if (unique && type !== 'STRING')
      found.push({
        path: ['schemaAttributes', index, 'unique'],
        value: type,
        reason: 'only the values of a text attribute can be unique',
        fix: 'set type to STRING, or unique to false',
      })
    const was = before?.schemaAttributes.find((one) => one.name === name)
    if (was?.multiValued && !multiValued)
      found.push({
        path: ['schemaAttributes', index, 'multiValued'],
        value: 'false',
        reason: 'profiles may hold several values of it already, and all but one would be lost',
        fix: 'leave it as it is, and make another attribute for single values',
      })
  }
  return found
}
