import type { Secret } from '../secret.ts'
import { type DroppedSecret, keptSecrets } from './kept-secrets.ts'
import type { ManagedSettings } from './managed-settings.ts'
import type { Problem } from './problem.ts'
import { managedSchema, type SettingsReading } from './read-settings.ts'
import { entriesOf, type Group, keepIssuers, orderDocument, splitSecrets } from './settings-document.ts'

/** What a new document would do: pure, so that it can be shown before it is done. */

export interface SettingsInForce {
  readonly document: unknown
  readonly settings: ManagedSettings
  readonly secretNames: ReadonlySet<string>
}

export interface SettingsPlan {
  /** What is to be stored: in order, without secrets, each application with its issuer. */
  readonly document: unknown
  readonly store: ReadonlyMap<string, Secret>
  readonly drop: readonly string[]
  /** false: everything is as it was already. */
  readonly changed: boolean
  /** Those of the reading, less what was waived, and what the change itself does. */
  readonly problems: readonly Problem[]
}

export function planSettingsChange(
  reading: SettingsReading,
  before: SettingsInForce,
  publicUrl: string | undefined,
  waived: readonly string[] = [],
): SettingsPlan {
  const problems = reading.problems.map((problem) => waive(problem, waived))
  if (!reading.settings) return { document: undefined, store: new Map(), drop: [], changed: false, problems }
  const split = splitSecrets(reading.document)
  const document = orderDocument(keepIssuers(split.document, before.document, publicUrl), managedSchema)
  const { dropped } = keptSecrets(before.secretNames, before.settings, reading.settings)
  const drop = dropped.filter(({ name }) => !split.secrets.has(name))
  return {
    document,
    store: split.secrets,
    drop: drop.map(({ name }) => name),
    changed: split.secrets.size > 0 || drop.length > 0 || JSON.stringify(document) !== JSON.stringify(before.document),
    problems: [
      ...withoutDropped(problems, drop),
      ...drop.map(dropWarning),
      ...missingIssuers(document),
      ...sameIssuers(document, split.document),
    ],
  }
}

/** Waived on purpose, an error is a warning that stays in sight. */
function waive(problem: Problem, waived: readonly string[]): Problem {
  return problem.waivable && waived.includes(problem.check) ? { ...problem, severity: 'warning' } : problem
}

/** That a secret is missing needs no saying beside why it went. */
function withoutDropped(problems: readonly Problem[], dropped: readonly DroppedSecret[]): Problem[] {
  const gone = new Set(dropped.map(({ name }) => name))
  return problems.filter(({ check, path }) => check !== 'directory/secrets' || !gone.has(path))
}

function dropWarning({ name, gatewayId, because }: DroppedSecret): Problem {
  return {
    severity: because.length > 0 ? 'warning' : 'note',
    check: 'secrets/dropped',
    waivable: false,
    path: name,
    line: undefined,
    value: undefined,
    reason:
      because.length > 0
        ? `the stored secret is deleted, because ${because.join(', ')} of the gateway ${gatewayId} changed: it must not reach other servers unasked`
        : 'the stored secret is deleted, because nothing uses it any more',
    fix: because.length > 0 ? 'apply the document once more with the secret in it' : 'nothing',
  }
}

/** An issuer that is made here may be one that another application was given; two that were written are found by the checks. */
function sameIssuers(document: unknown, written: unknown): Problem[] {
  const applications = entriesOf(document, 'applications').filter(({ issuerUri }) => issuerUri !== undefined)
  const isMade = ({ id }: Group): boolean =>
    entriesOf(written, 'applications').some((one) => one.id === id && one.issuerUri === undefined)
  return applications
    .filter(
      (one) => isMade(one) && applications.some((other) => other.id !== one.id && other.issuerUri === one.issuerUri),
    )
    .map(({ id, issuerUri }) => ({
      severity: 'error',
      check: 'applications/issuer-made',
      waivable: false,
      path: `applications/${id}/issuerUri`,
      line: undefined,
      value: String(issuerUri),
      reason: 'another application has the same issuer, and Entra wants one of its own for each federated domain',
      fix: 'give the other application an issuerUri of its own',
    }))
}

function missingIssuers(document: unknown): Problem[] {
  return entriesOf(document, 'applications')
    .filter(({ issuerUri }) => issuerUri === undefined)
    .map(({ id }) => ({
      severity: 'error',
      check: 'applications/issuer-made',
      waivable: false,
      path: `applications/${id}/issuerUri`,
      line: undefined,
      value: undefined,
      reason: 'a new application gets its issuer from publicUrl, and no publicUrl is set here',
      fix: 'set publicUrl (JOINERY_PUBLIC_URL, or --config with the boot settings), or write issuerUri into the document',
    }))
}
