import { labelWidth } from '../../entra/dsregcmd-status-fields.ts'

/** Values by field name. A field that is not there is not printed; an empty one is printed without a value. */
export type FieldValues = Readonly<Record<string, string>>

/** `             AzureAdJoined : YES`: label right-aligned, longer ones run over. */
export function printFields(fields: readonly string[], values: FieldValues): readonly string[] {
  return fields.flatMap((field) => {
    const value = values[field]
    if (value === undefined) return []
    return [`${field.padStart(labelWidth)} :${value === '' ? '' : ` ${value}`}`]
  })
}

/** `2025-07-10 16:52:13.000 UTC`: Windows prints milliseconds and always means whole seconds. */
export function printTime(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')}.000 UTC`
}

/** `[ 2025-07-10 16:52:13.000 UTC -- 2035-07-10 17:22:13.000 UTC ]` */
export function printValidity(notBefore: Date, notAfter: Date): string {
  return `[ ${printTime(notBefore)} -- ${printTime(notAfter)} ]`
}
