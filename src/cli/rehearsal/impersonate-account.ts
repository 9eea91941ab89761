import { join } from 'node:path'
import { IdpError } from '../../errors.ts'
import type { Secret } from '../../secret.ts'
import { runTool } from '../../simulator/device/run-tool.ts'
import { renameCachedTicket } from './rename-cached-ticket.ts'

export interface Impersonation {
  /** `svc-joinery@REALM`, as the KDC knows the service account. */
  readonly serviceAccount: string
  readonly credential: { readonly password: Secret } | { readonly keytab: string }
  /** `WS01$@REALM`. */
  readonly account: string
  /** Of the token service: what Windows would ask a ticket for. */
  readonly host: string
  readonly krb5ConfigFile: string
  readonly folder: string
}

/**
 * A ticket to the token service in the account's name, by nothing but the service account's own right (S4U2Self [MS-SFU]).
 * Returns the ticket cache's file. Throws CLI_REHEARSAL_NO_TICKET, CLI_REHEARSAL_TOOL_MISSING.
 */
export async function impersonateAccount(wanted: Impersonation): Promise<string> {
  const { serviceAccount, account, host, krb5ConfigFile, folder } = wanted
  const own = join(folder, 'service.ccache')
  const cache = join(folder, `${account.replace(/\W/g, '_')}.ccache`)
  const environment = { KRB5_CONFIG: krb5ConfigFile, KRB5CCNAME: `FILE:${own}` }
  const run = async (tool: string, args: readonly string[], input = ''): Promise<void> => {
    const { code, stderr } = await runTool(tool, args, { input, environment }).catch((cause: unknown) => {
      throw new IdpError('CLI_REHEARSAL_TOOL_MISSING', { tool, reason: String(cause) }, cause)
    })
    if (code !== 0)
      throw new IdpError('CLI_REHEARSAL_NO_TICKET', { tool, account, serviceAccount, said: stderr.trim() })
  }
  if ('keytab' in wanted.credential) await run('kinit', ['-k', '-t', wanted.credential.keytab, serviceAccount])
  else await run('kinit', [serviceAccount], `${wanted.credential.password.reveal()}\n`)
  await run('kvno', ['--out-cache', `FILE:${cache}`, '-I', account, serviceAccount])
  renameCachedTicket(cache, ['HTTP', host])
  return cache
}
