import { parentPort, workerData } from 'node:worker_threads'
import { diagnose } from './diagnose.ts'
import type { ApartInput, ApartOptions } from './diagnose-apart.ts'

/** The thread of diagnose-apart.ts: one diagnosis, one message. */

const { inputs, ...options }: Omit<ApartOptions, 'milliseconds'> & { readonly inputs: readonly ApartInput[] } =
  workerData
parentPort?.postMessage(
  diagnose(
    inputs.map(({ source, bytes }) => ({ source, chunks: [bytes] })),
    options,
  ),
)
