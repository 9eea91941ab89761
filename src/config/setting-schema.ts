import { z } from 'zod'

/**
 * The schema of settings as a plain tree: what documentation, `config explain`, problem texts and the order of exports
 * are made from. Out of zod's JSON Schema, so that nothing is said twice.
 */
export interface SettingSchema {
  readonly kind: 'object' | 'list' | 'text' | 'number' | 'switch'
  readonly description: string | undefined
  /** undefined: none. */
  readonly default: unknown
  readonly required: boolean
  readonly nullable: boolean
  /** Never shown, logged or exported. */
  readonly secret: boolean
  readonly choices: readonly unknown[] | undefined
  readonly minimum: number | undefined
  readonly maximum: number | undefined
  /** Of an object, in the order of the schema. */
  readonly properties: Readonly<Record<string, SettingSchema>>
  /** Of a list. */
  readonly items: SettingSchema | undefined
}

type JsonSchema = z.core.JSONSchema.BaseSchema

export function settingSchemaOf(schema: z.ZodType): SettingSchema {
  return nodeOf(z.toJSONSchema(schema, { io: 'input' }), true)
}

/** The schema of a path; segments of list entries are passed over, whatever they are. */
export function findSettingSchema(schema: SettingSchema, segments: readonly string[]): SettingSchema | undefined {
  return segments.reduce<SettingSchema | undefined>(
    (at, segment) => (at?.kind === 'list' ? at.items : at && findProperty(at, segment)),
    schema,
  )
}

export function findProperty(schema: SettingSchema, name: string): SettingSchema | undefined {
  return Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
}

const kinds: Readonly<Record<string, SettingSchema['kind']>> = {
  object: 'object',
  array: 'list',
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'switch',
}

function nodeOf(json: JsonSchema, required: boolean): SettingSchema {
  const alternatives = json.anyOf ?? []
  const shape = alternatives.find((part) => part.type !== 'null') ?? json
  const kind = kinds[String(shape.type)]
  if (kind === undefined) throw new Error(`a setting of the type ${shape.type} is not foreseen`)
  return {
    kind,
    description: json.description ?? shape.description,
    default: json.default,
    // What the default values of with-presets.ts fill in may be left out.
    required: required && json.default === undefined && json.preset !== true,
    nullable: alternatives.some((part) => part.type === 'null'),
    secret: json.writeOnly === true,
    choices: shape.const === undefined ? shape.enum : [shape.const],
    minimum: shape.minimum,
    maximum: shape.maximum,
    properties: propertiesOf(shape),
    items: isSchema(shape.items) ? nodeOf(shape.items, false) : undefined,
  }
}

function propertiesOf(shape: JsonSchema): Record<string, SettingSchema> {
  const entries = Object.entries(shape.properties ?? {}).flatMap(([name, inner]) =>
    isSchema(inner) ? [[name, nodeOf(inner, shape.required?.includes(name) === true)] as const] : [],
  )
  return Object.fromEntries(entries)
}

function isSchema(value: JsonSchema['items']): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
