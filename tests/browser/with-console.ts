import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before } from 'node:test'
import { promisify } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import { stringify } from 'yaml'
import { type LabInstallation, startLabInstallation } from '../../src/cli/lab/start-lab-installation.ts'
import { spawnServer } from '../../src/cli/spawn-server.ts'
import type { BootSettings } from '../../src/config/boot-settings.ts'
import { parseBootSettings } from '../../src/config/read-boot-settings.ts'
import type { Role } from '../../src/config/roles.ts'
import { createCertificateAuthority } from '../../src/lab/certificate-authority.ts'
import { beginSessions } from './begin-sessions.ts'
import { makeTokens } from './make-tokens.ts'

/**
 * The built console of a running server in Debian's Chromium, for the tests of a file. A test visits a page as an administrator of some
 * role; whatever the browser complains of on the way (errors, the policy, failed calls) fails the test.
 */
export interface ConsoleStage {
  /** Only on a lab. */
  readonly installation: LabInstallation
  readonly boot: BootSettings
  /** `https://name:port`, without a slash at the end. */
  readonly address: string
  readonly browser: Browser
  /** For calls of the API beside the browser. */
  readonly tokens: Readonly<Record<Role, string>>
  /** A new browser window, signed in, at this path below /console. */
  visit(path: string, run: (page: Page) => Promise<void>, options?: VisitOptions): Promise<void>
}

export interface VisitOptions {
  /** owner, where left out. */
  readonly role?: Role
  /** What the browser may complain of, as where a test asks for what is refused. */
  readonly expected?: readonly RegExp[]
}

interface Place {
  readonly boot: BootSettings
  readonly address: string
  readonly resolverRules: string
  readonly installation?: LabInstallation
  stop(): Promise<void>
}

/**
 * lab: a whole installation with its domain, tenant and computers (some 15 s). bare: a server that nothing has been set on (2 s).
 * `prepare` runs once, before the first test.
 */
export function withConsole(
  kind: 'lab' | 'bare',
  prepare = async (_stage: ConsoleStage): Promise<void> => {},
): ConsoleStage {
  let place: Place | undefined
  let tokens: Readonly<Record<Role, string>> | undefined
  let cookies: Readonly<Record<Role, string>> | undefined
  let browser: Browser | undefined
  const get = <T>(value: T | undefined): T => {
    assert.ok(value, 'the console is there only inside of tests')
    return value
  }
  const stage: ConsoleStage = {
    get installation() {
      return get(place?.installation)
    },
    get boot() {
      return get(place).boot
    },
    get address() {
      return get(place).address
    },
    get browser() {
      return get(browser)
    },
    get tokens() {
      return get(tokens)
    },
    visit: (path, run, options = {}) => visit(stage, get(cookies), path, run, options),
  }
  before(async () => {
    await promisify(execFile)(resolve(import.meta.dirname, '../../scripts/build-console.sh'))
    place = await (kind === 'lab' ? startLabPlace() : startBarePlace())
    tokens = await makeTokens(place.boot)
    cookies = await beginSessions(place.boot)
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      // No passkeys where the certificate is not believed, and an exception for the page alone does not do.
      args: ['--no-sandbox', '--ignore-certificate-errors', `--host-resolver-rules=${place.resolverRules}`],
    })
    await prepare(stage)
  })
  after(async () => {
    await browser?.close()
    await place?.stop()
  })
  return stage
}

async function startLabPlace(): Promise<Place> {
  const installation = await startLabInstallation()
  const { boot, names, domain, server } = installation
  return {
    installation,
    boot,
    address: `https://${names.stsHost}:${server.adminPort}`,
    resolverRules: `MAP ${names.stsHost} ${domain.address}`,
    stop: () => installation.stop(),
  }
}

const bareHost = 'sts.example.test'

async function startBarePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-console-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const authority = await createCertificateAuthority(folder, Date.now())
    const tls = await authority.issue({ name: 'sts', dnsNames: [bareHost] })
    const anyPort = { host: '127.0.0.1', port: 0 }
    const text = stringify({
      publicUrl: `https://${bareHost}`,
      listen: { public: anyPort, admin: anyPort },
      tls: { certificate: tls.certificateFile, key: tls.keyFile },
      dataDirectory: join(folder, 'data'),
      dataKeyFile: join(folder, 'data.key'),
    })
    const bootFile = join(folder, 'joinery.yaml')
    await writeFile(bootFile, text)
    const server = await spawnServer({ bootFile })
    const stop = async (): Promise<void> => {
      await server.stop()
      await remove()
    }
    return {
      boot: parseBootSettings({ text, environment: {} }),
      address: `https://${bareHost}:${server.adminPort}`,
      resolverRules: `MAP ${bareHost} 127.0.0.1`,
      stop,
    }
  } catch (error) {
    await remove()
    throw error
  }
}

async function visit(
  stage: ConsoleStage,
  cookies: Readonly<Record<Role, string>>,
  path: string,
  run: (page: Page) => Promise<void>,
  { role = 'owner', expected = [] }: VisitOptions,
): Promise<void> {
  const context = await stage.browser.newContext({
    viewport: { width: 1280, height: 860 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  context.setDefaultTimeout(10_000)
  try {
    await context.addCookies([{ ...cookie, value: cookies[role], url: stage.address }])
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${message.location().url}`)
    })
    await page.goto(`${stage.address}/console${path}`)
    await run(page)
    const unexpected = complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)))
    assert.deepEqual(unexpected, [])
  } finally {
    await context.close()
  }
}

const cookie = { name: '__Host-joinery-console', httpOnly: true, secure: true, sameSite: 'Strict' } as const

/** Until an expression is true in the page; the policy forbids playwright's own way, which evaluates text there. */
export async function until(page: Page, expression: string): Promise<void> {
  const deadline = Date.now() + 5000
  while ((await page.evaluate(expression)) !== true) {
    assert.ok(Date.now() < deadline, `never true: ${expression}`)
    await page.waitForTimeout(30)
  }
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Nothing that axe finds serious or critical, in the colours that are shown now. */
export async function expectAccessible(page: Page): Promise<void> {
  // Colours that are still on their way to others would be judged half way. A cursor blinks for ever.
  await until(
    page,
    'document.getAnimations().every((each) => each.playState !== "running" || each.effect.getTiming().iterations === Infinity)',
  )
  await page.evaluate(await readFile(axeFile, 'utf8'))
  const found = await page.evaluate('axe.run({ resultTypes: ["violations"] })')
  assert.ok(typeof found === 'object' && found !== null && 'violations' in found && Array.isArray(found.violations))
  const serious = found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node: { html: string }) => node.html).join('\n')}`)
  assert.deepEqual(serious, [])
}

const looks = [
  { look: 'light', colorScheme: 'light', width: 1280 },
  { look: 'dark', colorScheme: 'dark', width: 1280 },
  { look: 'phone', colorScheme: 'light', width: 390 },
] as const

/**
 * Pictures for people to look at, in build/screenshots; no test compares them. Each look is held to axe, and to having no part beyond
 * the edge of the screen.
 */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = resolve(import.meta.dirname, '../../build/screenshots')
  await mkdir(folder, { recursive: true })
  const before = page.viewportSize() ?? { width: 1280, height: 860 }
  for (const { look, colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 860 })
    await page.waitForTimeout(150)
    await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true, animations: 'disabled' })
    await expectAccessible(page)
    const excess = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
    assert.ok(
      typeof excess === 'number' && excess <= 0,
      `${name}: ${excess} pixels lie beyond the right edge at ${width}`,
    )
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(before)
}
