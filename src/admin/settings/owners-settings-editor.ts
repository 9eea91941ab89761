import { requireFreshFactor } from '../../administrators/require-fresh-factor.ts'
import type { ManagedSettings } from '../../config/managed-settings.ts'
import { readDocument, readSettings } from '../../config/read-settings.ts'
import { IdpError } from '../../errors.ts'
import type { SettingsEditor, WantedSettings } from '../../ports/settings-editor.ts'
import type { Clock } from '../../ports.ts'
import { permissionsOf } from '../permissions.ts'

/**
 * The settings as the API changes them: who administers Joinery is for owners to say, or whoever may change settings could make an owner of
 * themselves. That is the groups, and how the directory they are in is reached. Throws ADMINISTRATORS_OWNERS_ONLY, _FACTOR_STALE.
 */
export function ownersSettingsEditor(editor: SettingsEditor, clock: Pick<Clock, 'now'>): SettingsEditor {
  return {
    current: () => editor.current(),
    readInForce: () => editor.readInForce(),
    listVersions: (...given) => editor.listVersions(...given),
    findVersion: (version) => editor.findVersion(version),
    async apply(wanted) {
      if (!wanted.dryRun) await requireOwner(wanted, editor, clock.now())
      return editor.apply(wanted)
    },
  }
}

async function requireOwner({ source, audit = [] }: WantedSettings, editor: SettingsEditor, now: Date): Promise<void> {
  const actors = audit.map(({ actor }) => actor)
  const { settings: after } = 'text' in source ? readSettings(source.text) : readDocument(source.document)
  // With errors nothing is applied.
  if (after === undefined) return
  const { settings: before } = await editor.readInForce()
  if (decidersText(before) === decidersText(after)) return
  for (const actor of actors) requireFreshFactor(actor, now)
  if (actors.length > 0 && actors.every(({ role }) => permissionsOf[role].includes('administrators.change'))) return
  const { name = 'somebody', role = 'unknown' } = actors[0] ?? {}
  throw new IdpError('ADMINISTRATORS_OWNERS_ONLY', { actor: name, role })
}

function decidersText({ administration: { groups }, gateways }: ManagedSettings): string {
  const asked = gateways.filter(({ id }) => groups.some(({ gateway }) => gateway.id === id))
  const reached = asked.map(
    ({ id, serversHostAndPort, connectionSecurity, validateTlsCertificates, caFile, ...rest }) => {
      const { followReferrals, referralHosts } = rest
      return {
        id,
        serversHostAndPort,
        connectionSecurity,
        validateTlsCertificates,
        caFile,
        followReferrals,
        referralHosts,
      }
    },
  )
  return JSON.stringify({ groups, reached })
}
