import { changesOf } from '../admin/settings/replace-settings.ts'
import { planSettingsChange, type SettingsInForce } from '../config/plan-settings-change.ts'
import { isRefused } from '../config/problem.ts'
import { parseSettings, readSettings } from '../config/read-settings.ts'
import { IdpError } from '../errors.ts'
import type { AppliedSettings, WantedSettings } from '../ports/settings-editor.ts'
import { applySettings, readInForce, type SettingsStorage } from '../storage/apply-settings.ts'
import { commandLineName } from './command-line-name.ts'
import { commandLineRecord } from './command-line-record.ts'
import type { ConfigOptions } from './config-options.ts'
import type { ExitCode, Io } from './io.ts'
import { printError } from './print-error.ts'
import { countProblems, printProblems, problemsAsJson } from './print-problems.ts'
import { readText } from './read-text.ts'
import { type OpenedRepositories, withRepositories } from './with-repositories.ts'

/** config apply: the result on stdout, problems on stderr. A running server follows within a second. */
export async function applyConfig(file: string, values: ConfigOptions, io: Io): Promise<ExitCode> {
  const text = await readText(file, io)
  const { config, data, from, waive = [], 'dry-run': dryRun = false } = values
  try {
    const applied = await withRepositories({ config, data, create: !dryRun }, io, (repositories) =>
      applyAudited(storageOf(repositories), {
        source: { text },
        appliedBy: commandLineName(),
        waive,
        dryRun,
        ...(from === undefined ? {} : { from: Number(from) }),
      }),
    )
    return report(applied, dryRun, io)
  } catch (error) {
    if (!(error instanceof IdpError) || error.code !== 'STORAGE_SETTINGS_CHANGED') throw error
    printError(error, io)
    return 1
  }
}

/** Looked at first: the audit log says what changed, without secrets. */
async function applyAudited(storage: SettingsStorage, wanted: WantedSettings): Promise<AppliedSettings> {
  const plan = await applySettings(storage, { ...wanted, dryRun: true })
  if (wanted.dryRun || plan.refused || !plan.changed) return plan
  const changes = changesOf(await readInForce(storage), plan)
  const after = { waived: wanted.waive ?? [], changes }
  const audit = [commandLineRecord({ action: 'import', resource: 'settings', after })]
  return applySettings(storage, { ...wanted, from: plan.version, audit })
}

/** config check: the problems are the result, so they go to stdout. */
export async function checkConfig(file: string, values: ConfigOptions, io: Io): Promise<ExitCode> {
  const { config, data, waive = [], json } = values
  const text = await readText(file, io)
  const inForce = async (): Promise<SettingsInForce | undefined> =>
    config === undefined && data === undefined
      ? undefined
      : withRepositories({ config, data, create: false }, io, (repositories) => readInForce(storageOf(repositories)))
  const before = await inForce()
  const facts = before === undefined ? {} : { before: before.settings, secretNames: before.secretNames }
  const nothing: SettingsInForce = { document: {}, settings: parseSettings(''), secretNames: new Set() }
  // The issuer of a new application is made when it is applied; a check does not miss publicUrl.
  const plan = planSettingsChange(readSettings(text, facts), before ?? nothing, 'https://checked.invalid', waive)
  if (json) io.stdout(problemsAsJson(plan.problems))
  else {
    printProblems(plan.problems, io.stdout)
    io.stdout(`${countProblems(plan.problems)}\n`)
  }
  return isRefused(plan.problems) ? 1 : 0
}

function report({ version, changed, refused, problems }: AppliedSettings, dryRun: boolean, io: Io): ExitCode {
  printProblems(problems, io.stderr)
  if (refused) {
    io.stderr(`error: ${countProblems(problems)}: nothing was changed\n`)
    return 1
  }
  if (!changed) io.stdout(`nothing to change: version ${version} is in force\n`)
  else io.stdout(dryRun ? `version ${version} would be replaced\n` : `applied as version ${version}\n`)
  return 0
}

function storageOf({ settings, secretNames, publicUrl }: OpenedRepositories) {
  return { repository: settings, secretNames, publicUrl }
}
