import { spawn } from 'node:child_process'
import { IdpError } from '../errors.ts'

/** The Debian package that brings each tool the lab runs, so that a missing one is named with its remedy. */
const packageOf: Readonly<Record<string, string>> = {
  samba: 'samba',
  openssl: 'openssl',
  'samba-tool': 'samba',
  ldbmodify: 'ldb-tools',
  ldapsearch: 'ldap-utils',
  kinit: 'krb5-user',
  kvno: 'krb5-user',
  klist: 'krb5-user',
}

export interface ToolOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  readonly cwd?: string
  readonly timeoutMs?: number
}

/**
 * An environment of our own: a KRB5_CONFIG or ticket cache of the caller's shell must never leak into the lab.
 * JOINERY_TEST_RUN goes along: by it scripts/test.sh finds what a test left running.
 */
export function toolEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = '', JOINERY_TEST_RUN = '' } = process.env
  return { PATH: `${PATH}:/usr/sbin:/usr/bin:/sbin:/bin`, LC_ALL: 'C.UTF-8', TZ: 'UTC', JOINERY_TEST_RUN, ...extra }
}

/**
 * Runs one command to its end and gives its standard output.
 * Throws LAB_TOOL_MISSING and LAB_TOOL_FAILED. The tool is killed when this process dies (setpriv --pdeathsig).
 */
export async function runTool(tool: string, args: readonly string[], options: ToolOptions = {}): Promise<string> {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', tool, ...args], {
    env: toolEnvironment(options.env),
    cwd: options.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: options.timeoutMs ?? 60_000,
    killSignal: 'SIGKILL',
  })
  const output: string[] = []
  const errors: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text))
  // A tool that ends without reading its input is judged by its exit code, not by the broken pipe.
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  const exit = await new Promise<string>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(String(signal ?? code)))
  })
  if (exit === '0') return output.join('')
  const said = [...errors, ...output].join('').trim().split('\n').slice(-5).join(' | ')
  if (exit === '127') throw new IdpError('LAB_TOOL_MISSING', { tool, package: packageOf[tool] })
  throw new IdpError('LAB_TOOL_FAILED', { tool, exit, said })
}
