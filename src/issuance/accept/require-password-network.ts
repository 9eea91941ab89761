import type { Networks } from '../../config/managed-settings.ts'
import { IdpError } from '../../errors.ts'
import type { NetworkFacts } from '../stages.ts'

/**
 * From where passwords are taken: a rule for username tokens, one for the sign-in page, whatever the address they are sent to.
 * In: where the client is, as the listener knows it. Out: nothing, or a refusal; with `intranet` and no ranges nobody is inside.
 * [WSTrust13 §12] asks for such limits. Proves nothing about the caller.
 */
export function requirePasswordNetwork(
  kind: 'usernamemixed' | 'browserPasswords',
  { remoteAddress, insideIntranet }: NetworkFacts,
  networks: Networks,
): void {
  const rule = networks[kind]
  const facts = { setting: `networks.${kind}`, remoteAddress, ranges: networks.intranetRanges }
  if (rule === 'nowhere') throw new IdpError('ACCEPT_PASSWORD_NOWHERE', facts)
  if (rule === 'intranet' && !insideIntranet) throw new IdpError('ACCEPT_PASSWORD_NETWORK_CLOSED', facts)
}
