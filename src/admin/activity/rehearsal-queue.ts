import { IdpError } from '../../errors.ts'
import type {
  RehearsalPage,
  RehearsalProblem,
  RehearsalRecord,
  RehearsalRepository,
  RunRehearsal,
  WantedRehearsal,
} from '../../ports/rehearsals.ts'
import type { Clock, Randomness } from '../../ports.ts'

/**
 * Rehearsals that administrators asked this server for: one runs, a few wait, the rest is refused. Every step is stored as it ends, so
 * that any node can show it; one that is cancelled on another node is seen at the next beat.
 */

export interface RehearsalQueueOptions {
  readonly repository: RehearsalRepository
  readonly run: RunRehearsal
  readonly clock: Clock
  readonly randomness: Randomness
  readonly settingsVersion: () => number
  readonly warn: (text: string) => void
  /** How many may wait. */
  readonly waiting?: number
  /** How long one may run. */
  readonly milliseconds?: number
  readonly beatMilliseconds?: number
}

/** How many are kept, with the last that passed of each application. */
const kept = 100
const usual = { waiting: 5, milliseconds: 180_000, beatMilliseconds: 5000 }
/** One whose server was silent for so long has none. */
const silentMilliseconds = 60_000

interface Held {
  record: RehearsalRecord
  readonly abort: AbortController
  /** Writes in their order. */
  saved: Promise<unknown>
}

export class RehearsalQueue {
  readonly #options: RehearsalQueueOptions & typeof usual
  readonly #held: Held[] = []
  readonly #beating: NodeJS.Timeout
  #running: Promise<void> = Promise.resolve()
  #closed = false

  constructor(options: RehearsalQueueOptions) {
    this.#options = { ...usual, ...options }
    this.#beating = setInterval(() => this.#beat(), this.#options.beatMilliseconds).unref()
  }

  /** Stored, and begun when those before it have ended. Throws ADMIN_REHEARSALS_WAIT, STORAGE_…. */
  async start(wanted: WantedRehearsal, requestedBy: string): Promise<RehearsalRecord> {
    const { clock, randomness, repository, settingsVersion, waiting } = this.#options
    if (this.#closed || this.#held.length > waiting)
      throw new IdpError('ADMIN_REHEARSALS_WAIT', { waiting: Math.max(0, this.#held.length - 1) })
    const now = clock.now()
    const record: RehearsalRecord = {
      ...wanted,
      id: randomness.uuid(),
      state: 'waiting',
      requestedBy,
      settingsVersion: settingsVersion(),
      createdAt: now,
      beatAt: now,
      startedAt: undefined,
      finishedAt: undefined,
      steps: [],
      outcome: undefined,
      problem: undefined,
    }
    const held: Held = { record, abort: new AbortController(), saved: Promise.resolve() }
    // Before it is stored: of many that are asked for at once no more than these wait.
    this.#held.push(held)
    try {
      await repository.add(record, kept)
    } catch (error) {
      this.#release(held)
      throw error
    }
    this.#running = this.#running.then(() => this.#run(held))
    return record
  }

  /** As `record` with the state it has now. Throws ADMIN_REHEARSAL_ENDED. */
  async cancel(record: RehearsalRecord): Promise<RehearsalRecord> {
    const held = this.#held.find(({ record: { id } }) => id === record.id)
    const cancelled = {
      ...(held?.record ?? record),
      state: 'cancelled' as const,
      finishedAt: this.#options.clock.now(),
    }
    await held?.saved
    if (!(await this.#options.repository.update(cancelled)))
      throw new IdpError('ADMIN_REHEARSAL_ENDED', { rehearsal: record.id })
    held?.abort.abort()
    return cancelled
  }

  async find(id: string): Promise<RehearsalRecord | undefined> {
    const record = await this.#options.repository.find(id)
    return record && this.#asItIs(record)
  }

  /** As RehearsalRepository.list. */
  async list(...asked: Parameters<RehearsalRepository['list']>): Promise<RehearsalPage> {
    const { records, cursor } = await this.#options.repository.list(...asked)
    return { records: records.map((record) => this.#asItIs(record)), cursor }
  }

  /** Ends what runs and what waits. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#beating)
    for (const held of this.#held) this.#change(held, { state: 'interrupted', finishedAt: this.#options.clock.now() })
    for (const { abort } of this.#held) abort.abort()
    await this.#running
  }

  /** What is stored, or that nobody runs it any more. */
  #asItIs(record: RehearsalRecord): RehearsalRecord {
    const { state, beatAt } = record
    const isSilent = this.#options.clock.now().getTime() - beatAt.getTime() > silentMilliseconds
    return (state === 'waiting' || state === 'running') && isSilent ? { ...record, state: 'interrupted' } : record
  }

  async #run(held: Held): Promise<void> {
    const { clock, milliseconds, run } = this.#options
    const { signal } = held.abort
    try {
      if (signal.aborted) return
      this.#change(held, { state: 'running', startedAt: clock.now() })
      const limit = AbortSignal.timeout(milliseconds)
      const ended = await run(
        held.record,
        (step) => this.#change(held, { steps: [...held.record.steps, step] }),
        AbortSignal.any([signal, limit]),
      ).then(
        (outcome) => ({ state: outcome.passed ? ('passed' as const) : ('failed' as const), outcome }),
        (error: unknown) => ({
          state: 'failed' as const,
          problem: problemOf(
            limit.aborted ? new IdpError('ADMIN_REHEARSAL_TOO_LONG', { seconds: milliseconds / 1000 }) : error,
          ),
        }),
      )
      if (!signal.aborted) this.#change(held, { ...ended, finishedAt: clock.now() })
    } finally {
      await held.saved
      this.#release(held)
    }
  }

  /** In memory at once, in storage behind it. */
  #change(held: Held, changes: Partial<RehearsalRecord>): void {
    const record = { ...held.record, ...changes, beatAt: this.#options.clock.now() }
    held.record = record
    held.saved = held.saved.then(async () => {
      try {
        if (!(await this.#options.repository.update(record))) held.abort.abort()
      } catch (error) {
        this.#options.warn(`rehearsal ${record.id} cannot be stored: ${error instanceof Error ? error.message : error}`)
      }
    })
  }

  #beat(): void {
    for (const held of this.#held) this.#change(held, {})
  }

  #release(held: Held): void {
    this.#held.splice(this.#held.indexOf(held), 1)
  }
}

function problemOf(error: unknown): RehearsalProblem {
  const message = error instanceof Error ? error.message : String(error)
  const { code, means, fix } = error instanceof IdpError ? error : new IdpError('INTERNAL', { message }, error)
  return { code, means, fix }
}
