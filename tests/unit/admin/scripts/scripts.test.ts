import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quotePowerShell } from '../../../../src/admin/scripts/quote-powershell.ts'
import { scripts } from '../../../../src/admin/scripts/script-list.ts'
import { IdpError } from '../../../../src/errors.ts'
import { exampleParameters } from './example-parameters.ts'

/** How PowerShell reads a string in single quotes: any of its five quotes ends it, two together are one. */
function readQuoted(text: string): { readonly value: string; readonly rest: string } {
  const quotes = "'\u2018\u2019\u201a\u201b"
  assert.ok(quotes.includes(text[0] ?? ' '))
  let value = ''
  let at = 1
  while (at < text.length) {
    const [here = '', next = ' '] = [text[at], text[at + 1]]
    if (!quotes.includes(here)) value += here
    else if (quotes.includes(next)) {
      value += here
      at += 1
    } else return { value, rest: text.slice(at + 1) }
    at += 1
  }
  throw new Error('the string does not end')
}

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "'",
      '\u2018',
      '\u2019',
      '\u201a',
      '\u201b',
      '"',
      '`',
      '$',
      ';',
      '\n',
      '\0',
      '#',
      '<#',
      '#>',
      '@',
      ')',
      '}',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 30,
})

test('a value comes out of its quotes as it went in, and nothing of it is left outside', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      try {
        assert.deepEqual(readQuoted(`${quotePowerShell(value)} tail`), { value, rest: ' tail' })
      } catch (error) {
        assert.ok(error instanceof IdpError && /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(value), String(error))
      }
    }),
    { numRuns: 2000 },
  )
})

test('what cannot be seen is refused: line ends, escapes, characters that turn the text round', () => {
  for (const value of ['a\nb', 'a\r', '\u001b[2J', 'a\u2028b', 'a\u202eb', '\u200b', '\ud800', '\u0085'])
    assert.throws(() => quotePowerShell(value), { code: 'ADMIN_SCRIPT_VALUE_REFUSED' })
})

function render(name: string, change: Readonly<Record<string, unknown>> = {}): string {
  const script = scripts.find((one) => one.name === name)
  assert.ok(script, name)
  return script.render({ ...exampleParameters[name], ...change })
}

test('every script is whole: what it does, what it needs, the way back, and a last line that can be looked at first', () => {
  for (const { name, about, where, fileName } of scripts) {
    const text = render(name)
    const flat = text.replace(/\n# +/g, ' ')
    for (const part of [about, where, 'Needs: ', 'The way back: ', ' -WhatIf'])
      assert.ok(flat.includes(part), `${name}: ${part}`)
    const command = text.trimEnd().split('\n').at(-1) ?? ''
    assert.match(
      text,
      new RegExp(`^function ${command} \\{\\n {2}\\[CmdletBinding\\(SupportsShouldProcess = \\$true`, 'm'),
    )
    assert.match(text, /Save-Joinery|Backup-GPO|Add-JoineryBindAccount/, `${name} saves what is there first`)
    assert.match(text, /\$PSCmdlet\.ShouldProcess/)
    assert.doesNotMatch(text, /[^\x20-\x7e\n]/, `${name}: Windows PowerShell reads a file without a mark as ANSI`)
    assert.match(fileName, /^joinery-[a-z-]+\.ps1$/)
  }
})

test('each value stands in the table at the top and nowhere else', () => {
  for (const { name } of scripts) {
    const [head = '', table = '', ...functions] = render(name).split(/(?=\$JoineryValues = @\{)|(?<=^\}\n)\n/m)
    assert.match(table, /^\$JoineryValues = @\{\n( {2}\w+ = .+\n)+\}\n$/, name)
    const values = [...table.matchAll(/'((?:[^']|'')+)'/g)].map(([, value = '']) => value)
    for (const value of values.filter((one) => one.length > 8 && one !== 'acceptIfMfaDoneByFederatedIdp'))
      assert.ok(!head.includes(value) && !functions.join('').includes(value), `${name}: ${value}`)
  }
})

test('a hostile value changes nothing but its own string', () => {
  const free = [
    ['federate-managed-domain', 'displayName'],
    ['update-federated-domain', 'displayName'],
    ['undo-federation', 'savedFile'],
    ['pilot-connection-point', 'policyName'],
    ['set-browser-zones', 'policyName'],
  ] as const
  for (const [name, parameter] of free) {
    const value = `x'; Remove-Item * #\u2019; "$(Get-Date)"\`0`
    const before = render(name, { [parameter]: 'benign' })
    assert.equal(
      render(name, { [parameter]: value }),
      before.replace("'benign'", () => quotePowerShell(value)),
    )
    assert.throws(() => render(name, { [parameter]: 'two\nlines' }), { code: 'ADMIN_SCRIPT_VALUE_REFUSED' })
  }
})

test('parameters are checked: what is no domain, account, name or certificate is refused', () => {
  const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['federate-managed-domain', { domain: "x'; calc" }],
    ['federate-managed-domain', { tenantId: 'contoso' }],
    ['federate-managed-domain', { activeSignInUri: 'http://sts.example.test/' }],
    ['federate-managed-domain', { signingCertificate: '-----BEGIN CERTIFICATE-----' }],
    ['federate-managed-domain', { federatedIdpMfaBehavior: 'none' }],
    ['create-service-account', { accountName: 'svc-sts-with-a-name-too-long' }],
    ['create-service-account', { servicePrincipalNames: ['http/sts.example.test'] }],
    ['create-service-account', { servicePrincipalNames: ['HTTP/sts.example.test)(cn=*'] }],
    ['pilot-connection-point', { targetDn: 'Devices' }],
    ['set-browser-zones', { hosts: ['sts.example.test,evil.test'] }],
    ['write-connection-point', { unknown: 'parameter' }],
  ]
  for (const [name, change] of wrong)
    assert.throws(() => render(name, change), { name: 'ZodError' }, JSON.stringify(change))
})

test('the blocks for Entra set all that the source document compares, and ask Entra for the cloud of the tenant', () => {
  const text = render('federate-managed-domain', { cloud: 'usGovernmentL4' })
  for (const property of [
    'ActiveSignInUri',
    'PassiveSignInUri',
    'SignOutUri',
    'MetadataExchangeUri',
    'IssuerUri',
    'DisplayName',
  ])
    assert.match(text, new RegExp(`^ {2}${property} = '`, 'm'))
  assert.match(text, /^ {2}PreferredAuthenticationProtocol = 'wsFed'$/m)
  assert.match(text, /^ {2}FederatedIdpMfaBehavior = 'acceptIfMfaDoneByFederatedIdp'$/m)
  assert.match(text, /^ {2}Environment = 'USGov'$/m)
})
