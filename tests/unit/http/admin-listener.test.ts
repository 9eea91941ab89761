import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { Registry } from 'prom-client'
import { createAdminListener } from '../../../src/http/admin-listener.ts'

const app = createAdminListener({
  tls: undefined,
  trustedProxies: [],
  log: pino({ level: 'silent' }),
  metrics: new Registry(),
  readiness: async () => ({ ready: true, checks: {}, warnings: [] }),
  environmentId: () => 'default',
  hostNames: ['127.0.0.1', 'Admin.example.test'],
})
const statusFor = async (host: string) => (await app.inject({ url: '/readyz', headers: { host } })).statusCode

test('the administrators’ listener answers addresses, localhost and its own names [RFC9110 §15.5.20]', async () => {
  for (const host of ['127.0.0.1:9443', 'localhost:9443', '[::1]:9443', '10.1.2.3', 'ADMIN.example.test'])
    assert.equal(await statusFor(host), 200, host)
})

test('a name that somebody else could point here is misdirected', async () => {
  for (const host of ['rebind.evil.test', 'localhost.evil.test', 'admin.example.test.evil.test', 'x127.0.0.1'])
    assert.equal(await statusFor(host), 421, host)
})
