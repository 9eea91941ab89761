import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { IdpError } from '../errors.ts'
import { claimFolder } from './claim-folder.ts'
import { runTool } from './run-tool.ts'

/** What makes two provisioned domains interchangeable, apart from the address they run on. */
export interface DomainIdentity {
  /** Lower case, `corp.example.test`. */
  readonly dnsDomain: string
  /** Upper case, at most 15 characters. */
  readonly netbiosDomain: string
  /** One label, lower case: the domain controller's host name. */
  readonly dcName: string
}

/** Raised when this file changes what a template holds, so that older ones are not used. */
const templateVersion = 1

/**
 * Copies a provisioned domain into `folder` and returns its administrator's password. Provisioning takes seconds,
 * so its result is kept under `templates`, by Samba version and identity; nothing in it depends on folder or address.
 */
export async function copyDomainTemplate(identity: DomainIdentity, templates: string, folder: string): Promise<string> {
  const sambaVersion = await runTool('samba', ['--version'])
  const key = createHash('sha256')
    .update(
      JSON.stringify([templateVersion, sambaVersion, identity.dnsDomain, identity.netbiosDomain, identity.dcName]),
    )
    .digest('hex')
  const template = join(templates, `${identity.dnsDomain}-${key.slice(0, 16)}`)
  if (!existsSync(template)) await makeTemplate(identity, templates, template)
  await cp(template, folder, { recursive: true, preserveTimestamps: true })
  return (await readFile(join(folder, 'administrator-password'), 'utf8')).trim()
}

/** Provisions beside the final place and renames: a template is there whole or not at all, however many runs make it. */
async function makeTemplate(identity: DomainIdentity, templates: string, template: string): Promise<void> {
  const draft = await claimFolder(join(templates, 'drafts'))
  try {
    const domain = join(draft.folder, 'domain')
    await provision(identity, domain)
    await rename(domain, template)
  } catch (error) {
    // Another run has put the same template there first: theirs serves as well.
    if (!existsSync(template)) throw error
  } finally {
    await draft.release()
  }
}

async function provision(identity: DomainIdentity, folder: string): Promise<void> {
  const administratorPassword = `Lab-${randomBytes(12).toString('hex')}-Aa1`
  const eadb = `--option=posix:eadb=${join(folder, 'eadb.tdb')}`
  try {
    await runTool(
      'samba-tool',
      [
        ...['domain', 'provision', '--server-role=dc', '--dns-backend=NONE', `--targetdir=${folder}`],
        ...[`--realm=${identity.dnsDomain.toUpperCase()}`, `--domain=${identity.netbiosDomain}`],
        ...[`--host-name=${identity.dcName}`, '--host-ip=127.0.0.1', `--adminpass=${administratorPassword}`, eadb],
        ...['--option=interfaces=127.0.0.1/8', '--option=bind interfaces only=yes'],
      ],
      { timeoutMs: 300_000 },
    )
    // A template outlives the 42 days after which AD would let the administrator's password expire.
    const never = ['--max-pwd-age=0', '--min-pwd-age=0']
    const settings = join(folder, 'etc', 'smb.conf')
    await runTool('samba-tool', ['domain', 'passwordsettings', 'set', ...never, '-s', settings])
  } catch (error) {
    if (error instanceof IdpError && error.code === 'LAB_TOOL_FAILED')
      throw new IdpError('LAB_PROVISION_FAILED', { ...identity, said: error.facts.said }, error)
    throw error
  }
  await writeFile(join(folder, 'administrator-password'), administratorPassword, { mode: 0o600 })
}
