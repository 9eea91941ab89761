import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { problemText } from '../../../src/config/problem.ts'
import {
  type BootSources,
  parseBootSettings,
  readBootSettings,
  variableName,
} from '../../../src/config/read-boot-settings.ts'

const read = (changes: Partial<BootSources>) => readBootSettings({ environment: {}, publicUrlNeeded: true, ...changes })
const problemsOf = (changes: Partial<BootSources>) => read(changes).problems.map(problemText)

test('publicUrl is enough; the rest has defaults', () => {
  const { settings, problems } = read({ text: 'publicUrl: https://sts.example.com' })
  assert.deepEqual(problems, [])
  assert.deepEqual(settings, {
    publicUrl: 'https://sts.example.com',
    listen: { public: { host: '0.0.0.0', port: 443 }, admin: { host: '127.0.0.1', port: 9443, hostNames: [] } },
    trustedProxies: [],
    dataDirectory: '/var/lib/joinery',
    dataKeyFile: '/etc/joinery/data.key',
    logLevel: 'info',
  })
})

test('the environment goes over the file, the command line over both, and each is told apart', () => {
  const { settings, origins } = read({
    text: 'publicUrl: https://a.example\ndataDirectory: /file\nlogLevel: debug\nlisten: { public: { port: 1 } }',
    environment: {
      JOINERY_PUBLIC_URL: 'https://b.example',
      JOINERY_DATA_DIRECTORY: '/environment',
      JOINERY_LISTEN_PUBLIC_PORT: '8443',
      JOINERY_TRUSTED_PROXIES: '10.0.0.1, 10.0.0.2',
    },
    commandLine: { dataDirectory: '/command' },
  })
  assert.equal(settings?.publicUrl, 'https://b.example')
  assert.equal(settings?.dataDirectory, '/command')
  assert.equal(settings?.listen.public.port, 8443)
  assert.deepEqual(settings?.trustedProxies, ['10.0.0.1', '10.0.0.2'])
  assert.deepEqual(Object.fromEntries(origins), {
    publicUrl: 'JOINERY_PUBLIC_URL',
    'listen/public/port': 'JOINERY_LISTEN_PUBLIC_PORT',
    trustedProxies: 'JOINERY_TRUSTED_PROXIES',
    dataDirectory: 'the command line',
    logLevel: 'the file',
  })
})

test('without publicUrl a server does not start, and a command that only reads does', () => {
  assert.deepEqual(problemsOf({}), ['publicUrl: it is missing; add it (The address clients and Entra use.)'])
  const { settings } = read({ publicUrlNeeded: false, commandLine: { dataDirectory: '/d' } })
  assert.equal(settings?.dataDirectory, '/d')
})

test('an address that is not https, or has a path, is refused', () => {
  for (const url of [
    'http://sts.example.com',
    'https://sts.example.com/x',
    'https://user@sts.example.com',
    'sts.example.com',
  ])
    assert.match(problemsOf({ text: `publicUrl: ${url}` })[0] ?? '', /https address without a path/, url)
  for (const url of ['https://sts.example.com', 'https://sts.example.com/', 'https://127.0.0.1:8443'])
    assert.deepEqual(problemsOf({ text: `publicUrl: ${url}` }), [], url)
})

test('all problems come at once, each with where it came from', () => {
  assert.deepEqual(
    problemsOf({
      text: 'publicUrl: https://a.example\nlogLevel: loud\ndataDir: /x\ntls: { certificate: a }',
      environment: {
        JOINERY_LISTEN_ADMIN_PORT: 'many',
        JOINERY_DATA_DIR: '/x',
        JOINERY_DATABASE: 'mysql://u:secret@h/d',
      },
    }),
    [
      'JOINERY_DATA_DIR: there is no such setting; did you mean JOINERY_DATA_DIRECTORY?',
      'listen/admin/port (from JOINERY_LISTEN_ADMIN_PORT): "many": must be a whole number, but is a text; write it as such',
      'tls/key (line 4): it is missing; add it (PEM file of its private key.)',
      'database (from JOINERY_DATABASE): must begin with postgres://; correct it (postgres://… for more than one node; left out, SQLite in dataDirectory.)',
      'logLevel (line 2): "loud": must be one of fatal, error, warn, info, debug; choose one of these',
      'dataDir (line 3): there is no such setting; did you mean dataDirectory?',
    ],
  )
})

test('the address of the database, which may hold a password, is never printed', () => {
  const { problems } = read({ text: 'database: mysql://u:secret@h/d', environment: { JOINERY_DATABASE: 'secret' } })
  assert.ok(!inspect(problems, { depth: 5 }).includes('secret'))
})

test('variables of others that begin alike are left alone', () => {
  const environment = {
    JOINERY_SERVICE_HOST: '10.0.0.1',
    JOINERY_PORT: 'tcp://10.0.0.1:443',
    JOINERY_PORT_443_TCP_ADDR: '10.0.0.1',
    JOINERY_FUZZ_COUNT: '5',
    JOINERY_TEST_RUN: '1',
  }
  assert.deepEqual(problemsOf({ text: 'publicUrl: https://a.example', environment }), [])
})

test('the names of variables follow the paths', () => {
  assert.equal(variableName(['listen', 'public', 'port']), 'JOINERY_LISTEN_PUBLIC_PORT')
  assert.equal(variableName(['dataKeyFile']), 'JOINERY_DATA_KEY_FILE')
})

test('parseBootSettings gives settings or throws every problem', () => {
  const environment = { JOINERY_PUBLIC_URL: 'https://a.example' }
  assert.equal(parseBootSettings({ environment }).publicUrl, 'https://a.example')
  assert.throws(() => parseBootSettings({ environment, text: 'a: 1\nb: 2' }), {
    code: 'CONFIG_BOOT_SETTINGS_REFUSED',
    message: /2 errors: a \(line 1\)/,
  })
})
