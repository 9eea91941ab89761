import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Secret } from '../secret.ts'

/** Memory that is mounted as a folder on every Linux with a C library. */
const memoryFolder = '/dev/shm'

/**
 * A secret that a library insists on reading from a file: in memory, without a name anybody else could open.
 * It is closed when `close` was called and the last `use` has ended.
 */
export class PrivateFile {
  readonly #descriptor: number
  #users = 0
  #isClosing = false

  constructor(bytes: Secret<Uint8Array>) {
    const name = join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), `joinery-${randomBytes(12).toString('hex')}`)
    this.#descriptor = openSync(name, 'wx+', 0o600)
    unlinkSync(name)
    writeSync(this.#descriptor, bytes.reveal())
  }

  /** Gives a path that opens the file in this process only, until `run` has ended. */
  async use<T>(run: (path: string) => Promise<T>): Promise<T> {
    if (this.#isClosing) throw new TypeError('the file is closed')
    this.#users += 1
    try {
      return await run(`/proc/self/fd/${this.#descriptor}`)
    } finally {
      this.#users -= 1
      this.#closeWhenUnused()
    }
  }

  close(): void {
    if (this.#isClosing) return
    this.#isClosing = true
    this.#closeWhenUnused()
  }

  #closeWhenUnused(): void {
    if (this.#isClosing && this.#users === 0) closeSync(this.#descriptor)
  }
}
