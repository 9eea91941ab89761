import { Counter, Gauge, type Registry } from 'prom-client'
import type { Readiness } from './admin-listener.ts'

export interface ServerMetricSources {
  /** As /readyz answers; it is asked at each scrape. */
  readonly readiness: () => Promise<Readiness>
  readonly signInLog: { readonly waiting: number; readonly lost: number }
}

/** For operators: what a token needs and whether it is there (each gateway, the database, each application's key), and the log that waits. */
export function registerServerMetrics(registry: Registry, { readiness, signInLog }: ServerMetricSources): void {
  let asking: Promise<Readiness> | undefined
  // One answer serves both.
  const ask = (): Promise<Readiness> => {
    asking ??= readiness().finally(() => {
      asking = undefined
    })
    return asking
  }
  new Gauge({
    name: 'joinery_check',
    help: 'What /readyz looks at: 1 where it is well.',
    labelNames: ['check'],
    registers: [registry],
    async collect() {
      const { checks } = await ask()
      this.reset()
      for (const [check, answer] of Object.entries(checks)) this.set({ check }, answer === 'ok' ? 1 : 0)
    },
  })
  new Gauge({
    name: 'joinery_warnings',
    help: 'What /readyz warns of: nothing fails yet.',
    registers: [registry],
    async collect() {
      this.set((await ask()).warnings.length)
    },
  })
  new Gauge({
    name: 'joinery_sign_in_log_waiting',
    help: 'Sign-in records that wait to be written.',
    registers: [registry],
    collect() {
      this.set(signInLog.waiting)
    },
  })
  new Counter({
    name: 'joinery_sign_in_log_lost_total',
    help: 'Sign-in records that could not be written since the start.',
    registers: [registry],
    collect() {
      this.reset()
      this.inc(signInLog.lost)
    },
  })
}
