import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as grammar from '../../../src/doctor/grammar.ts'

const rows: readonly (readonly [(text: string) => string | undefined, string, string | undefined])[] = [
  [grammar.findGuid, '{3F0817B9-CA17-4714-AB81-F7B5943DEC7B}', '3f0817b9-ca17-4714-ab81-f7b5943dec7b'],
  [grammar.findGuid, '3f0817b9', undefined],
  [grammar.findSid, 's-1-5-21-1-2-3-1103', 'S-1-5-21-1-2-3-1103'],
  [grammar.findSid, 'S-1-5-21-1; rm -rf', undefined],
  [grammar.findDnsName, 'STS.Corp.Example.test.', 'sts.corp.example.test'],
  [grammar.findDnsName, 'localhost', undefined],
  [grammar.findDnsName, "a.b'; calc", undefined],
  [grammar.findUpn, 'alice@corp.example.test', 'alice@corp.example.test'],
  [grammar.findUpn, 'alice', undefined],
  [grammar.findUpn, 'a b@corp.example.test', undefined],
  [grammar.findUrl, 'https://sts.example.test/wsf/mex13/1', 'https://sts.example.test/wsf/mex13/1'],
  [grammar.findUrl, 'https://user:pw@sts.example.test/', undefined],
  [grammar.findUrl, "https://sts.example.test/'", undefined],
  [grammar.findUrl, 'javascript:alert(1)', undefined],
  [grammar.findUrl, 'https://sts.example.test/\u2019', undefined],
  [grammar.findHexCode, '0xCAA20003', '0xcaa20003'],
  [grammar.findHexCode, '-2145648611', '0x801c001d'],
  [grammar.findHexCode, '0x00000000', '0x0'],
  [grammar.findHexCode, '51004', undefined],
  [grammar.findAadsts, 'invalid_grant: aadsts51004: The user', 'AADSTS51004'],
  [grammar.findUtcTime, '2025-07-10 16:52:13.000 UTC', '2025-07-10T16:52:13.000Z'],
  [grammar.findUtcTime, 'Thu, 10 Jul 2025 17:22:14 GMT', '2025-07-10T17:22:14.000Z'],
  [grammar.findUtcTime, '2025-07-10T16:52:13+02:00', '2025-07-10T14:52:13.000Z'],
  [grammar.findUtcTime, '2025-07-10 16:52:13', undefined],
  [grammar.findUtcTime, '10/07/2025 16:52:13', undefined],
  [grammar.findBase64Der, 'MIIDATCC\r\n  AemgAwIBAgIGAZXu', 'MIIDATCCAemgAwIBAgIGAZXu'],
  [grammar.findBase64Der, 'MII...', undefined],
]

for (const [find, text, expected] of rows) {
  test(`${find.name}(${JSON.stringify(text)}) is ${expected}`, () => assert.equal(find(text), expected))
}
