import type { Logger } from 'pino'

export interface Stop {
  readonly reason: string
  /** 3 where an error ended the server that nobody had foreseen: whoever watches over it shall start it again. */
  readonly exitCode: 0 | 3
}

/**
 * Resolves on SIGTERM, SIGINT, or the end of the parent that started us with a channel: a server must not outlive its demo.
 * A promise that failed unseen has spoilt nothing but its own work: it is logged, and the server goes on, so that no request
 * can end it that way. After an exception that nobody caught nothing is certain: the server stops in order and says so.
 */
export function untilStopped(log: Pick<Logger, 'error' | 'fatal'>): Promise<Stop> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => resolve({ reason: signal, exitCode: 0 }))
    process.once('disconnect', () => resolve({ reason: 'the parent process ended', exitCode: 0 }))
    // Listening for it would keep a process alive whose start has failed.
    process.channel?.unref()
    process.on('unhandledRejection', (error) =>
      log.error({ err: error }, 'a promise failed unseen: a defect of Joinery'),
    )
    process.on('uncaughtException', (error) => {
      log.fatal({ err: error }, 'an exception was not caught: a defect of Joinery')
      resolve({ reason: 'an exception was not caught', exitCode: 3 })
    })
  })
}
