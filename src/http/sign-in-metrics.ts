import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { SignInRecord } from '../ports.ts'

/** Counters for operators: attempts by outcome and code, time by stage. No names of people or devices. */
export interface SignInMetrics {
  readonly registry: Registry
  observe(record: SignInRecord): void
}

export function createSignInMetrics(): SignInMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'joinery_' })
  const attempts = new Counter({
    name: 'joinery_sign_ins_total',
    help: 'Attempts, by endpoint, outcome and error code.',
    labelNames: ['endpoint', 'outcome', 'code'],
    registers: [registry],
  })
  const stages = new Histogram({
    name: 'joinery_stage_seconds',
    help: 'Time in each stage, by outcome.',
    labelNames: ['stage', 'outcome'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  })
  return {
    registry,
    observe: (record) => {
      attempts.inc({ endpoint: record.endpoint, outcome: record.outcome, code: record.code ?? '' })
      for (const { stage, outcome, milliseconds } of record.stages)
        stages.observe({ stage, outcome }, milliseconds / 1000)
    },
  }
}
