import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { renameCachedTicket } from '../../../../src/cli/rehearsal/rename-cached-ticket.ts'

const uint32 = (value: number): Buffer => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value])
const text = (value: string): Buffer => Buffer.concat([uint32(value.length), Buffer.from(value)])
const principal = (type: number, realm: string, ...components: string[]): Buffer =>
  Buffer.concat([uint32(type), uint32(components.length), text(realm), ...components.map(text)])

test('only the service name of the ticket changes', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'joinery-cache-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'cache')
  const before = Buffer.concat([
    Buffer.from('0504000c000100080000000000000000', 'hex'),
    principal(1, 'CORP', 'WS01$'),
    principal(1, 'CORP', 'WS01$'),
  ])
  const ticket = Buffer.from('the key, the times, the ticket')
  writeFileSync(file, Buffer.concat([before, principal(1, 'CORP', 'svc-joinery'), ticket]))
  renameCachedTicket(file, ['HTTP', 'sts.corp.example.test'])
  assert.deepEqual(
    readFileSync(file),
    Buffer.concat([before, principal(2, 'CORP', 'HTTP', 'sts.corp.example.test'), ticket]),
  )
})
