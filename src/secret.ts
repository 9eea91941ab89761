import { inspect } from 'node:util'

/**
 * A value that must never be printed: passwords, private keys, tickets.
 * Printing, inspecting and serializing give `[redacted]`; `reveal` is the only way in, and tests/tree lists who calls it.
 */
export class Secret<T = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  reveal(): T {
    return this.#value
  }

  /** Whether both hide the same value; for noticing that a password changed. */
  hidesSame(other: Secret<T>): boolean {
    return this.#value === other.#value
  }

  toString(): string {
    return '[redacted]'
  }

  toJSON(): string {
    return '[redacted]'
  }

  [inspect.custom](): string {
    return '[redacted]'
  }
}
