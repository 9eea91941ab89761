/** What a command may touch of the terminal. Results go to stdout, everything else to stderr. */
export interface Io {
  stdout(text: string): void
  stderr(text: string): void
  /** The whole of standard input as UTF-8. */
  stdin(): Promise<string>
}

/** 0 well, 1 a problem was found, 2 used wrongly, 3 could not run. */
export type ExitCode = 0 | 1 | 2 | 3

export type Command = (args: readonly string[], io: Io) => Promise<ExitCode>
