import { DeviceFailure } from './device-failure.ts'

/** The steps of a device, in the order in which Windows takes them. */
export const stepNames = [
  'pre-check',
  'tenant',
  'discover',
  'realm',
  'mex',
  'ticket',
  'assertion',
  'access-token',
  'join',
  'sync-join',
  'prt-nonce',
  'prt-assertion',
  'prt',
  'browser',
] as const
export type StepName = (typeof stepNames)[number]

export interface Step {
  readonly name: StepName
  readonly outcome: 'ok' | 'failed'
  /** What was learned, or what went wrong, in a sentence; never a token. */
  readonly detail: string
  readonly ms: number
}

export interface StepRecorder {
  readonly steps: readonly Step[]
  /** Runs one step; `describe` says what came of it, an Error that it failed but the device goes on. A failure is thrown on. */
  step<T>(name: StepName, run: () => Promise<T>, describe: (result: T) => string | Error): Promise<T>
}

export function recordSteps(onStep: (step: Step) => void): StepRecorder {
  const steps: Step[] = []
  const add = (step: Step): void => {
    steps.push(step)
    onStep(step)
  }
  return {
    steps,
    async step(name, run, describe) {
      const start = performance.now()
      const ms = (): number => Math.round(performance.now() - start)
      try {
        const result = await run()
        const said = describe(result)
        add({ name, outcome: said instanceof Error ? 'failed' : 'ok', detail: describeOutcome(said), ms: ms() })
        return result
      } catch (error) {
        add({ name, outcome: 'failed', detail: describeOutcome(error), ms: ms() })
        throw error
      }
    },
  }
}

function describeOutcome(error: unknown): string {
  if (error instanceof DeviceFailure) return `${error.message} (${error.facts.hresult})`
  return error instanceof Error ? error.message : String(error)
}
