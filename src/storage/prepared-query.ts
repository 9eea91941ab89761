import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { SqlValue } from './sqlite/worker-messages.ts'
import type { Tables } from './tables.ts'

/**
 * A query of every sign-in: built and compiled once, run with other parameters each time. Kysely builds and compiles anew at each call,
 * which costs more than the query. `build` gets a stand-in for each parameter, to be put where a value belongs and never looked at.
 */
export function preparedQuery<Parameters extends Readonly<Record<string, SqlValue>>, Row>(
  database: Kysely<Tables>,
  build: (parameters: Parameters) => Compilable<Row>,
): (parameters: Parameters) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined
  return async (values) => {
    compiled ??= build(standIns<Parameters>()).compile()
    const parameters = compiled.parameters.map((held) => (held instanceof StandIn ? held.in(values) : held))
    return (await database.executeQuery<Row>({ ...compiled, parameters })).rows
  }
}

class StandIn {
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  in(values: Readonly<Record<string, SqlValue>>): SqlValue {
    const value = values[this.#name]
    if (value === undefined) throw new Error(`the parameter ${this.#name} was left out`)
    return value
  }
}

/** The compiler passes a value on as it is; the type says what will stand there. */
function standIns<Parameters extends object>(): Parameters {
  return new Proxy({}, { get: (_, name) => new StandIn(String(name)) }) as Parameters
}
