import type { Gateway } from './gateway.ts'
import type { ManagedSettings } from './managed-settings.ts'
import { bindPasswordName, serviceAccountPasswordName } from './secret-names.ts'

/**
 * What happens to stored secrets when settings change. A gateway's secrets go to whatever servers it names: whoever may
 * change the servers, or how they are proved, must not be handed the passwords. So they are dropped until typed again.
 */
export interface SecretChange {
  readonly kept: ReadonlySet<string>
  readonly dropped: readonly DroppedSecret[]
}

export interface DroppedSecret {
  readonly name: string
  readonly gatewayId: string
  /** The settings whose change dropped it; empty: its gateway, or its use, is gone. */
  readonly because: readonly string[]
}

/** Settings that say where a gateway's secrets go. */
const guarded = [
  'serversHostAndPort',
  'connectionSecurity',
  'validateTlsCertificates',
  'caFile',
  'followReferrals',
  'referralHosts',
] as const satisfies readonly (keyof Gateway)[]

export function keptSecrets(
  stored: ReadonlySet<string>,
  before: ManagedSettings | undefined,
  after: ManagedSettings,
): SecretChange {
  const uses = new Map(after.gateways.flatMap((gateway) => secretsOf(gateway).map((name) => [name, gateway] as const)))
  const dropped = [...stored].flatMap((name): DroppedSecret[] => {
    const gateway = uses.get(name)
    if (!gateway) return [{ name, gatewayId: name.split('/')[1] ?? '', because: [] }]
    const because = changedDestinations(
      before?.gateways.find(({ id }) => id === gateway.id),
      gateway,
    )
    return because.length === 0 ? [] : [{ name, gatewayId: gateway.id, because }]
  })
  const gone = new Set(dropped.map(({ name }) => name))
  return { kept: new Set([...stored].filter((name) => !gone.has(name))), dropped }
}

/** The secrets a gateway has a use for. */
function secretsOf({ id, kerberos }: Gateway): string[] {
  const takesPassword = kerberos !== undefined && kerberos.keytabFile === undefined
  return [bindPasswordName(id), ...(takesPassword ? [serviceAccountPasswordName(id)] : [])]
}

/** Which settings would send a gateway's stored secrets elsewhere. A secret whose gateway nobody knows of was stored for something else. */
export function changedDestinations(before: Gateway | undefined, after: Gateway): string[] {
  if (!before) return ['id']
  return guarded.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}
