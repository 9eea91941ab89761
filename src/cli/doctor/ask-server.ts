import type { Input } from '../../doctor/intake/read-input.ts'
import { IdpError } from '../../errors.ts'
import { type BootArguments, loadStorageSettings } from '../load-boot-settings.ts'
import { postControl } from '../post-control.ts'

interface LiveArguments extends BootArguments {
  readonly computer?: string | undefined
  readonly user?: string | undefined
}

/** What the running server tells of itself, as an input like any other. Throws CLI_SERVER_NOT_RUNNING, CLI_EVIDENCE_REFUSED, CONFIG_…. */
export async function askServer({ computer, user, ...boot }: LiveArguments): Promise<Input> {
  const { dataDirectory } = loadStorageSettings(boot).settings
  const named = new URLSearchParams({ ...(computer && { computer }), ...(user && { user }) })
  const { isRefused, body } = await postControl(dataDirectory, `/evidence?${named}`)
  const text = JSON.stringify(body, null, 1)
  if (isRefused) throw new IdpError('CLI_EVIDENCE_REFUSED', { answer: text.slice(0, 500) })
  return { source: 'running server', chunks: [Buffer.from(text)] }
}
