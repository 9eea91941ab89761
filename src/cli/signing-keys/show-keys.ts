import { describeCertificate } from '../../keys/describe-certificate.ts'
import type { DomainProof, RolloverState } from '../../ports/key-rollover.ts'
import type { SigningKeyRecord } from '../../ports.ts'
import { systemClock } from '../../system-ports.ts'
import type { Io } from '../io.ts'
import type { KeysRequest } from './keys-options.ts'
import { withRollover } from './with-rollover.ts'

export async function listKeys(request: KeysRequest, io: Io): Promise<void> {
  const records = await withRollover(request, io, (rollover) => rollover.list())
  const keys = records.map((record) => describe(record, systemClock.now()))
  if (request.json) io.stdout(`${JSON.stringify(keys, undefined, 2)}\n`)
  else io.stdout(keys.length === 0 ? 'there is no signing key yet: the first joinery serve makes it\n' : table(keys))
}

export async function showState(request: KeysRequest, io: Io): Promise<void> {
  const state = await withRollover(request, io, (rollover) => rollover.state())
  if (request.json) io.stdout(`${JSON.stringify(stateAsJson(state), undefined, 2)}\n`)
  else io.stdout(stateAsText(state))
}

const stages: Readonly<Record<RolloverState['stage'], string>> = {
  steady: 'no roll-over is under way',
  proving: 'a next key is published; Entra is not proved to hold its certificate for every domain',
  proved: 'every domain is proved to hold the next certificate: the switch may happen',
  overlap: 'switched; the previous certificate is published still, and the switch can be undone',
}

const verdicts: Readonly<Record<DomainProof['verdict'], string>> = {
  proved: 'Entra holds the certificate',
  overridden: 'taken on the word of an owner',
  missing: 'nothing shows that Entra holds the certificate',
  refuted: 'Entra was shown without the certificate',
}

function stateAsText({ stage, active, next, previous, proofs, warnings, ...times }: RolloverState): string {
  const { switchesAt, overlapEndsAt } = times
  const keys = [active, next, previous].flatMap((key) => (key ? [`${key.state.padEnd(8)}  ${key.id}\n`] : []))
  const domains = proofs.map(({ domainName, verdict, evidence }) => {
    const by = evidence ? ` (${evidence.recordedBy}, ${evidence.takenAt.toISOString()})` : ''
    return `${domainName}: ${verdicts[verdict]}${by}\n`
  })
  return [
    `${stages[stage]}\n`,
    ...keys,
    ...domains,
    switchesAt ? `switches by itself at ${switchesAt.toISOString()}\n` : '',
    overlapEndsAt ? `the previous key retires by itself at ${overlapEndsAt.toISOString()}\n` : '',
    ...warnings.map(({ level, means, fix, code }) => `${level}: ${means} [${code}]\n  ${fix}\n`),
  ].join('')
}

function stateAsJson({ active, next, previous, ...state }: RolloverState) {
  return { ...state, active: active?.id ?? null, next: next?.id ?? null, previous: previous?.id ?? null }
}

const dayMilliseconds = 86_400_000

function describe({ id, name, state, bits, certificate }: SigningKeyRecord, now: Date) {
  const { notAfter, notBefore, ...names } = describeCertificate(certificate)
  return {
    ...{ id, name, state, bits, ...names },
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    daysLeft: Math.floor((notAfter.getTime() - now.getTime()) / dayMilliseconds),
    certificate: Buffer.from(certificate).toString('base64'),
  }
}

function table(keys: readonly ReturnType<typeof describe>[]): string {
  const head = ['KEY', 'STATE', 'BITS', 'EXPIRES', 'THUMBPRINT', 'SUBJECT']
  const rows = keys.map((key) => [
    ...[key.id, key.state, String(key.bits), `${key.notAfter.slice(0, 10)} (${key.daysLeft} days)`],
    ...[key.thumbprint, key.subject],
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return `${[head, ...rows].map(line).join('\n')}\n`
}
