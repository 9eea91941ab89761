import assert from 'node:assert/strict'
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'

// scripts/setup.sh in a checkout of its own, on a machine whose dpkg, apt, npm, sudo and root are told what to be.

const checkout = resolve(import.meta.dirname, '../../..')
const policy = '#!/bin/sh\nexit 0\n'
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'joinery-setup-'))
  for (const name of ['bin', 'scripts', 'machine']) mkdirSync(join(folder, name))
  copyFileSync(join(checkout, 'scripts/setup.sh'), join(folder, 'scripts/setup.sh'))
  writeFileSync(join(folder, 'package-lock.json'), '{}')
  script('bin/node', 'echo v24')
  // Only these of the real machine: a sudo or systemctl that is there must not be found.
  for (const tool of ['awk', 'cat', 'chmod', 'comm', 'cut', 'dirname', 'env', 'flock', 'grep', 'mkdir', 'mktemp'])
    symlinkSync(`/usr/bin/${tool}`, join(folder, 'machine', tool))
  for (const tool of ['mv', 'readlink', 'rm', 'sed', 'sh', 'sha256sum', 'sort', 'tee', 'uname'])
    symlinkSync(`/usr/bin/${tool}`, join(folder, 'machine', tool))
  machine({})
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function script(name: string, body: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`)
  chmodSync(join(folder, name), 0o755)
}

interface Machine {
  /** Debian packages it lacks. */
  readonly lacks?: readonly string[]
  readonly userId?: number
  /** Packages no list names. */
  readonly unknown?: readonly string[]
  readonly aptInstall?: string
  readonly npmCi?: string
}

/** `calls` gets a line for everything that would change the machine. */
function machine({
  lacks = [],
  userId = 0,
  unknown = [],
  aptInstall = '',
  npmCi = 'mkdir -p node_modules',
}: Machine): void {
  const calls = join(folder, 'calls')
  const among = (names: readonly string[]) => names.join('|') || '-'
  const each = `case "$package" in ${among(lacks)}) echo "not-installed $package" ;; *) echo "installed $package" ;; esac`
  const all = join(folder, 'installed')
  script('machine/dpkg-query', `shift 2; [ $# != 0 ] || cat ${all}; for package in "$@"; do ${each}; done`)
  writeFileSync(all, 'installed base-files\n')
  script('machine/id', `echo ${userId}`)
  script('machine/node', 'exit 0')
  script(
    'machine/npm',
    `echo "npm $* nodedir=$npm_config_nodedir source=$npm_config_build_from_source" >>${calls}\n${npmCi}`,
  )
  script('machine/apt-get', `echo "apt-get $*" >>${calls}\ncase "$*" in *install*) ${aptInstall || ':'} ;; esac`)
  script('machine/apt-cache', `case "$2" in ${among(unknown)}) exit 100 ;; esac`)
}

function setup(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(join(folder, 'scripts/setup.sh'), args, {
    env: { PATH: join(folder, 'machine'), TMPDIR: folder, JOINERY_POLICY_RC_D: join(folder, 'policy-rc.d') },
    encoding: 'utf8',
  })
}

function calls(): string {
  return existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : ''
}

test('with everything there it says nothing and does nothing', () => {
  assert.equal(setup().status, 0)
  const before = calls()
  const again = setup()
  assert.deepEqual([again.status, again.stdout, again.stderr], [0, '', ''])
  assert.equal(calls(), before)
})

test('npm packages are installed from the lockfile, from source, with the headers of the pinned Node', () => {
  assert.equal(setup().status, 0)
  assert.match(calls(), /^npm ci .* nodedir=\S+\/node_modules\/node-linux-(x64|arm64) source=true$/m)
})

test('another lockfile, or a failed installation, means npm again', () => {
  machine({ npmCi: 'exit 1' })
  assert.equal(setup().status, 3)
  machine({})
  assert.equal(setup().status, 0)
  writeFileSync(join(folder, 'package-lock.json'), '{"other":1}')
  assert.equal(setup().status, 0)
  assert.equal(calls().match(/^npm ci/gm)?.length, 3)
})

test('a node_modules that is a link is somebody else’s and stays as it is', () => {
  mkdirSync(join(folder, 'elsewhere'))
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'node_modules'))
  assert.equal(setup().status, 0)
  assert.equal(calls(), '')
})

test('the test group asks for more packages than the demo', () => {
  machine({ lacks: ['postgresql'] })
  assert.doesNotMatch(setup().stderr, /postgresql/)
  assert.match(setup('test').stderr, /^ {2}postgresql +the second database/m)
})

test('a server needs nothing of the lab, and a rehearsal needs what judges it', () => {
  machine({ lacks: ['samba', 'chromium', 'xmlsec1'] })
  const { stderr } = setup('server')
  assert.doesNotMatch(stderr, /samba|chromium/)
  assert.match(stderr, /^ {2}xmlsec1 +judges/m)
})

test('missing packages are listed with their reason, then installed without questions or recommendations', () => {
  machine({ lacks: ['xmlsec1', 'krb5-user'] })
  const { status, stderr } = setup()
  assert.equal(status, 0)
  assert.match(stderr, /^ {2}xmlsec1 +judges our signatures in rehearsals with other code than ours$/m)
  assert.match(stderr, /^ {2}krb5-user +tickets for the simulated device/m)
  assert.doesNotMatch(stderr, /samba/)
  assert.match(calls(), /^apt-get install -y -q --no-install-recommends .* krb5-user xmlsec1$/m)
})

test('without root and sudo it names what is missing and why, and changes nothing', () => {
  machine({ lacks: ['xmlsec1'], userId: 1000 })
  const { status, stderr } = setup()
  assert.equal(status, 3)
  assert.match(stderr, /^ {2}xmlsec1: judges our signatures/m)
  assert.match(stderr, /^hint: run the same command as root/m)
  assert.equal(calls(), '')
})

test('a package no list names stops it before anything is installed, npm packages included', () => {
  machine({ lacks: ['samba-ad-dc', 'xmlsec1'], unknown: ['samba-ad-dc'] })
  const { status, stderr } = setup()
  assert.equal(status, 3)
  assert.match(stderr, /^ {2}samba-ad-dc: its LDAP server and KDC$/m)
  assert.doesNotMatch(calls(), /install|npm/)
})

test('without npm it says so before anything is installed', () => {
  machine({ lacks: ['xmlsec1'] })
  rmSync(join(folder, 'machine/npm'))
  const { status, stderr } = setup()
  assert.equal(status, 3)
  assert.match(stderr, /^error: npm is missing: it installs the packages of package-lock.json$/m)
  assert.equal(calls(), '')
})

test('while packages are installed no daemon may start; afterwards the policy is as it was, also after a failure', () => {
  const policyFile = join(folder, 'policy-rc.d')
  const asked = 'code=0; "$JOINERY_POLICY_RC_D" smbd start || code=$?; echo "policy $code" >>"${0%/*}/../calls"'
  for (const before of [undefined, policy]) {
    for (const end of ['exit 0', 'exit 100', 'kill -TERM $PPID; exit 0']) {
      rmSync(policyFile, { force: true })
      rmSync(join(folder, 'calls'), { force: true })
      if (before !== undefined) script('policy-rc.d', 'exit 0')
      machine({ lacks: ['xmlsec1'], aptInstall: `${asked}; ${end}` })
      const { status } = setup()
      assert.equal(status === 0, end === 'exit 0')
      assert.match(calls(), /^policy 101$/m)
      assert.equal(existsSync(policyFile) ? readFileSync(policyFile, 'utf8') : undefined, before)
      assert.equal(existsSync(`${policyFile}.before-joinery`), false)
    }
  }
})

test('a policy that already forbids starts is left alone', () => {
  script('policy-rc.d', 'exit 101')
  machine({ lacks: ['xmlsec1'], aptInstall: 'cat "$JOINERY_POLICY_RC_D" >>"${0%/*}/../calls"' })
  assert.equal(setup().status, 0)
  assert.match(calls(), /^exit 101$/m)
  assert.equal(readFileSync(join(folder, 'policy-rc.d'), 'utf8'), '#!/bin/sh\nexit 101\n')
})

test('daemons that came with the packages do not start at the next boot, those of before still do', () => {
  const units = '/lib/systemd/system/$2d.service\\n/usr/lib/systemd/system/$2@.service\\n/usr/bin/$2'
  script('machine/dpkg', `printf "${units}\\n"`)
  script('machine/systemctl', `echo "systemctl $*" >>${join(folder, 'calls')}`)
  machine({ lacks: ['samba'], aptInstall: `echo "installed smb" >>${join(folder, 'installed')}` })
  assert.equal(setup().status, 0)
  assert.match(calls(), /^systemctl disable --quiet smbd\.service$/m)
})

test('wrong use is refused', () => {
  assert.equal(setup('everything').status, 2)
})

test('on a terminal it waits for a yes, and installs nothing without', () => {
  machine({ lacks: ['xmlsec1'] })
  const onTerminal = (answer: string, ...args: readonly string[]) =>
    spawnSync('script', ['-qec', [join(folder, 'scripts/setup.sh'), ...args].join(' '), '/dev/null'], {
      env: {
        PATH: `${join(folder, 'machine')}`,
        TMPDIR: folder,
        JOINERY_POLICY_RC_D: join(folder, 'policy-rc.d'),
        SHELL: '/bin/sh',
      },
      encoding: 'utf8',
      input: answer,
    })
  symlinkSync('/usr/bin/script', join(folder, 'machine/script'))
  const refused = onTerminal('n\n')
  assert.match(refused.stdout, /Install these\? \[y\/N\]/)
  assert.equal(refused.status, 3)
  assert.equal(calls(), '')
  assert.equal(onTerminal('', '--yes').status, 0)
  assert.match(calls(), /^apt-get install/m)
  machine({ lacks: ['krb5-user'] })
  assert.equal(onTerminal('y\n').status, 0)
  assert.match(calls(), /^apt-get install .* krb5-user$/m)
})
