import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../../src/errors.ts'
import { parseLogonInfo } from '../../../../src/protocol/kerberos/logon-info.ts'
import { parseUpnDnsInfo } from '../../../../src/protocol/kerberos/upn-dns-info.ts'
import { readFixtures } from '../../../fixtures/kerberos/read-fixtures.ts'

const fixtures = readFixtures('pac')

function readBuffer(name: string, bytes: Uint8Array): unknown {
  try {
    const read = name.includes('logon') ? parseLogonInfo(bytes) : parseUpnDnsInfo(bytes)
    return JSON.parse(JSON.stringify(read))
  } catch (error) {
    if (error instanceof IdpError) return { code: error.code }
    throw error
  }
}

for (const { name, expect, bytes } of fixtures) {
  const clause = name.includes('logon') ? '[MS-PAC §2.5]' : '[MS-PAC §2.10]'
  test(`PAC: ${name} reads as its header says ${clause}`, () => {
    assert.deepEqual(readBuffer(name, bytes), expect)
  })
}

test('PAC: a view into a larger buffer reads its own bytes only', () => {
  for (const { name, expect, bytes } of fixtures) {
    const wider = Buffer.concat([Buffer.alloc(4, 0xff), bytes, Buffer.alloc(64, 0xff)])
    const view = wider.subarray(4, 4 + bytes.length)
    if ('code' in expect) assert.deepEqual(readBuffer(name, view), expect)
    else assert.deepEqual(readBuffer(name, view), readBuffer(name, bytes))
  }
})

test('PAC: every mutation is read or refused by name', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...fixtures),
      fc.nat(600),
      fc.nat(255),
      fc.nat(600),
      ({ name, bytes }, at, octet, cut) => {
        const mutated = Uint8Array.from(bytes.subarray(0, cut))
        if (mutated.length > 0) mutated[at % mutated.length] = octet
        readBuffer(name, mutated)
      },
    ),
    { numRuns: 2000 },
  )
})
