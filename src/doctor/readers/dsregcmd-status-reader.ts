import { statusSections } from '../../entra/dsregcmd-status-fields.ts'
import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import { findGuid, findHexCode, findUtcTime } from '../grammar.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { DsregcmdStatus } from '../readings/dsregcmd-readings.ts'

/** `dsregcmd /status` in every known layout, whole or in part: a field is known by its label, wherever on the line it stands. */

/** Labels of builds that are not in the table: older spellings, and fields of joined enterprises. */
const otherLabels = [
  'DeviceManagementSrvVersion',
  'dmComplianceUrl',
  'UserEmail',
  'SmartCard',
  'CloudTGT',
  'JoinSrvVersion',
] as const
const labels = [...new Set([...statusSections.flatMap((section) => section.groups.flat()), ...otherLabels])].sort(
  (one, other) => other.length - one.length,
)
/** What nothing else prints: a status begins with one of these, or with the box around a section's title. */
const beginnings = [
  'AzureAdJoined',
  'EnterpriseJoined',
  'DomainJoined',
  'AzureAdPrt',
  'AzureAdPrtUpdateTime',
  'WamDefaultSet',
  'DeviceCertificateValidity',
  'DeviceAuthStatus',
  'AD Connectivity Test',
  'DRS Discovery Test',
  'Client ErrorCode',
  'AcquirePrtDiagnostics',
]
const alternatives = (names: readonly string[]): string => names.map((name) => name.replaceAll('-', '\\-')).join('|')
const field = new RegExp(`(?:^|[\\s|\\]:])(${alternatives(labels)})\\s*:\\s?(.*)$`)
const begins = new RegExp(
  `(?:^|[\\s|\\]:])(?:${alternatives(beginnings)})\\s*:|^\\s*\\|\\s(?:${sectionTitles()})\\s*\\|`,
)
const box = /^\s*\+-{10,}\+?|^\s*\|.*\|\s*$/
const ended = /aadjerrors\s*$|^\s*PS [A-Z]:\\|^[A-Z]:\\[^:]*>|DsrC(?:LI|md)/
/** So much other text between two fields, and they are not of one status. */
const foreignLines = 6
const timeStamp = /^\s*\[?\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}[^\]\s]*\]?/

/** After the box of a title the first field comes sooner. */
const silentLines = 20

function sectionTitles(): string {
  return alternatives(statusSections.map((section) => section.title))
}

export const dsregcmdStatusReader: LineReader = {
  format: 'dsregcmd /status',
  starts: (text) => begins.test(text),
  read: (lines, start, source) => readStatus(lines, start, source, false),
}

/** `isJoinEnd`: what follows DSREGCMD_END_STATUS. Undefined when there is no field. */
export function readStatus(
  lines: readonly Line[],
  start: number,
  source: string,
  isJoinEnd: boolean,
): ReadResult | undefined {
  const facts = new Map<string, Fact>()
  let next = start
  let foreign = 0
  let isWhole = isJoinEnd
  for (let index = start; index < lines.length && foreign < foreignLines; index += 1) {
    const line = lines[index]
    if (line === undefined || (facts.size === 0 && index - start > silentLines)) break
    const [, label, value = ''] = field.exec(line.text) ?? []
    if (label !== undefined && isOfAnother(label, facts, isJoinEnd)) break
    if (label !== undefined) addField(facts, label, factAt(line, source, label, typedValue(label, value)))
    const isLast = label === undefined && ended.test(line.text)
    if (isLast && !/aadjerrors/.test(line.text)) break
    isWhole ||= isLast
    const rest = label === undefined ? line.text.replace(timeStamp, '') : ''
    const isBox = box.test(rest)
    if (isJoinEnd && isBox) break
    const belongs = label !== undefined || isLast || isBox
    if (belongs) next = index + 1
    foreign = belongs ? 0 : foreign + (rest.trim() === '' ? 0 : 1)
    if (isLast) break
  }
  if (facts.size === 0) return undefined
  return { readings: [statusOf(lines, start, next, source, facts, { isJoinEnd, isWhole })], next }
}

function statusOf(
  lines: readonly Line[],
  start: number,
  next: number,
  source: string,
  facts: ReadonlyMap<string, Fact>,
  { isJoinEnd, isWhole }: { isJoinEnd: boolean; isWhole: boolean },
): DsregcmdStatus {
  const clientTime = facts.get('Client Time')
  const isTimed = clientTime !== undefined && findUtcTime(clientTime.value) !== undefined
  return {
    kind: 'dsregcmd-status',
    source,
    firstLine: lines[start]?.number ?? 0,
    lastLine: lines[next - 1]?.number ?? 0,
    facts: Object.fromEntries(facts),
    isJoinEnd,
    ...(isTimed && { time: clientTime }),
    ...(!isWhole && { isCut: true }),
  }
}

/** A label that begins a status and is there already begins the next one. */
function isOfAnother(label: string, facts: ReadonlyMap<string, Fact>, isJoinEnd: boolean): boolean {
  if (isJoinEnd && label === 'DomainJoined') return true
  return facts.has(label) && (label === 'AzureAdJoined' || label === 'AzureAdPrt' || label === 'DeviceId')
}

/** The first of a name counts: a later section may say it again of something else. */
function addField(facts: Map<string, Fact>, label: string, fact: Fact): void {
  if (!facts.has(label)) facts.set(label, fact)
}

function typedValue(label: string, text: string): string {
  // `KeySignTest: : MUST Run elevated to test.` of older builds.
  const value = text.replace(/^:\s*/, '').trim()
  if (/Id$|ID$|Thumbprint/.test(label)) return findGuid(value) ?? value
  if (/ErrorCode$|^Attempt Status$/.test(label)) return findHexCode(value.split(' ')[0] ?? '') ?? value
  return findUtcTime(value) ?? value
}
