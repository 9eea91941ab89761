import type { Application, AttributeMapping } from '../application.ts'
import type { Gateway, UserType } from '../gateway.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import type { Problem } from '../problem.ts'
import { releaseTargetOf } from '../release-target.ts'
import type { RawPath } from '../setting-path.ts'

/** A check of the settings' meaning: what the structure alone cannot say. Each is one function that reads and reports. */
export interface SettingsCheck {
  /** `area/what`; a waiver names it. */
  readonly id: string
  /** Joinery can run with what this refuses; `apply --waive ID` takes it, for rehearsing what goes wrong. */
  readonly waivable?: true
  /** Says that something is missing: of no use while entries with a wrong structure are left out. */
  readonly needsWhole?: true
  readonly run: (settings: ManagedSettings, facts: SettingsFacts) => readonly Finding[]
}

/** What is known beside the document. What is left out is not checked. */
export interface SettingsFacts {
  /** Names of the secrets that are stored now. */
  readonly secretNames?: ReadonlySet<string>
  /** The settings in force, before this change. */
  readonly before?: ManagedSettings
}

export interface Finding extends Pick<Problem, 'reason' | 'fix'> {
  readonly path: RawPath
  /** error unless said. */
  readonly severity?: Problem['severity']
  readonly value?: string
}

export interface Located<Value> {
  readonly value: Value
  readonly path: RawPath
}

export function gatewaysIn({ gateways }: ManagedSettings): Located<Gateway>[] {
  return gateways.map((value, index) => ({ value, path: ['gateways', index] }))
}

export function userTypesIn(settings: ManagedSettings): (Located<UserType> & { readonly gateway: Gateway })[] {
  return gatewaysIn(settings).flatMap(({ value: gateway, path }) =>
    gateway.userTypes.map((value, index) => ({ value, gateway, path: [...path, 'userTypes', index] })),
  )
}

export function applicationsIn({ applications }: ManagedSettings): Located<Application>[] {
  return applications.map((value, index) => ({ value, path: ['applications', index] }))
}

export function attributesIn(
  settings: ManagedSettings,
): (Located<AttributeMapping> & { readonly application: Application })[] {
  return applicationsIn(settings).flatMap(({ value: application, path }) =>
    application.attributes.map((value, index) => ({ value, application, path: [...path, 'attributes', index] })),
  )
}

export function profileMappingsIn(settings: ManagedSettings) {
  return userTypesIn(settings).flatMap(({ value: userType, gateway, path }) =>
    userType.newUserLookup.attributeMappings.map((value, index) => ({
      value,
      userType,
      gateway,
      path: [...path, 'newUserLookup', 'attributeMappings', index] as RawPath,
    })),
  )
}

/** The user types whose Kerberos principals an application takes, with their gateways. */
export function userTypesOf({ kerberos }: Application, { gateways }: ManagedSettings) {
  return (kerberos?.gateways ?? []).flatMap(({ id, userType: { id: userTypeId } }) => {
    const gateway = gateways.find((candidate) => candidate.id === id)
    const userType = gateway?.userTypes.find((candidate) => candidate.id === userTypeId)
    return gateway && userType ? [{ gateway, userType }] : []
  })
}

export function isReleasedTo(mapping: AttributeMapping, account: UserType['account']): boolean {
  const releaseTo = releaseTargetOf(mapping)
  return releaseTo === 'everyone' || releaseTo === (account === 'device' ? 'devices' : 'users')
}

/** Entries whose key another entry before them has, with that one. */
export function duplicates<Value>(entries: readonly Located<Value>[], key: (value: Value) => string) {
  const first = new Map<string, Located<Value>>()
  return entries.filter((entry) => {
    const name = key(entry.value)
    if (first.has(name)) return true
    first.set(name, entry)
    return false
  })
}
