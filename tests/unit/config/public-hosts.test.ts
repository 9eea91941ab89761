import assert from 'node:assert/strict'
import { test } from 'node:test'
import { managedSettings } from '../../../src/config/managed-settings.ts'
import {
  applicationOrigin,
  findApplicationByHost,
  hostsOfGateway,
  publicHosts,
} from '../../../src/config/public-hosts.ts'

const app = (id: string, more: object) => ({ id, name: id, domainName: `${id}.example`, attributes: [], ...more })
const kerberos = { gateways: [{ id: 'ad', userType: { id: 'users' } }] }
const settings = {
  publicUrl: 'https://sts.example:8443/',
  managed: managedSettings.parse({
    applications: [
      app('a', {}),
      app('b', { hostNames: ['STS.b.example', 'fs.b.example'], kerberos }),
      app('c', { hostNames: ['sts.c.example'], enabled: false }),
    ],
  }),
}
const [a, b, c] = settings.managed.applications

test('an application is published under its first host name, on the port of publicUrl, else under publicUrl', () => {
  assert.ok(a && b && c)
  assert.equal(applicationOrigin(a, settings.publicUrl), 'https://sts.example:8443')
  assert.equal(applicationOrigin(b, settings.publicUrl), 'https://sts.b.example:8443')
  assert.equal(applicationOrigin(b, 'https://sts.example'), 'https://sts.b.example')
})

test('a host name chooses its application; that of publicUrl and a stranger choose none, nor does one that is off', () => {
  const chosen = (host: string) => findApplicationByHost(settings, host)?.id
  assert.deepEqual(['sts.b.example', 'FS.b.example:8443'].map(chosen), ['b', 'b'])
  assert.deepEqual(['sts.example', 'sts.c.example', 'evil.sts.b.example', ''].map(chosen), [
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('tickets of a gateway are asked for the hosts of the applications that take them', () => {
  assert.deepEqual(publicHosts(settings), ['sts.example', 'sts.b.example', 'fs.b.example', 'sts.c.example'])
  assert.deepEqual(hostsOfGateway(settings, 'ad'), ['sts.example', 'sts.b.example', 'fs.b.example'])
  assert.deepEqual(hostsOfGateway(settings, 'other'), ['sts.example'])
})
