/** So many at a time; the others wait in line, each no longer than it may. */
export class Slots {
  #free: number
  readonly #line: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  get waiting(): number {
    return this.#line.length
  }

  /** Resolves to false when no slot came free within the milliseconds. Whoever got one gives it back. */
  take(milliseconds: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free -= 1
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const called = () => {
        clearTimeout(timer)
        resolve(true)
      }
      const timer = setTimeout(() => {
        this.#line.splice(this.#line.indexOf(called), 1)
        resolve(false)
      }, milliseconds)
      this.#line.push(called)
    })
  }

  give(): void {
    const next = this.#line.shift()
    if (next) next()
    else this.#free += 1
  }
}
