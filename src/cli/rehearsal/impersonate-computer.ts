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
  readonly computer: string
  /** Of the token service: what the computer's Windows would ask a ticket for. */
  readonly host: string
  readonly krb5ConfigFile: string
  readonly folder: string
}

/**
 * A ticket to the token service in the computer's name, by nothing but the service account's own right (S4U2Self [MS-SFU]).
 * Returns the ticket cache's file. Throws CLI_REHEARSAL_NO_TICKET.
 */
export async function impersonateComputer(wanted: Impersonation): Promise<string> {
  const { serviceAccount, computer, host, krb5ConfigFile, folder } = wanted
  const own = join(folder, 'service.ccache')
  const cache = join(folder, 'impersonated.ccache')
  const environment = { KRB5_CONFIG: krb5ConfigFile, KRB5CCNAME: `FILE:${own}` }
  const run = async (tool: string, args: readonly string[], input = ''): Promise<void> => {
    const { code, stderr } = await runTool(tool, args, { input, environment })
    if (code !== 0)
      throw new IdpError('CLI_REHEARSAL_NO_TICKET', { tool, computer, serviceAccount, said: stderr.trim() })
  }
  if ('keytab' in wanted.credential) await run('kinit', ['-k', '-t', wanted.credential.keytab, serviceAccount])
  else await run('kinit', [serviceAccount], `${wanted.credential.password.reveal()}\n`)
  await run('kvno', ['--out-cache', `FILE:${cache}`, '-I', computer, serviceAccount])
  renameCachedTicket(cache, ['HTTP', host])
  return cache
}
