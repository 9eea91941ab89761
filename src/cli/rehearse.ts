import { parseArgs } from 'node:util'
import { IdpError } from '../errors.ts'
import { printStep } from '../simulator/print-step.ts'
import { isWell, listDifferences, type RehearsalResult, rehearse, rehearseJoin } from '../simulator/rehearse.ts'
import type { Scenario } from '../simulator/scenario.ts'
import { getScenario, scenarios } from '../simulator/scenario-list.ts'
import type { ExitCode, Io } from './io.ts'
import { type LabInstallation, startLabInstallation } from './lab/start-lab-installation.ts'
import { syncDirectory } from './lab/sync-directory.ts'
import type { BootArguments } from './load-boot-settings.ts'
import { printError } from './print-error.ts'
import { openLabStage } from './rehearsal/open-lab-stage.ts'
import { rehearseInstallation } from './rehearsal/rehearse-installation.ts'

const usage = `usage: joinery rehearse [NAME | --all] [--json]
       joinery rehearse --list [--json]
       joinery rehearse --computer WS01$ [--computer-keytab FILE] [--user UPN] [--application ID] [--config FILE] [--data DIR] [--json]

A simulated Windows computer joins through Joinery, on a lab of its own: a real domain (Samba), the server, a simulated Entra
tenant; then its user signs in. With NAME something is broken, and the run is held to what the scenario says must come of it.

  --list   the scenarios and what is wrong in each
  --all    every scenario, one after the other
  --json   {scenario, joined, path, steps, aadsts, hresult, signInErrors, dsregcmd} instead of what Windows would print

With --computer it joins as a computer of the real domain that this installation's settings name, through a copy of Joinery on
loopback with a throw-away key and the audience urn:joinery:rehearsal, and against a simulated tenant. Nothing in AD is changed.

  --computer WS01$        sAMAccountName; its ticket comes by S4U2Self of the service account
  --computer-keytab FILE  the computer's own keytab instead
  --user UPN              this user then signs in; the ticket comes by S4U2Self, no password is asked for
  --application ID        which application, where there are several
  --config, --data        as for serve

exit status: 0 when a scenario ended as it says, or the plain join took the federated path and its user got a token; 1 when not
example: joinery rehearse mex-13-only
`

export async function rehearseCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      list: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      computer: { type: 'string' },
      'computer-keytab': { type: 'string' },
      user: { type: 'string' },
      application: { type: 'string' },
      config: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  const [name, ...more] = positionals
  const modes = [values.list, values.all, name !== undefined, values.computer !== undefined]
  if (more.length > 0 || modes.filter(Boolean).length > 1) {
    io.stderr('error: one scenario, or --all, or --list, or --computer\nhint: joinery rehearse --help\n')
    return 2
  }
  if (values.list) {
    io.stdout(values.json ? `${JSON.stringify(scenarios.map(describeScenario), null, 2)}\n` : listScenarios())
    return 0
  }
  if (values.computer !== undefined) return runComputer({ ...values, computer: values.computer }, io)
  if (name !== undefined && !scenarios.some((scenario) => scenario.name === name)) {
    printError(new IdpError('SIMULATOR_SCENARIO_UNKNOWN', { name }), io)
    return 2
  }
  const wanted = values.all ? scenarios : name === undefined ? [] : [getScenario(name)]
  const installation = await startLabInstallation({ onPart: (part) => io.stderr(`${part}\n`), logLevel: 'warn' })
  try {
    const runs = wanted.length === 0 ? [await runPlain(installation, io)] : await runScenarios(installation, wanted, io)
    const results = runs.map(({ result }) => result)
    if (values.json) io.stdout(`${JSON.stringify(values.all ? results : results[0], null, 2)}\n`)
    else for (const { result } of runs) io.stdout(values.all ? summarize(result) : result.dsregcmd)
    return runs.every(({ isAsExpected }) => isAsExpected) ? 0 : 1
  } finally {
    await installation.stop()
  }
}

interface Run {
  readonly result: RehearsalResult
  readonly isAsExpected: boolean
}

async function runPlain(installation: LabInstallation, io: Io): Promise<Run> {
  const { domain, tenantControl, device } = installation
  const sync = (): Promise<void> => syncDirectory(domain, tenantControl)
  const result = await rehearseJoin(device, sync, (step) => io.stderr(`${printStep(step)}\n`))
  if (result.path !== 'federated') io.stderr('error: the computer did not join by the federated path\n')
  else if (!isWell(result)) io.stderr('error: the computer joined, but its user got no token\n')
  return { result, isAsExpected: isWell(result) }
}

async function runScenarios(installation: LabInstallation, wanted: readonly Scenario[], io: Io): Promise<Run[]> {
  const stage = await openLabStage(installation)
  const runs: Run[] = []
  for (const scenario of wanted) {
    io.stderr(`${scenario.name}: ${scenario.title}\n`)
    const result = await rehearse(scenario, stage, (step) => io.stderr(`${printStep(step)}\n`))
    const differences = listDifferences(scenario, result)
    for (const difference of differences) io.stderr(`error: ${difference}\n`)
    if (differences.length === 0) io.stderr('as the scenario says\n')
    runs.push({ result, isAsExpected: differences.length === 0 })
  }
  return runs
}

interface ComputerValues extends BootArguments {
  readonly computer: string
  readonly 'computer-keytab'?: string | undefined
  readonly user?: string | undefined
  readonly application?: string | undefined
  readonly json: boolean
}

async function runComputer(values: ComputerValues, io: Io): Promise<ExitCode> {
  const { result, unproved } = await rehearseInstallation(
    {
      boot: values,
      applicationId: values.application,
      computer: values.computer,
      keytab: values['computer-keytab'],
      user: values.user,
    },
    {
      onStep: (step) => io.stderr(`${printStep(step)}\n`),
      onSignIn: ({ outcome, means, fix }) => {
        // That Windows asks without a ticket first is no error.
        if (means && outcome !== 'challenged') io.stderr(`error: ${means}\nhint: ${fix}\n`)
      },
      warn: (text) => io.stderr(`warning: ${text}\n`),
    },
  )
  io.stdout(values.json ? `${JSON.stringify(result, null, 2)}\n` : result.dsregcmd)
  io.stderr(['this rehearsal does not show', ...unproved.map((line) => `  ${line}`), ''].join('\n'))
  return isWell(result) ? 0 : 1
}

/** `mex-13-only  not joined  0xcaa90022` */
function summarize({ scenario, path, aadsts, hresult }: RehearsalResult): string {
  const outcome = path === null ? 'not joined' : `joined (${path})`
  return `${[(scenario ?? '').padEnd(nameWidth), outcome.padEnd(18), aadsts, hresult].filter(Boolean).join('  ')}\n`
}

const nameWidth = Math.max(...scenarios.map(({ name }) => name.length))

function listScenarios(): string {
  return scenarios.map(({ name, title }) => `${name.padEnd(nameWidth)}  ${title}\n`).join('')
}

function describeScenario({ name, title, story, source, expected }: Scenario) {
  return { name, title, story, source, expected }
}
