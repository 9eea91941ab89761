import type { z } from 'zod'
import { closestName } from './closest-name.ts'
import type { Problem } from './problem.ts'
import { pathText, type RawPath, valueAt } from './setting-path.ts'
import { findSettingSchema, type SettingSchema } from './setting-schema.ts'

type Issue = z.core.$ZodIssue

/** What zod found, in our words: one problem per setting, with what stands there unless it may be a secret. */
export function structureProblems(issues: readonly Issue[], document: unknown, schema: SettingSchema): Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, document, schema))
}

function problemsOf(issue: Issue, document: unknown, schema: SettingSchema): Problem[] {
  const raw: RawPath = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  const here = findSettingSchema(schema, raw.map(String))
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(pathText(document, [...raw, key]), key, here))
  const given = valueAt(document, raw)
  const [reason, fix] = wordsFor(issue, given, here)
  return [structureProblem(pathText(document, raw), shownValue(given, here), reason, fix)]
}

function unknownKey(path: string, key: string, parent: SettingSchema | undefined): Problem {
  const known = Object.keys(parent?.properties ?? {})
  const meant = closestName(key, known)
  const fix = meant === undefined ? `take it out; known here are ${known.join(', ')}` : `did you mean ${meant}?`
  return structureProblem(path, undefined, 'there is no such setting', fix)
}

function wordsFor(issue: Issue, given: unknown, schema: SettingSchema | undefined): [reason: string, fix: string] {
  const sentence = schema?.description === undefined ? '' : ` (${schema.description})`
  if (given === undefined) return ['it is missing', `add it${sentence}`]
  switch (issue.code) {
    case 'invalid_type':
      return [`must be ${kindWords(schema?.kind)}, but is ${valueWords(given)}`, typeFix(given, schema)]
    case 'invalid_value':
      return choiceWords(issue.values, given)
    case 'too_small':
      return [sizeWords('at least', issue.minimum, issue.origin), `correct it${sentence}`]
    case 'too_big':
      return [sizeWords('at most', issue.maximum, issue.origin), `correct it${sentence}`]
    default:
      return [issue.message, `correct it${sentence}`]
  }
}

function choiceWords(values: readonly unknown[], given: unknown): [string, string] {
  const texts = values.map(String)
  const meant = typeof given === 'string' ? closestName(given, texts) : undefined
  const fix = meant === undefined ? 'choose one of these' : `did you mean ${meant}?`
  return [texts.length === 1 ? `must be ${texts[0]}` : `must be one of ${texts.join(', ')}`, fix]
}

function sizeWords(bound: string, limit: number | bigint, origin: string): string {
  if (limit === 1 && bound === 'at least' && origin === 'string') return 'must not be empty'
  const unit: Readonly<Record<string, string>> = { string: ' characters', array: limit === 1 ? ' entry' : ' entries' }
  return `must ${unit[origin] === undefined ? 'be' : 'have'} ${bound} ${limit}${unit[origin] ?? ''}`
}

function kindWords(kind: SettingSchema['kind'] | undefined): string {
  const words = {
    object: 'a group of settings',
    list: 'a list',
    text: 'a text',
    number: 'a whole number',
    switch: 'true or false',
  }
  return kind === undefined ? 'something else' : words[kind]
}

function valueWords(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  const words: Readonly<Record<string, string>> = {
    object: 'a group of settings',
    string: 'a text',
    number: 'a number',
  }
  return words[typeof value] ?? 'true or false'
}

function typeFix(given: unknown, schema: SettingSchema | undefined): string {
  if (schema?.kind === 'text' && typeof given !== 'object') return 'put it in quotes'
  if (schema?.kind === 'switch') return 'write true or false, without quotes'
  if (schema?.kind === 'list') return 'write one entry per line, each after a dash'
  return given === null ? 'write a value, or take the line out' : 'write it as such'
}

/** Nothing that may be a secret: only where a plain value is expected and stands, and the schema does not forbid it. */
function shownValue(given: unknown, schema: SettingSchema | undefined): string | undefined {
  if (schema === undefined || schema.secret || schema.kind === 'object' || schema.kind === 'list') return undefined
  if (typeof given === 'string') return JSON.stringify(given.length > 80 ? `${given.slice(0, 80)}…` : given)
  return typeof given === 'number' || typeof given === 'boolean' ? String(given) : undefined
}

function structureProblem(path: string, value: string | undefined, reason: string, fix: string): Problem {
  return { severity: 'error', check: 'structure', waivable: false, path, line: undefined, value, reason, fix }
}
