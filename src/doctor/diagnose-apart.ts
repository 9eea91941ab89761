import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { IdpError } from '../errors.ts'
import type { Diagnosis } from './diagnosis.ts'

/** A diagnosis in a thread of its own, so that a server goes on signing people in while somebody has a long log read. */

export interface ApartInput {
  readonly source: string
  readonly bytes: Uint8Array
}

export interface ApartOptions {
  readonly only?: readonly string[]
  readonly share?: boolean
  /** As for diagnose. */
  readonly now?: Date
  /** Then the thread is ended. */
  readonly milliseconds?: number
}

/** What hostile input may take of the server's memory. */
const resourceLimits = { maxOldGenerationSizeMb: 256 }
const usualMilliseconds = 60_000

/** Throws DOCTOR_GAVE_UP when it takes too long or too much memory. */
export async function diagnoseApart(inputs: readonly ApartInput[], options: ApartOptions = {}): Promise<Diagnosis> {
  const { milliseconds = usualMilliseconds, ...workerData } = { ...options, inputs }
  const file = new URL(`./diagnosis-worker${extname(import.meta.url)}`, import.meta.url)
  const execArgv = ['--disable-warning=ExperimentalWarning']
  const worker = new Worker(file, { workerData, name: 'doctor', execArgv, resourceLimits })
  const timer = setTimeout(() => void worker.terminate(), milliseconds)
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve).once('error', reject)
      worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)))
    })
  } catch (cause) {
    throw new IdpError(
      'DOCTOR_GAVE_UP',
      { seconds: milliseconds / 1000, megabytes: resourceLimits.maxOldGenerationSizeMb },
      cause,
    )
  } finally {
    clearTimeout(timer)
    void worker.terminate()
  }
}
