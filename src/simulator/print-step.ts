import { type Step, stepNames } from './device/record-steps.ts'

const width = Math.max(...stepNames.map((name) => name.length))

/** `  ok    mex            https://… (WS-Trust 1.3)  28 ms`: one line as the step ends. */
export function printStep({ name, outcome, detail, ms }: Step): string {
  const mark = outcome === 'ok' ? 'ok    ' : 'FAILED'
  return `  ${mark} ${name.padEnd(width)}  ${detail}  ${ms} ms`
}
